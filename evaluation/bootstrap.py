"""The bootstrap: how far a figure would move if other tickets of the same kind had come."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from firstline.evaluation.estimate import UNDEFINED, Estimate, wilson

Counts = NDArray[np.float64]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
Statistic = Callable[[Counts], Floats]

_CELLS_AT_ONCE = 2_000_000


@dataclass(frozen=True, slots=True)
class Bootstrap:
    """Percentile bootstrap (Efron and Tibshirani 1993, chapter 13), seeded, all resamples of a chunk at once.

    A statistic gets counts of shape (b, rows): how often each row was drawn in each of b resamples. It returns (b,) or
    (b, figures), NaN where a resample does not define it. The same seed and number of rows draw the same resamples, so
    differences of two statistics are paired.
    """

    resamples: int = 1_000
    seed: int = 0
    level: float = 0.95

    def counts(self, rows: int) -> Iterator[Counts]:
        """Chunks of resamples, `resamples` of them together."""
        generator = np.random.default_rng(self.seed)
        chunk = max(1, _CELLS_AT_ONCE // max(1, rows))
        for start in range(0, self.resamples, chunk):
            height = min(chunk, self.resamples - start)
            drawn = generator.integers(0, rows, size=(height, rows))
            cells = (drawn + rows * np.arange(height)[:, None]).ravel()
            yield np.bincount(cells, minlength=height * rows).reshape(height, rows).astype(np.float64)

    def replicates(self, statistic: Statistic, rows: int) -> Floats:
        """The statistic of every resample: (resamples,) or (resamples, figures)."""
        return np.concatenate([statistic(counts) for counts in self.counts(rows)])

    def estimate(self, value: float, statistic: Statistic, rows: int) -> Estimate:
        """`value` with the percentiles of the statistic's replicates, of shape (b,)."""
        return UNDEFINED if rows == 0 else self.around(value, self.replicates(statistic, rows))

    def around(self, value: float, replicates: Floats) -> Estimate:
        """`value` with the percentiles of its own replicates (resamples,); those that are NaN are left out."""
        defined = replicates[~np.isnan(replicates)]
        if np.isnan(value) or not len(defined):
            return UNDEFINED
        tail = (1 - self.level) / 2
        low, high = np.quantile(defined, [tail, 1 - tail])
        return Estimate(float(value), float(low), float(high))

    def mean(self, values: Floats) -> Estimate:
        """The mean of `values` (rows,)."""
        if not len(values):
            return UNDEFINED
        return self.estimate(float(values.mean()), lambda counts: counts @ values / len(values), len(values))

    def share(self, flags: Flags) -> Estimate:
        """The share of true `flags` (rows,) with Wilson's interval: near 0 and 1, and of few rows, resampling shows too
        little doubt."""
        return wilson(int(flags.sum()), len(flags), level=self.level)
