"""Thresholds of the tiers."""

from firstline.evaluation.tier_threshold import tier_thresholds
from firstline.models.policy import FieldPolicy


def test_thresholds_are_those_of_the_policy() -> None:
    found = tier_thresholds(FieldPolicy(target_precision=0.9, auto={"a": 0.8}, best=0.6, suggest=0.3))
    assert (found.target_precision, found.auto, found.best, found.suggest) == (0.9, {"a": 0.8}, 0.6, 0.3)


def test_a_best_that_is_never_reached_is_none() -> None:
    assert tier_thresholds(FieldPolicy()).best is None
