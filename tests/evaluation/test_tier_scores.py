"""Tier scores."""

import numpy as np

from firstline.evaluation.tier_scores import tier_scores


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
