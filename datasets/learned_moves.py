"""The learned moves: where a conversation says which groups had it, found by looking at conversations."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from firstline.datasets.column_names import plain_name
from firstline.datasets.errors import TicketFileError
from firstline.datasets.field_path import look_up
from firstline.datasets.group_moves import group_history
from firstline.datasets.log_entries import log_entries
from firstline.datasets.preset import Moves
from firstline.datasets.record_columns import columns_of, records_in
from firstline.datasets.record_text import label_text
from firstline.datasets.team_kind import TEAM_KINDS
from firstline.datasets.told_change import changed_field, told_change

_MOVED = frozenset(
    {"assigned", "assignee", "assignment", "group", "team", "queue", "inbox", "department", "группа", "команда"}
    | {"очередь", "gruppe", "zugewiesen", "warteschlange", "tildelt"}
)
_FIELDS = frozenset({"field", "field name", "attribute", "property", "changed field", "column", "feld", "поле", "felt"})
_BEFORE = frozenset({"old value", "old", "from", "from value", "from string", "previous value", "before", "было"})
_AFTER = frozenset({"new value", "new", "to", "to value", "to string", "value", "after", "стало"})
_FEWEST, _MOSTLY = 5, 0.8
_MOST_LOOKED_AT, _MOST_FIELDS = 500, 20


def learned_moves(path: str, records: Sequence[Mapping[str, Any]], groups: str) -> tuple[Moves, ...]:
    """The key of messages whose last value is the group that a conversation ended with; none where no key is.

    A ticket may be assigned to a person too: where a `type` beside the value says what it is, teams and the like count.

    Args:
        path: where the messages of each of `records` lie.
        groups: the column of the group that a ticket has now.
    """
    looked = _with_group(records, groups)
    return _first_alike(_keyed(path, looked), looked, groups)


def logged_moves(paths: Sequence[str], records: Sequence[Mapping[str, Any]], groups: str) -> tuple[Moves, ...]:
    """The changes in a log of changes (field, old value, new value) that lead to the group a ticket has now.

    Args:
        paths: where lists of records lie.
        groups: the column of the group that a ticket has now.
    """
    looked = _with_group(records, groups)
    places = (place for path in paths for place in _logged(path, looked))
    return _first_alike(places, looked, groups)


def told_moves(paths: Sequence[str], records: Sequence[Mapping[str, Any]], groups: str) -> tuple[Moves, ...]:
    """The sentences of a log (`Group changed from A to B`, `assigned to B`) that lead to the group a ticket has now.

    Args:
        paths: where lists of records lie, or texts of which a line is an entry.
        groups: the column of the group that a ticket has now.
    """
    looked = _with_group(records, groups)
    places = (place for path in paths for place in _told(path, looked))
    found = _first_alike(places, looked, groups)
    return tuple(replace(place, old=place.new) if _tells_before(place, looked) else place for place in found)


def stated_moves(theirs: str, records: Sequence[Mapping[str, Any]], groups: str) -> tuple[Moves, ...]:
    """The moves of a history that somebody named: by a path through a list of records, or by the log itself.

    One side of a change (`changes[].old`) is taken for the change. Which way the list goes is told by times or, without
    any, by where tickets ended; else it goes as it stands. None where it is a history as it stands.

    Args:
        theirs: the path, such as `threads[].assignedTo.first`, or the column of a log.
        groups: the column of the group that a ticket has now, empty where there is none.

    Raises:
        TicketFileError: it is a log, and nothing in it leads to the group that tickets have.
    """
    looked = _with_group(records, groups) if groups else ()
    path, key = _parted(theirs, records)
    if not key:
        ways = (logged_moves, told_moves) if groups else ()
        found = next((moves for way in ways if (moves := way((theirs,), records, groups))), ())
        is_log = any(_told(theirs, records))
    else:
        fields = [place for place in _logged(path, records) if key in (place.old, place.new)]
        found, is_log = _first_alike(fields, looked, groups), bool(fields)
    if is_log and not found:
        raise TicketFileError(_no_path(theirs, groups))
    if found or not key:
        return found
    keys = _values_by_key(path, records)
    sides = (place for place in _changes(path, keys) if key in (place.old, place.new))
    place = next(sides, None) or _place(path, key, keys)
    return _first_alike([place], looked, groups) or (place,)


def leads_to(moves: Sequence[Moves], records: Sequence[Mapping[str, Any]], column: str) -> bool:
    """Whether the moves end where a column says that tickets are now."""
    looked = _with_group(records, column)
    return any(_ends_alike(place, looked, column) for place in moves)


def _no_path(theirs: str, groups: str) -> str:
    """What to do about a log that somebody named, and that does not lead to the group of its tickets."""
    where = f"what {groups} says" if groups else "a group, because no column says which group a ticket has now"
    return (
        f"{theirs} is a log of changes, and nothing in it leads to {where}; name the column of the group with --map "
        "theirs=skill_group, and leave the log out of --map: what it says of that group is looked for"
    )


def _parted(theirs: str, records: Sequence[Mapping[str, Any]]) -> tuple[str, str]:
    """Where the first list on a path lies, and where the path goes on in each of its entries."""
    ends = (match.start() for match in re.finditer(r"\[\]\.|\.", theirs))
    found = next((end for end in ends if any(records_in(look_up(record, theirs[:end])) for record in records)), None)
    return ("", "") if found is None else (theirs[:found], theirs[found:].lstrip("[]."))


def _with_group(records: Sequence[Mapping[str, Any]], groups: str) -> Sequence[Mapping[str, Any]]:
    """The first records of which the group is known."""
    return [record for record in records if label_text(look_up(record, groups))][:_MOST_LOOKED_AT]


def _entries(path: str, records: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [entry for record in records for entry in log_entries(look_up(record, path))]


def _keyed(path: str, records: Iterable[Mapping[str, Any]]) -> Iterator[Moves]:
    """Each change in a record of its own (`{"old": …, "new": …}`), which tells what was before, and then each key of
    messages that may name a group.
    """
    keys = _values_by_key(path, records)
    yield from _changes(path, keys)
    yield from (_place(path, key, keys) for key in keys if not _MOVED.isdisjoint(plain_name(key).split()))


def _changes(path: str, keys: Iterable[str]) -> Iterator[Moves]:
    """Each change in a record of its own, by its two sides."""
    for key in keys:
        changed, _, last = key.rpartition(".")
        if changed and plain_name(last) in _AFTER:
            before = (f"{changed}.{name}" for name in _BEFORE)
            yield from (Moves(path, "", (), old, key) for old in before if old in keys)


def _values_by_key(path: str, records: Iterable[Mapping[str, Any]]) -> dict[str, set[Any]]:
    keys: dict[str, set[Any]] = {}
    for message in _entries(path, records):
        for name, value in columns_of(message):
            if value is not None and not isinstance(value, list | dict):
                keys.setdefault(name, set()).add(value)
    return keys


def _logged(path: str, records: Iterable[Mapping[str, Any]]) -> Iterator[Moves]:
    """Each field that the log says was changed."""
    entries = _entries(path, records)
    names = {name: plain_name(name) for entry in entries for name in entry}
    field, old, new = (next((n for n in names if names[n] in known), None) for known in (_FIELDS, _BEFORE, _AFTER))
    if field and old and new:
        changed = dict.fromkeys(value for entry in entries if isinstance(value := entry.get(field), str))
        yield from (Moves(path, field, (one,), old, new) for one in changed)


def _told(path: str, records: Iterable[Mapping[str, Any]]) -> Iterator[Moves]:
    """Each field that sentences say was changed, the most frequent first."""
    told = Counter(
        (name, field)
        for entry in _entries(path, records)
        for name, value in columns_of(entry)
        if isinstance(value, str) and (field := changed_field(value))
    )
    yield from (
        Moves(path, "", (), "", name, words=told_change(field)) for (name, field), _ in told.most_common(_MOST_FIELDS)
    )


def _tells_before(place: Moves, records: Iterable[Mapping[str, Any]]) -> bool:
    """Whether changes mostly say what was before too: where a log has none then, the group is still the first."""
    told = [moved for record in records if (moved := group_history(record, (place,)))]
    return sum(len(moved) > 1 for moved in told) >= _MOSTLY * len(told)


def _place(path: str, key: str, keys: Mapping[str, set[Any]]) -> Moves:
    kind = f"{key.rpartition('.')[0]}.type"
    names = tuple(sorted(v for v in keys.get(kind, ()) if isinstance(v, str) and v.casefold() in TEAM_KINDS))
    return Moves(path, kind if names else "", names, "", key)


def _first_alike(places: Iterable[Moves], records: Sequence[Mapping[str, Any]], groups: str) -> tuple[Moves, ...]:
    """The first of `places` that leads to the group a ticket has now; none where none does."""
    both = (way for place in places for way in (place, replace(place, newest_first=True)))
    return next(((place,) for place in both if _ends_alike(place, records, groups)), ())


def _ends_alike(place: Moves, records: Sequence[Mapping[str, Any]], groups: str) -> bool:
    found = [(moved[-1], label_text(look_up(r, groups))) for r in records if (moved := group_history(r, (place,)))]
    alike = sum(last == now for last, now in found)
    return alike >= max(_FEWEST, _MOSTLY * len(found)) and len({last for last, _ in found}) > 1
