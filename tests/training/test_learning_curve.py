"""Tests of the learning curve."""

import numpy as np
from numpy.typing import NDArray

from firstline.training.blend import Blend
from firstline.training.evidence import Evidence
from firstline.training.held_out import Fold
from firstline.training.learning_curve import curve_line, learning_curve

BLEND = Blend(1.0, 0.0, 0.0, 1.0)


def _evidence(right: int, judged: int) -> Evidence:
    """Two values; the first `right` of `judged` rows are guessed."""
    targets = np.zeros(judged, dtype=np.intp)
    scores = np.zeros((judged, 2))
    scores[:right, 0], scores[right:, 1] = 1, 1
    return Evidence(np.arange(judged), targets, np.ones(judged, dtype=bool), scores, np.zeros((judged, 2)))


def test_the_curve_goes_from_a_tenth_to_all_and_is_judged_on_the_same_tickets() -> None:
    seen: list[NDArray[np.intp]] = []

    def judge(rows: NDArray[np.intp]) -> Evidence:
        seen.append(rows)
        return _evidence(len(rows) // 10, 60)

    points = learning_curve(Fold(np.arange(400), np.arange(400, 460)), _evidence(55, 60), BLEND, judge)
    assert [point["tickets"] for point in points] == [40, 100, 200, 400]
    assert [point["right"] for point in points] == [4, 10, 20, 55]
    assert {point["held_out"] for point in points} == {60}
    assert all(len(set(rows.tolist())) == len(rows) for rows in seen)


def test_fewer_tickets_are_as_old_as_all_of_them() -> None:
    seen: list[NDArray[np.intp]] = []

    def judge(rows: NDArray[np.intp]) -> Evidence:
        seen.append(rows)
        return _evidence(1, 60)

    learning_curve(Fold(np.arange(400), np.arange(400, 460)), _evidence(55, 60), BLEND, judge)
    assert all((rows[0], rows[-1]) == (0, 399) for rows in seen)


def test_too_few_tickets_make_no_curve() -> None:
    def never(rows: NDArray[np.intp]) -> Evidence:
        raise AssertionError("nothing is fitted")

    assert learning_curve(Fold(np.arange(199), np.arange(199, 260)), _evidence(5, 61), BLEND, never) == []
    assert learning_curve(Fold(np.arange(300), np.arange(300, 339)), _evidence(5, 39), BLEND, never) == []


def test_the_curve_is_one_line_for_people() -> None:
    points = [{"tickets": 100, "held_out": 60, "right": 30}, {"tickets": 1_000, "held_out": 60, "right": 45}]
    assert curve_line(points) == "learning curve on 60 held-out tickets: right 50.0% with 100, 75.0% with 1,000"
    assert curve_line([]) == ""
