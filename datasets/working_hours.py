"""Working hours: when people are at the desk."""

import re
from collections.abc import Mapping
from datetime import time
from typing import Any

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_SPAN = re.compile(r"\s*(\d{1,2}):(\d\d)\s*-\s*(\d{1,2}):(\d\d)\s*")

Span = tuple[time, time]
"""From the first time to the second; 24:00 is written as 00:00."""

WorkingHours = Mapping[str, tuple[Span, ...]]
"""Day of the week (`DAYS`) → spans; one that is not there is off; empty is a desk that never closes."""


def parse_working_hours(value: Any) -> dict[str, tuple[Span, ...]]:
    """Read `{"mon-fri" = "08:00-16:00", "sat" = ["10:00-12:00", "13:00-14:00"]}`.

    Raises:
        ValueError: a day or a span is not understood.
    """
    if not isinstance(value, Mapping):
        raise ValueError('a table of days is wanted, such as { "mon-fri" = "08:00-16:00" }')
    hours: dict[str, tuple[Span, ...]] = {}
    for name, spans in value.items():
        parts = [spans] if isinstance(spans, str) else spans
        if not isinstance(parts, list | tuple):
            raise ValueError(f'{name}: "08:00-16:00" or a list of such is wanted')
        parsed = tuple(_span(part) for part in parts)
        for day in _days(str(name)):
            hours[day] = parsed
    return hours


def _days(name: str) -> tuple[str, ...]:
    first, _, last = (part.strip() for part in name.lower().partition("-"))
    if first not in DAYS or (last and last not in DAYS):
        raise ValueError(f"{name} is no day; {', '.join(DAYS)} are, and ranges such as mon-fri")
    start, end = DAYS.index(first), DAYS.index(last or first)
    if end < start:
        raise ValueError(f"{name} runs backwards; write two ranges")
    return DAYS[start : end + 1]


def _span(part: Any) -> Span:
    if isinstance(part, list | tuple) and len(part) == 2 and all(isinstance(moment, time) for moment in part):
        return part[0], part[1]
    match = _SPAN.fullmatch(part) if isinstance(part, str) else None
    if not match:
        raise ValueError('hours are written as "08:00-16:00"')
    first, last = (int(match[1]), int(match[2])), (int(match[3]), int(match[4]))
    if first >= last or last > (24, 0) or max(first[1], last[1]) > 59:
        raise ValueError(f'"{part}" is no span of one day')
    return time(*first), time(last[0] % 24, last[1])
