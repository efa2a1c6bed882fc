"""Rows of the benchmark."""

from pathlib import Path

import pytest

from firstline.evaluation.benchmark_row import BenchmarkResult, QualityRow, SpeedRow, Target
from firstline.evaluation.estimate import Estimate


def row(value: float, target: Target | None, difference: float = 0.0) -> QualityRow:
    return QualityRow(
        "accuracy",
        Estimate(value, value, value),
        10,
        difference=Estimate(difference, difference, difference),
        target=target,
    )


@pytest.mark.parametrize(
    ("found", "met"),
    [
        (row(0.94, Target(0.934)), True),
        (row(0.93, Target(0.934)), False),
        (row(0.02, Target(0.03, at_most=True)), True),
        (row(0.04, Target(0.03, at_most=True)), False),
        (row(0.5, Target(0.03, over_floor=True), difference=0.04), True),
        (row(0.9, Target(0.03, over_floor=True), difference=0.02), False),
        (row(0.9, None), None),
    ],
)
def test_a_target_is_met_or_not(found: QualityRow, met: bool | None) -> None:
    assert found.met is met


def test_targets_read_as_they_are_meant() -> None:
    assert str(Target(0.934)) == "≥ 0.934"
    assert str(Target(0.03, at_most=True)) == "≤ 0.03"
    assert str(Target(0.03, over_floor=True)) == "≥ floor + 0.03"


def test_a_ratio_needs_something_beside_it() -> None:
    assert SpeedRow("predict", 12.0, "s", 10.0, "bare loop").ratio == pytest.approx(1.2)
    assert SpeedRow("predict", 12.0, "s").ratio is None


def test_a_result_is_kept_and_found_again(tmp_path: Path) -> None:
    result = BenchmarkResult(
        case="toys",
        split="Made up.",
        seed=0,
        encoder="e5",
        train_rows=40,
        commands=("firstline train x",),
        seconds=1.5,
        machine="Linux",
        measured="2026-11-22",
        quality=(row(0.94, Target(0.934)), row(0.9, None)),
        speed=(SpeedRow("predict", 12.0, "s"),),
    )
    result.save(tmp_path / "results")
    assert BenchmarkResult.load(tmp_path / "results" / "toys.json") == result
