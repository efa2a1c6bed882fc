"""What more tickets would change."""

import pytest

from firstline.evaluation.estimate import wilson
from firstline.evaluation.growth import growth
from firstline.evaluation.learning_curve import LearningPoint


def curve(*shares: float) -> list[LearningPoint]:
    return [LearningPoint(100 * 2**n, 1_000, wilson(round(1_000 * share), 1_000)) for n, share in enumerate(shares)]


def test_a_climbing_curve_is_carried_on_and_never_by_more_than_its_last_gain() -> None:
    found = growth("category", curve(0.5, 0.7, 0.8))
    assert found is not None
    assert found.gained == pytest.approx(0.1)
    assert 0.8 < found.doubled <= 0.9
    assert found.is_clear


def test_a_flat_curve_promises_nothing() -> None:
    found = growth("category", curve(0.8, 0.8, 0.8))
    assert found is not None
    assert found.doubled == pytest.approx(0.8)
    assert not found.is_clear


def test_one_point_is_no_curve() -> None:
    assert growth("category", curve(0.8)) is None
