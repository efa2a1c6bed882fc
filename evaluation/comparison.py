"""The comparison: whether one model is better than another on the same tickets."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import binomtest

from firstline.evaluation.bootstrap import Bootstrap, Flags, Floats, Statistic
from firstline.evaluation.estimate import Estimate


@dataclass(frozen=True, slots=True)
class Comparison:
    """First minus second, paired by ticket. `p_value` is McNemar's, None where the scores are not right or wrong."""

    difference: Estimate
    p_value: float | None = None


def compare_answers(first: Flags, second: Flags, *, bootstrap: Bootstrap) -> Comparison:
    """Difference of accuracy of two models; `first` and `second` (rows,) say which answers are right."""
    difference = bootstrap.mean(first.astype(np.float64) - second.astype(np.float64))
    return Comparison(difference, mcnemar(first, second))


def compare_scores(first: Floats, second: Floats, *, bootstrap: Bootstrap) -> Comparison:
    """Difference of the mean of two scores a ticket, both (rows,)."""
    return Comparison(bootstrap.mean(first - second))


def compare_statistics(first: Statistic, second: Statistic, rows: int, *, bootstrap: Bootstrap) -> Comparison:
    """Difference of two statistics of the same rows, such as two areas under a curve."""
    whole = np.ones((1, rows))
    value = float((first(whole) - second(whole))[0])
    return Comparison(bootstrap.estimate(value, lambda counts: first(counts) - second(counts), rows))


def mcnemar(first: Flags, second: Flags) -> float:
    """Two-sided p-value of McNemar's exact test (1947): are the rows that only one got right evenly split?"""
    only_first, only_second = int((first & ~second).sum()), int((second & ~first).sum())
    if only_first + only_second == 0:
        return 1.0
    return float(binomtest(only_first, only_first + only_second).pvalue)
