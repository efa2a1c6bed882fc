"""The value shift: a value that became far more or less frequent between the tickets that taught and those judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from firstline.datasets.ticket import Ticket
from firstline.evaluation.estimate import Estimate, wilson

_FEWEST = 50
_LARGE = 0.1


@dataclass(frozen=True, slots=True)
class ValueShift:
    """Shares of the tickets with a value of `field` that have this one: `before` of those that taught, `after` of
    those that were judged."""

    field: str
    value: str
    before: Estimate
    after: Estimate

    @property
    def has_grown(self) -> bool:
        return self.after.value > self.before.value


def value_shift(field: str, taught: Sequence[Ticket], judged: Sequence[Ticket]) -> ValueShift | None:
    """The largest shift of all values; None where none is ten points and beyond chance, or fewer than 50 tickets on a
    side have a value."""
    earlier, later = (Counter(label for one in some if (label := one.label(field))) for some in (taught, judged))
    if min(earlier.total(), later.total()) < _FEWEST:
        return None
    shifts = (
        ValueShift(field, value, wilson(earlier[value], earlier.total()), wilson(later[value], later.total()))
        for value in sorted({*earlier, *later})
    )
    clear = [one for one in shifts if _size(one) >= _LARGE and _is_beyond_chance(one)]
    return max(clear, key=_size, default=None)


def _size(shift: ValueShift) -> float:
    return abs(shift.after.value - shift.before.value)


def _is_beyond_chance(shift: ValueShift) -> bool:
    low, high = sorted((shift.before, shift.after), key=lambda share: share.value)
    return low.high < high.low
