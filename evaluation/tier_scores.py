"""Tier scores: what the decision policy let through, and how often that was right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from firstline.evaluation.bootstrap import Flags, Floats
from firstline.evaluation.estimate import Estimate, wilson
from firstline.models.prediction import Tier

TIERS: tuple[Tier, ...] = ("auto", "best", "suggest", "abstain")
_QUARTERS = 4


@dataclass(frozen=True, slots=True)
class TierEdge:
    """The quarter of a tier's tickets that is nearest to where it begins: `n` of them, their confidences from `least`
    to `most`, and `precision`, the share with the right value (Wilson's interval)."""

    n: int
    least: float
    most: float
    precision: Estimate


@dataclass(frozen=True, slots=True)
class TierScore:
    """One tier: `n` tickets got it, `share` of all, `precision` of them with the right value; Wilson intervals."""

    tier: Tier
    n: int
    share: Estimate
    precision: Estimate


def tier_scores(tiers: Sequence[Tier], correct: Flags) -> tuple[TierScore, ...]:
    """All four tiers in order, from the tier of each row and whether its value was `correct` (rows,)."""
    named = np.asarray(tiers, dtype=np.str_)
    return tuple(_tier_score(tier, named == tier, correct) for tier in TIERS)


def best_edge(tiers: Sequence[Tier], confidence: Floats, correct: Flags) -> TierEdge | None:
    """The edge of `best`, from each row's tier, confidence and rightness (rows,); None for fewer than four tickets.

    Tickets of equal confidence are in it together, so that it may hold more than a quarter.
    """
    members = np.asarray(tiers, dtype=np.str_) == "best"
    sure, right = confidence[members], correct[members]
    if len(sure) < _QUARTERS:
        return None
    most = float(np.sort(sure)[-(-len(sure) // _QUARTERS) - 1])
    near = sure <= most
    return TierEdge(int(near.sum()), float(sure.min()), most, wilson(int((near & right).sum()), int(near.sum())))


def _tier_score(tier: Tier, members: Flags, correct: Flags) -> TierScore:
    n = int(members.sum())
    return TierScore(tier, n, wilson(n, len(members)), wilson(int((members & correct).sum()), n))
