"""The event order: what orders the rows of a log in which a ticket has several, whatever order they came in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from firstline.datasets.column_names import plain_name
from firstline.datasets.column_profile import ColumnProfile
from firstline.datasets.day_order import DayOrder
from firstline.datasets.timestamp import parse_timestamp

Marks = Mapping[str, str]
"""The short cells of a row, by their columns."""
_Places = Sequence[Sequence[int]]
_Key = tuple[float, ...]

_SAMPLE = 2_000
_FILLED, _VARIES, _ALL_DIFFER, _NEARLY = 0.9, 0.3, 0.9, 0.95
_COUNTER = re.compile(r"(.*?)(\d{1,18})(?:\.0)?", re.DOTALL)
_PLANS = frozenset(
    {"due", "deadline", "target", "planned", "next", "sla", "breach", "expected", "срок", "план", "плановая"}
    | {"fällig", "frist", "geplant", "forfall"}
)
"""Times that were still to come when a row was written."""
_COUNTS = frozenset(
    {"sequence", "seq", "step", "event", "activity", "version", "revision", "mod", "update", "change", "history"}
    | {"audit", "journal", "entry", "log", "order", "row", "шаг", "событие", "порядок", "schritt", "folge", "hendelse"}
)


@dataclass(frozen=True, slots=True)
class EventOrder:
    """`column` is what orders the rows of a ticket, oldest first, empty where nothing does; `why` says what told it.

    `is_known` is False where nothing orders the rows and those of one ticket lie apart, so that the order in which
    they came says nothing.
    """

    column: str = ""
    why: str = ""
    is_known: bool = True
    newest_first: bool = False
    keys: tuple[Mapping[int, float], ...] = field(default=(), repr=False)

    def ordered(self, places: Sequence[int]) -> list[int]:
        """The rows of one ticket, given in the order of the file, oldest first; rows of one time as the file goes."""
        rows = list(reversed(places)) if self.newest_first else list(places)
        if not self.keys:
            return rows
        found: list[tuple[_Key, int]] = []
        last: _Key = tuple(float("-inf") for _ in self.keys)
        for row in rows:
            # A row without a time stays with the one before it.
            last = tuple(key.get(row, before) for key, before in zip(self.keys, last, strict=True))
            found.append((last, row))
        return [row for _, row in sorted(found, key=lambda pair: pair[0])]


def event_order(rows: Sequence[Marks], tickets: _Places, days: DayOrder, *, count: str | None = None) -> EventOrder:
    """Find what orders the rows of each ticket.

    First the time that differs most between the rows of a ticket, with counters that rise with it for rows of one time;
    then a counter; then `count`, which only says when a ticket was handed on; then the order of the file.

    Args:
        tickets: the numbers of the rows of each ticket, in the order of the file.
        days: of the dates, by column.
        count: the column that counts reassignments, if one does.
    """
    several = [places for places in tickets if len(places) > 1]
    varying = dict(sorted(_varying(rows, several), key=lambda pair: -pair[1]))
    profiles = {name: ColumnProfile.of(name, [row.get(name) for row in rows[:_SAMPLE]], rows=_SAMPLE)
                for name in varying}  # fmt: skip
    counters = {name: keys for name in varying if profiles[name].kind != "date" and (keys := _counted(rows, name))}
    for name, share in varying.items():
        if share < _VARIES or profiles[name].kind != "date" or not _PLANS.isdisjoint(plain_name(name).split()):
            continue
        times = _times(rows, name, days)
        beside = [keys for keys in counters.values() if _rises(several, times, keys)]
        return _order(name, "a time that differs between the rows of a ticket", several, (times, *beside))
    for name, keys in counters.items():
        if varying[name] >= _ALL_DIFFER and _is_sequence(name, several, keys):
            return _order(name, "a number that rises from row to row of a ticket", several, (keys,))
    if count in counters:
        return _order(count or "", "it rises where a ticket is handed on", several, (counters[count or ""],))
    together = all(places[-1] - places[0] == len(places) - 1 for places in several)
    return EventOrder(is_known=together)


def _order(name: str, why: str, several: _Places, keys: tuple[Mapping[int, float], ...]) -> EventOrder:
    steps = list(_steps(several, keys[0]))
    return EventOrder(name, why, newest_first=sum(s < 0 for s in steps) > sum(s > 0 for s in steps), keys=keys)


def _varying(rows: Sequence[Marks], several: _Places) -> Iterator[tuple[str, float]]:
    """Each column that nearly every row has, with the share of a ticket's rows that bring a new value."""
    names = dict.fromkeys(name for row in rows[:_SAMPLE] for name in row)
    more = sum(len(places) - 1 for places in several)
    for name in names:
        if sum(name in row for row in rows) < _FILLED * len(rows):
            continue
        new = sum(len({rows[place].get(name) for place in places}) - 1 for places in several)
        if new:
            yield name, new / more


def _times(rows: Sequence[Marks], name: str, days: DayOrder) -> Mapping[int, float]:
    read: dict[str, float | None] = {}
    for text in {row[name] for row in rows if name in row}:
        try:
            read[text] = parse_timestamp(text, day_first=days.day_first(text, name) is not False).timestamp()
        except (ValueError, OverflowError):
            read[text] = None
    found = ((place, read.get(row.get(name, ""))) for place, row in enumerate(rows))
    return {place: moment for place, moment in found if moment is not None}


def _counted(rows: Sequence[Marks], name: str) -> Mapping[int, float]:
    """The numbers that the values end in, where all begin alike: `001A7002877`; empty where they do not."""
    found: dict[int, float] = {}
    before: set[str] = set()
    for place, row in enumerate(rows):
        match = _COUNTER.fullmatch(row.get(name, ""))
        if match:
            before.add(match[1])
            found[place] = float(match[2])
    return found if len(before) == 1 and len(found) >= _FILLED * len(rows) else {}


def _steps(several: _Places, keys: Mapping[int, float]) -> Iterator[float]:
    """From each row of a ticket to its next in the file."""
    for places in several:
        there = [keys[place] for place in places if place in keys]
        yield from (after - before for before, after in pairwise(there))


def _rises(several: _Places, times: Mapping[int, float], keys: Mapping[int, float]) -> bool:
    """Whether numbers hardly ever fall with time, and rise somewhere."""
    rising = falling = 0
    for places in several:
        there = sorted((times[place], keys[place]) for place in places if place in times and place in keys)
        for (first, one), (second, other) in pairwise(there):
            rising += first < second and one < other
            falling += first < second and one > other
    return rising > 0 and rising >= _NEARLY * (rising + falling)


def _is_sequence(name: str, several: _Places, keys: Mapping[int, float]) -> bool:
    """Whether numbers run on with the file or against it, count the rows of each ticket, or are called a count."""
    steps = [step for step in _steps(several, keys) if step]
    up = sum(step > 0 for step in steps)
    if steps and max(up, len(steps) - up) >= _NEARLY * len(steps):
        return True
    runs = sum(_is_run([keys[place] for place in places if place in keys]) for places in several)
    return runs >= _NEARLY * len(several) or not _COUNTS.isdisjoint(plain_name(name).split())


def _is_run(numbers: Sequence[float]) -> bool:
    return bool(numbers) and min(numbers) in (0, 1) and max(numbers) - min(numbers) == len(set(numbers)) - 1
