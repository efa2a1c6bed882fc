"""The cases of the benchmark."""

import pytest

from firstline.evaluation.benchmark_case import CASES
from firstline.evaluation.classification_benchmark import ClassificationBenchmark
from firstline.evaluation.search_benchmark import SearchBenchmark
from firstline.evaluation.workbench import Workbench

MEASURED = [case for case in CASES if isinstance(case, ClassificationBenchmark | SearchBenchmark)]


def test_every_case_has_a_name_of_its_own() -> None:
    assert len({case.name for case in CASES}) == len(CASES) == 16


@pytest.mark.parametrize("case", MEASURED, ids=lambda case: case.name)
def test_every_case_reads_its_data(case: ClassificationBenchmark | SearchBenchmark, bench: Workbench) -> None:
    assert case.read(bench.data)
