"""The threshold fit: from held-out confidences to a policy."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.stats import beta

from firstline.models.field_head import Probabilities
from firstline.models.policy import FieldPolicy
from firstline.training.scorer_fit import Targets

_GRID = tuple(round(step / 100, 2) for step in range(50, 100)) + (0.995, 0.999)
_CONFIDENCE = 0.95
_BEST_PRECISION = 0.8
_SHORT_LIST = 3
_SHORT_LIST_HITS = 0.5
_FEWEST_IN_BAND = 10


def fit_policy(
    values: Sequence[str],
    probabilities: Probabilities,
    targets: Targets,
    *,
    target_precision: float = 0.95,
    minimum_evidence: int = 30,
) -> FieldPolicy:
    """The policy of one field from held-out `probabilities` (texts, values) and true positions (texts,).

    `auto`: for each value the lowest threshold of a coarse grid from which on the lower bound of its precision meets
    the target. `best`: the lowest confidence from which eight of ten are right. `suggest`: the lowest from which, up
    to `best`, the right value is among the first three at least every second time.
    """
    guesses, confidence = probabilities.argmax(axis=1), probabilities.max(axis=1)
    right = guesses == targets
    auto = {}
    for position, value in enumerate(values):
        mine = guesses == position
        limit = (target_precision, minimum_evidence)
        threshold = _auto_threshold(confidence[mine], right[mine], *limit) if len(values) > 1 else None
        if threshold is not None:
            auto[value] = threshold
    listed = (np.argsort(-probabilities, axis=1)[:, :_SHORT_LIST] == targets[:, None]).any(axis=1)
    best = _lowest(confidence, right, upper=1.0, wanted=_BEST_PRECISION)
    suggest = _lowest(confidence, listed, upper=best, wanted=_SHORT_LIST_HITS)
    return FieldPolicy(
        target_precision=target_precision, minimum_evidence=minimum_evidence, auto=auto, best=best, suggest=suggest
    )


def precision_lower_bound(right: int, count: int) -> float:
    """One-sided 95 % lower bound of a proportion (Clopper and Pearson 1934); 0 without evidence."""
    return float(beta.ppf(1 - _CONFIDENCE, right, count - right + 1)) if right else 0.0


def _auto_threshold(
    confidence: NDArray[np.float64], right: NDArray[np.bool_], target: float, evidence: int
) -> float | None:
    for threshold in _GRID:
        above = confidence >= threshold
        count = int(above.sum())
        if count < evidence:
            return None
        if precision_lower_bound(int(right[above].sum()), count) >= target:
            return threshold
    return None


def _lowest(confidence: NDArray[np.float64], hit: NDArray[np.bool_], *, upper: float, wanted: float) -> float:
    """The lowest grid point from which on, up to `upper`, the share of hits is at least `wanted`."""
    for step in range(101):
        lower = step / 100
        if lower >= upper:
            break
        band = (confidence >= lower) & (confidence < upper) if upper < 1 else confidence >= lower
        if band.sum() < _FEWEST_IN_BAND:
            break
        if hit[band].mean() >= wanted:
            return lower
    return upper
