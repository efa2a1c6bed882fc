"""The deflection effect: what articles changed, as a difference between those who saw them and those held out."""

from __future__ import annotations

import math
from dataclasses import dataclass

from firstline.evaluation.estimate import UNDEFINED, Estimate, wilson

FEWEST = 30
"""Of so many customers in each of the two groups anything is said at all."""


@dataclass(frozen=True, slots=True)
class DeflectionEffect:
    """Of `shown` customers who saw articles `shown_asked` ended with a person, of `held_out` ones who would have seen
    some `held_out_asked`. `difference` is the second share minus the first: what articles kept away, in [-1, 1]."""

    shown: int
    shown_asked: int
    held_out: int
    held_out_asked: int
    difference: Estimate

    @classmethod
    def of(cls, *, shown: int, shown_asked: int, held_out: int, held_out_asked: int) -> DeflectionEffect:
        return cls(shown, shown_asked, held_out, held_out_asked, newcombe(held_out_asked, held_out, shown_asked, shown))

    @property
    def shares(self) -> tuple[Estimate, Estimate]:
        """Of those who saw articles and of those held out, the share that ended with a person."""
        return wilson(self.shown_asked, self.shown), wilson(self.held_out_asked, self.held_out)

    @property
    def is_enough(self) -> bool:
        return min(self.shown, self.held_out) >= FEWEST

    @property
    def is_proven(self) -> bool:
        """Whether fewer asked a person for having seen articles, beyond what chance explains."""
        return self.is_enough and self.difference.low > 0

    @property
    def is_harm(self) -> bool:
        """Whether more did."""
        return self.is_enough and self.difference.high < 0


def newcombe(first_hits: int, first: int, second_hits: int, second: int) -> Estimate:
    """First share minus second share with the 95 % interval of Newcombe (Statistics in Medicine 17, 1998, method 10),
    which holds for few trials and for shares near 0 and 1; not defined where one of them has none."""
    if not first or not second:
        return UNDEFINED
    one, other = wilson(first_hits, first), wilson(second_hits, second)
    value = one.value - other.value
    below = math.hypot(one.value - one.low, other.high - other.value)
    above = math.hypot(one.high - one.value, other.value - other.low)
    return Estimate(value, value - below, value + above)
