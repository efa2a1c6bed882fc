"""The fusion: one ranking from the scores of several searches."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]


def standardised(scores: Scores, noise: float = 0.0) -> Scores:
    """Scores of one query's candidates with mean 0 and deviation 1, or less where they differ by little more than
    `noise`, a deviation; all 0 where they do not differ."""
    deviation = float(scores.std()) + noise
    if deviation < 1e-6:
        return np.zeros_like(scores)
    standard: Scores = ((scores - scores.mean()) / deviation).astype(np.float32)
    return standard


def fuse(
    legs: Mapping[str, Scores], weights: Mapping[str, float], noise: Mapping[str, float] = MappingProxyType({})
) -> Scores:
    """Weighted sum of the standardised scores of each leg in `weights` over the same candidates, shape (m,).

    Every leg has scored every candidate, whichever leg found it: a candidate that only one leg would have listed is
    not punished for it, as it is in reciprocal rank fusion. (S. Bruch, S. Gai, A. Ingber, "An Analysis of Fusion
    Functions for Hybrid Retrieval", ACM TOIS 42(1), 2023: sums of normalised scores beat ranks, and need few examples.)
    """
    total = np.zeros(len(next(iter(legs.values()))), dtype=np.float32)
    for name, weight in weights.items():
        total += np.float32(weight) * standardised(legs[name], noise.get(name, 0.0))
    return total
