"""Tier scores."""

import numpy as np

from firstline.evaluation.tier_scores import best_edge, tier_scores


def test_every_tier_has_its_share_and_its_precision() -> None:
    auto, best, suggest, abstain = tier_scores(
        ["auto", "auto", "auto", "abstain"], np.array([True, True, False, False])
    )
    assert (auto.n, auto.share.value, auto.precision.value) == (3, 0.75, 2 / 3)
    assert (best.n, best.share.value) == (0, 0.0)
    assert not suggest.precision.is_defined
    assert abstain.precision.value == 0.0


def test_a_few_right_answers_do_not_make_a_tier_certain() -> None:
    auto = tier_scores(["auto"] * 5, np.ones(5, dtype=np.bool_))[0]
    assert auto.precision.value == 1.0
    assert auto.precision.low < 0.6


def test_no_ticket_is_no_failure() -> None:
    assert [score.n for score in tier_scores([], np.array([], dtype=np.bool_))] == [0, 0, 0, 0]


def test_the_edge_of_best_is_the_quarter_that_is_least_sure() -> None:
    confidence = np.array([0.9, 0.55, 0.8, 0.51, 0.7, 0.6, 0.95, 0.99, 0.4])
    correct = np.array([True, False, True, True, True, True, True, True, False])
    edge = best_edge(["best"] * 8 + ["suggest"], confidence, correct)
    assert edge is not None
    assert (edge.n, edge.least, edge.most, edge.precision.value) == (2, 0.51, 0.55, 0.5)


def test_equal_confidences_are_at_the_edge_together_and_too_few_have_none() -> None:
    confidence, correct = np.full(5, 0.6), np.ones(5, dtype=np.bool_)
    edge = best_edge(["best"] * 5, confidence, correct)
    assert edge is not None
    assert edge.n == 5
    assert best_edge(["best"] * 3, confidence[:3], correct[:3]) is None
