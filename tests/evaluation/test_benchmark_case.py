"""The cases of the benchmark."""

import pytest

from firstline.evaluation.benchmark_case import CASES
from firstline.evaluation.classification_benchmark import ClassificationBenchmark
from firstline.evaluation.peer_benchmark import PeerBenchmark
from firstline.evaluation.search_benchmark import SearchBenchmark
from firstline.evaluation.workbench import Workbench

MEASURED = [case for case in CASES if isinstance(case, ClassificationBenchmark | PeerBenchmark | SearchBenchmark)]


def test_every_case_has_a_name_of_its_own() -> None:
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", MEASURED, ids=lambda case: case.name)
def test_every_case_reads_its_data(
    case: ClassificationBenchmark | PeerBenchmark | SearchBenchmark, bench: Workbench
) -> None:
    assert case.read(bench.data)


def test_what_is_fine_tuned_is_measured_with_three_seeds_where_one_run_takes_no_five_folds() -> None:
    tuned = [case for case in CASES if isinstance(case, ClassificationBenchmark) and "--finetune" in case.options]
    assert {case.name: len(case.seeds) for case in tuned if "rutube" not in case.name} == dict.fromkeys(
        (case.name for case in tuned if "rutube" not in case.name), 3
    )
