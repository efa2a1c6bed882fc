"""The figures of a run as MLflow keeps them."""

import pytest

from firstline.training.tracked_metric import TrackedMetric, metric_name, tracked_metrics

FIGURES = {
    "accuracy": 0.9,
    "top3": 1.0,
    "macro_f1": 0.85,
    "held_out": 100,
    "vector_weight": None,
    "learning_curve": [{"tickets": 50, "held_out": 40, "right": 30}, {"tickets": 100, "held_out": 40, "right": 36}],
}


def found() -> dict[tuple[str, int], float]:
    return {(one.key, one.step): one.value for one in tracked_metrics({"category": FIGURES})}


def test_shares_come_with_their_interval() -> None:
    metrics = found()
    assert metrics["category.accuracy", 0] == 0.9
    assert metrics["category.accuracy.low", 0] < 0.9 < metrics["category.accuracy.high", 0]
    assert metrics["category.top3.low", 0] == pytest.approx(0.963, abs=1e-3)  # Wilson's, 100 of 100
    assert metrics["category.macro_f1", 0] == 0.85


def test_a_learning_curve_has_training_tickets_as_its_steps() -> None:
    metrics = found()
    assert metrics["category.learning_accuracy", 50] == 0.75
    assert metrics["category.learning_accuracy", 100] == 0.9


def test_what_is_no_number_is_left_out() -> None:
    assert not any("vector_weight" in key for key, _ in found())
    assert list(tracked_metrics({"x": {"accuracy": float("nan")}})) == []


def test_nothing_held_out_has_no_interval() -> None:
    assert list(tracked_metrics({"x": {"held_out": 0}})) == [TrackedMetric("x.held_out", 0.0)]


@pytest.mark.parametrize(
    ("name", "kept"), [("skill group", "skill group"), ("Größe", "Größe"), ("a?b#c", "a_b_c"), ("..", "_")]
)
def test_names_are_what_mlflow_takes(name: str, kept: str) -> None:
    assert metric_name(name) == kept
