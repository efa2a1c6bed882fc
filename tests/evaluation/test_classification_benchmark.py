"""The classification benchmark, with a stand-in for the command."""

from dataclasses import replace

import pytest

from firstline.evaluation import benchmark_data
from firstline.evaluation.benchmark_row import QualityRow, Target
from firstline.evaluation.classification_benchmark import ClassificationBenchmark
from firstline.evaluation.workbench import Workbench


def by_figure(rows: tuple[QualityRow, ...]) -> dict[str, QualityRow]:
    return {row.figure: row for row in rows}


def test_a_case_trains_predicts_and_is_compared_with_the_floor_of_the_same_run(bench: Workbench) -> None:
    case = ClassificationBenchmark("toys", benchmark_data.banking77, "e5", "Made up.", accuracy=Target(0.9))
    trained, rows = case.run(bench)
    found = by_figure(rows)
    assert trained == 40
    assert bench.commands == [
        "firstline train train-1.jsonl --field category --encoder e5 --output bundle-1",
        "firstline predict bundle-1 test-1.jsonl --output predictions-1.jsonl",
    ]
    accuracy = found["accuracy"]
    assert accuracy.floor is not None
    assert accuracy.difference is not None
    assert accuracy.difference.value == pytest.approx(accuracy.value.value - accuracy.floor.value)
    assert accuracy.met is True
    assert accuracy.n == 40
    assert found["calibration error"].target is None, "40 tickets are too few to judge it"
    assert "out of scope AUROC" not in found


def test_folds_are_judged_together(bench: Workbench) -> None:
    case = ClassificationBenchmark("russian", benchmark_data.rutube_class1, "e5", "Five folds.")
    _, rows = case.run(bench)
    assert by_figure(rows)["accuracy"].n == 23
    assert len(bench.commands) == 10


def test_strangers_are_told_apart_by_the_score_of_the_predictions(bench: Workbench) -> None:
    case = ClassificationBenchmark("scope", benchmark_data.clinc150, "e5", "Made up.", auroc=Target(0.9))
    _, rows = case.run(bench)
    found = by_figure(rows)
    assert found["out of scope AUROC"].value.value == 1.0
    assert found["out of scope AUROC"].met is True
    assert found["out of scope recall of the flag"].n == 12
    assert found["accuracy"].n == 40


def test_another_encoder_can_be_asked_for(bench: Workbench) -> None:
    bench.encoder = "auto"
    ClassificationBenchmark("toys", benchmark_data.banking77, "e5", "Made up.").run(bench)
    assert "--encoder auto" in bench.commands[0]


def test_every_figure_is_the_mean_over_the_seeds_and_says_how_far_they_are_apart(bench: Workbench) -> None:
    case = ClassificationBenchmark("toys", benchmark_data.banking77, "e5", "Made up.", seeds=(0, 7))
    _, rows = case.run(bench)
    once = by_figure(replace(case, seeds=(3,)).run(bench)[1])
    accuracy = by_figure(rows)["accuracy"]
    assert bench.commands[2] == (
        "firstline train train-1.jsonl --field category --encoder e5 --seed 7 --output bundle-1-seed-7"
    )
    assert accuracy.value == once["accuracy"].value, "the stand-in answers the same whatever the seed"
    assert (
        accuracy.note == f"2 seeds: {accuracy.value.value:.4f}, {accuracy.value.value:.4f}; standard deviation 0.0000"
    )


def test_languages_weigh_alike_however_many_tickets_they_have(bench: Workbench) -> None:
    wanted = Target(0.5)
    case = ClassificationBenchmark("foreign", benchmark_data.xsid, "e5", "Made up.", group_accuracy=wanted)
    found = by_figure(case.run(bench)[1])
    assert found["accuracy, mean over groups"].value.value == 1.0
    assert found["accuracy, mean over groups"].met is True
    assert found["macro-F1, mean over groups"].target is None


def test_the_share_in_auto_is_what_the_bundle_itself_would_route_alone(bench: Workbench) -> None:
    case = ClassificationBenchmark("toys", benchmark_data.banking77, "e5", "Made up.", auto=Target(0.9))
    found = by_figure(case.run(bench)[1])["share in auto"]
    assert found.value.value == 1.0
    assert "its precision here 1.000" in found.note
