"""The tier threshold: from which confidence a bundle's policy lets a value be what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from firstline.models.policy import FieldPolicy


@dataclass(frozen=True, slots=True)
class TierThresholds:
    """`auto` has a confidence for each value that may be automated at all, none of which is promised less than
    `target_precision`. `best` is None where nothing is ever called best."""

    target_precision: float
    auto: Mapping[str, float]
    best: float | None
    suggest: float


def tier_thresholds(policy: FieldPolicy) -> TierThresholds:
    """The thresholds of one field's policy."""
    return TierThresholds(
        target_precision=policy.target_precision,
        auto=dict(policy.auto),
        best=policy.best if policy.best < 1 else None,
        suggest=policy.suggest,
    )
