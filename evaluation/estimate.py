"""The estimate: a figure with the interval that it is uncertain by."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from scipy.stats import binomtest


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure and its 95 % interval, all three in the unit of the figure; NaN where it is not defined."""

    value: float
    low: float
    high: float

    @property
    def is_defined(self) -> bool:
        return not math.isnan(self.value)

    def __str__(self) -> str:
        if not self.is_defined:
            return "–"
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}]"


UNDEFINED = Estimate(math.nan, math.nan, math.nan)


def shares(figure: Estimate) -> str:
    """`81 % (74–87)`: in brackets the interval."""
    if not figure.is_defined:
        return "an unknown share"
    return f"{100 * figure.value:.0f} % ({100 * figure.low:.0f}–{100 * figure.high:.0f})"


def wilson(successes: int, trials: int, *, level: float = 0.95) -> Estimate:
    """A proportion with the interval of Wilson (1927), which holds for few trials and at 0 and 1; NaN for none."""
    if trials == 0:
        return UNDEFINED
    interval = binomtest(int(successes), int(trials)).proportion_ci(confidence_level=level, method="wilson")
    return Estimate(float(successes / trials), float(interval.low), float(interval.high))


def right_of_others(apart: Sequence[bool], right: Sequence[bool | None]) -> tuple[int, int, Estimate]:
    """How many were judged, how many of these stand `apart`, and the share of the others that is right.

    Args:
        right: whether each was given the right value; None where it has none, and is not judged.
    """
    known = [(aside, good) for aside, good in zip(apart, right, strict=True) if good is not None]
    others = [good for aside, good in known if not aside]
    return len(known), len(known) - len(others), wilson(sum(others), len(others))
