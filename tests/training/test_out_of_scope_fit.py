"""Tests of the out-of-scope fit."""

import numpy as np
import pytest

from firstline.models.field_head import FieldHead
from firstline.models.out_of_scope import OutOfScopeDetector
from firstline.training.background_fit import Background
from firstline.training.head_fit import FittedHead
from firstline.training.held_out import HeldOutPlan, held_out_plan
from firstline.training.out_of_scope_fit import fit_detector

ROWS, DIMENSION, VALUES = 600, 16, 6
HEAD = FieldHead(tuple("abcdef"), np.full(VALUES, 1 / VALUES), None, None, 0.0, 0.0)


def _judged(plan: HeldOutPlan, logits: np.ndarray) -> FittedHead:
    """A head whose evidence is the plan's judged rows with the given logits (rows, values)."""
    rows = np.concatenate([fold.judge for fold in plan.folds])
    return FittedHead(HEAD, rows, np.zeros(len(rows), dtype=np.intp), logits[rows], logits[rows])


def _desk(rows: int = ROWS, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    generator = np.random.default_rng(seed)
    vectors = generator.normal(size=(rows, DIMENSION)).astype(np.float32) + 3
    return vectors, generator.normal(scale=2, size=(rows, VALUES))


def _detector(rows: int = ROWS) -> OutOfScopeDetector:
    vectors, logits = _desk(rows)
    plan = held_out_plan([str(row) for row in range(rows)], [None] * rows, seed=0)
    detector = fit_detector("category", _judged(plan, logits), vectors, plan)
    assert detector is not None
    return detector


def test_about_two_in_a_hundred_of_the_desks_own_new_requests_are_flagged() -> None:
    vectors, logits = _desk(4_000, seed=1)
    flagged = [verdict.flag for verdict in _detector(2_000).judge(logits, vectors)]
    assert 0.01 <= np.mean(flagged) <= 0.035


def test_a_stranger_is_flagged_and_the_desks_middle_is_not() -> None:
    detector = _detector()
    far, middle = np.full((1, DIMENSION), 30, np.float32), np.full((1, DIMENSION), 3, np.float32)
    assert detector.judge(np.zeros((1, VALUES)), far)[0].score > 0.99
    assert detector.judge(np.array([[6.0, 0, 0, 0, 0, 0]]), middle)[0].score < 0.1


def test_a_usual_request_scores_about_one_in_twenty() -> None:
    vectors, logits = _desk(2_000, seed=2)
    assert np.median([v.score for v in _detector(2_000).judge(logits, vectors)]) == pytest.approx(0.05, abs=0.02)


def test_it_names_the_field_whose_energy_it_reads() -> None:
    assert _detector().calibration.field == "category"


@pytest.mark.parametrize(("rows", "found"), [(19, False), (20, True)])
def test_fewer_than_twenty_judged_requests_are_too_few(rows: int, found: bool) -> None:
    vectors, logits = _desk(rows)
    plan = held_out_plan([str(row) for row in range(rows)], [None] * rows, seed=0)
    assert (fit_detector("category", _judged(plan, logits), vectors, plan) is not None) == found


def test_a_desk_whose_older_requests_are_all_the_same_still_gets_a_detector() -> None:
    """A monitoring system's one text a thousand times, then people."""
    vectors, logits = _desk(100)
    vectors[:50] = vectors[0]
    texts = ["alert"] * 50 + [str(row) for row in range(50)]
    times = [None] * 100
    plan = held_out_plan(texts, times, seed=0)
    detector = fit_detector("category", _judged(plan, logits), vectors, plan)
    assert detector is not None
    assert np.isfinite(detector.precision).all()


def test_requests_that_hardly_differ_give_a_finite_score() -> None:
    vectors = np.ones((100, DIMENSION), np.float32)
    logits = np.zeros((100, VALUES))
    plan = held_out_plan([str(row) for row in range(100)], [None] * 100, seed=0)
    detector = fit_detector("category", _judged(plan, logits), vectors, plan)
    assert detector is not None
    assert all(np.isfinite(verdict.score) for verdict in detector.judge(logits, vectors))


def _background(rows: int, *, away: float) -> tuple[Background, np.ndarray]:
    """Requests that lie `away` from the desk in one direction, spread as widely as the desk, and their logits."""
    generator = np.random.default_rng(7)
    vectors = generator.normal(size=(rows, DIMENSION)).astype(np.float32) + 3
    vectors[:, 0] += away
    own, _ = _desk()
    excerpted = np.arange(0, ROWS, 3)
    texts = [str(row) for row in range(rows)]
    background = Background(texts, vectors, [str(row % 20) for row in range(rows)], own[excerpted], excerpted)
    return background, generator.normal(scale=2, size=(rows, VALUES))


def _with_background(away: float) -> OutOfScopeDetector:
    vectors, logits = _desk()
    plan = held_out_plan([str(row) for row in range(ROWS)], [None] * ROWS, seed=0)
    background, foreign = _background(300, away=away)
    detector = fit_detector("category", _judged(plan, logits), vectors, plan, background, foreign=foreign)
    assert detector is not None
    return detector


def test_a_background_that_can_be_told_from_the_desk_becomes_a_measure() -> None:
    strangers, logits = _background(200, away=4.0)
    alone, helped = (
        np.mean([verdict.flag for verdict in detector.judge(logits, strangers.vectors)])
        for detector in (_detector(), _with_background(4.0))
    )
    assert helped > alone + 0.3


def test_a_background_like_the_desk_itself_is_left_out() -> None:
    assert _with_background(0.0).background is None
