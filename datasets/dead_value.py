"""The dead value: a value of a closed list that nobody gives any more."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

_LATELY = timedelta(days=90)
_LATELY_SHARE = 0.2
_BY_CHANCE = 0.05


@dataclass(frozen=True, slots=True)
class DeadValue:
    """`tickets` carried it, the last one at `last` (None where none ever did), and none in the last `days`.

    `expected` is how many there would have been since at the former rate: never so few that none may be chance.
    """

    value: str
    tickets: int
    last: datetime | None
    days: int
    expected: float


def dead_values(
    labels: Sequence[str | None], times: Sequence[datetime | None], *, listed: Collection[str] = ()
) -> tuple[DeadValue, ...]:
    """Values that came before and not lately, the most surprising first, then those of `listed` that never came.

    Lately is the last 90 days, or the last fifth of a shorter history. A value is dead where none would be chance one
    time in twenty at most (Poisson). Without dates only values that never came are found.
    """
    dated = [(label, time) for label, time in zip(labels, times, strict=True) if label is not None and time is not None]
    never = sorted(set(listed) - {label for label in labels if label is not None})
    days = 0
    found = []
    if dated:
        first, last = min(time for _, time in dated), max(time for _, time in dated)
        span = last - first
        lately = min(_LATELY, _LATELY_SHARE * span)
        days = round(lately / timedelta(days=1))
        before: dict[str, list[datetime]] = {}
        for label, time in dated:
            before.setdefault(label, []).append(time)
        for value, moments in before.items():
            if max(moments) > last - lately or span <= lately:
                continue
            expected = len(moments) * (lately / (span - lately))
            if math.exp(-expected) <= _BY_CHANCE:
                found.append(DeadValue(value, len(moments), max(moments), days, round(expected, 1)))
    found.sort(key=lambda value: (-value.expected, value.value))
    return (*found, *(DeadValue(value, 0, None, days, 0.0) for value in never))
