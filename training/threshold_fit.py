"""The threshold fit: from held-out confidences to a policy."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.stats import beta
from sklearn.isotonic import IsotonicRegression

from firstline.models.field_head import Probabilities
from firstline.models.policy import FieldPolicy
from firstline.training.scorer_fit import Targets

THRESHOLDS = (*(round(step / 100, 2) for step in range(50, 100)), 0.995, 0.999)
"""Where `auto` may begin, from low to high."""

_CONFIDENCE = 0.95
_BEST_RIGHT = 0.6
_SHORT_LIST = 3
_SHORT_LIST_HITS = 0.6
_FEWEST_JUDGED = 20


def fit_policy(
    values: Sequence[str],
    probabilities: Probabilities,
    targets: Targets,
    *,
    target_precision: float = 0.95,
    minimum_evidence: int = 30,
    never_auto: Sequence[str] = (),
) -> FieldPolicy:
    """The policy of one field from held-out `probabilities` (texts, values) and true positions (texts,).

    `auto`: for each value the lowest threshold of a coarse grid from which on the lower bound of its precision meets
    the target, and not below the least confident case of that evidence. `best`: the lowest confidence at which three of
    five are right. `suggest`: the lowest at which the right value is among the first three that often. Both are read
    off a monotone fit of being right on confidence. A probability of 0 is an excluded value, which is never right. With
    fewer than 20 cases nothing is more than a suggestion. `never_auto` values get no threshold of `auto`.
    """
    blank = FieldPolicy(
        target_precision=target_precision, minimum_evidence=minimum_evidence, never_auto=tuple(never_auto)
    )
    if len(targets) < _FEWEST_JUDGED:
        return blank
    guesses, confidence = probabilities.argmax(axis=1), probabilities.max(axis=1)
    right = (guesses == targets) & (confidence > 0)
    auto = {}
    for position, value in enumerate(values):
        mine = guesses == position
        limit = (target_precision, minimum_evidence)
        threshold = _auto_threshold(confidence[mine], right[mine], *limit) if len(values) > 1 else None
        if threshold is not None and value not in never_auto:
            auto[value] = threshold
    listed = (np.argsort(-probabilities, axis=1)[:, :_SHORT_LIST] == targets[:, None]).any(axis=1)
    best = _lowest(confidence, right, wanted=_BEST_RIGHT)
    suggest = min(best, _lowest(confidence, listed, wanted=_SHORT_LIST_HITS))
    return blank.model_copy(update={"auto": auto, "best": best, "suggest": suggest})


def precision_lower_bound(right: int, count: int) -> float:
    """One-sided 95 % lower bound of a proportion (Clopper and Pearson 1934); 0 without evidence."""
    return float(beta.ppf(1 - _CONFIDENCE, right, count - right + 1)) if right else 0.0


def _auto_threshold(
    confidence: NDArray[np.float64], right: NDArray[np.bool_], target: float, evidence: int
) -> float | None:
    for threshold in THRESHOLDS:
        above = confidence >= threshold
        count = int(above.sum())
        if count < evidence:
            return None
        if precision_lower_bound(int(right[above].sum()), count) >= target:
            return max(step for step in THRESHOLDS if step <= max(threshold, confidence[above].min()))
    return None


def _lowest(confidence: NDArray[np.float64], hit: NDArray[np.bool_], *, wanted: float) -> float:
    """The lowest confidence at which the rate of hits, taken to rise with confidence, is at least `wanted`.

    Where even the least confident of the evidence reach it, a calibrated confidence of `wanted` is enough.
    """
    rate = IsotonicRegression(increasing=True).fit(confidence, hit.astype(float)).predict(confidence)
    reached = confidence[rate >= wanted]
    if not len(reached):
        return 1.0
    lowest = math.floor(float(reached.min()) * 10_000) / 10_000
    return min(lowest, wanted) if len(reached) == len(confidence) else lowest
