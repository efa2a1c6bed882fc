"""Ranking scores."""

import numpy as np
import pytest

from firstline.evaluation.bootstrap import Bootstrap
from firstline.evaluation.ranking import first_ranks, found_within, ranking_scores, reciprocal


def test_the_rank_is_that_of_the_first_wanted_hit() -> None:
    ranks = first_ranks([["a", "b"], ["c", "b", "a"], ["x"], []], [{"a", "b"}, {"a"}, {"a"}, {"a"}])
    assert ranks.tolist() == [1, 3, 0, 0]


def test_recall_and_mrr_are_those_counted_by_hand() -> None:
    found = ranking_scores(np.array([1, 3, 0, 7]), bootstrap=Bootstrap(resamples=50))
    assert {depth: share.value for depth, share in found.recall.items()} == {1: 0.25, 5: 0.5, 10: 0.75}
    assert found.mrr.value == pytest.approx((1 + 1 / 3 + 1 / 7) / 4)


def test_what_was_not_found_counts_as_nothing() -> None:
    assert reciprocal(np.array([0, 2])).tolist() == [0.0, 0.5]
    assert found_within(np.array([0, 2, 6]), 5).tolist() == [False, True, False]


def test_queries_and_answers_of_different_number_are_an_error() -> None:
    with pytest.raises(ValueError, match="zip"):
        first_ranks([["a"]], [])


def test_a_few_requests_that_all_succeed_prove_less_than_certainty() -> None:
    found = ranking_scores(np.array([1, 1, 1, 1]), bootstrap=Bootstrap(resamples=50))
    assert found.mrr.value == 1.0
    assert found.mrr.low < 0.6
