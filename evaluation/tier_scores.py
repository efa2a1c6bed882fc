"""Tier scores: what the decision policy let through, and how often that was right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from firstline.evaluation.bootstrap import Flags
from firstline.evaluation.estimate import Estimate, wilson
from firstline.models.prediction import Tier

TIERS: tuple[Tier, ...] = ("auto", "best", "suggest", "abstain")


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


def _tier_score(tier: Tier, members: Flags, correct: Flags) -> TierScore:
    n = int(members.sum())
    return TierScore(tier, n, wilson(n, len(members)), wilson(int((members & correct).sum()), n))
