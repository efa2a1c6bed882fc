"""The learned moves: where a conversation says which groups had it, found by looking at conversations."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from firstline.datasets.column_names import plain_name
from firstline.datasets.field_path import look_up
from firstline.datasets.group_moves import group_history
from firstline.datasets.preset import Moves
from firstline.datasets.record_columns import columns_of, records_in
from firstline.datasets.record_text import label_text
from firstline.datasets.told_change import changed_field, told_change

_MOVED = frozenset(
    {"assigned", "assignee", "assignment", "group", "team", "queue", "inbox", "department", "группа", "команда"}
    | {"очередь", "gruppe", "zugewiesen", "warteschlange", "tildelt"}
)
_KINDS_OF_GROUP = frozenset({"team", "group", "queue", "inbox", "department"})
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
    looked = [record for record in records if label_text(look_up(record, groups))][:_MOST_LOOKED_AT]
    keys: dict[str, set[Any]] = {}
    for record in looked:
        for message in records_in(look_up(record, path)):
            for name, value in columns_of(message):
                if value is not None and not isinstance(value, list | dict):
                    keys.setdefault(name, set()).add(value)
    for key in keys:
        if not _MOVED.isdisjoint(plain_name(key).split()):
            place = _place(path, key, keys)
            if _ends_alike(place, looked, groups):
                return (place,)
    return ()


def logged_moves(paths: Sequence[str], records: Sequence[Mapping[str, Any]], groups: str) -> tuple[Moves, ...]:
    """The changes in a log of changes (field, old value, new value) that lead to the group a ticket has now.

    Args:
        paths: where lists of records lie.
        groups: the column of the group that a ticket has now.
    """
    looked = [record for record in records if label_text(look_up(record, groups))][:_MOST_LOOKED_AT]
    for path in paths:
        entries = [entry for record in looked for entry in records_in(look_up(record, path))]
        names = {name: plain_name(name) for entry in entries for name in entry}
        field, old, new = (next((n for n in names if names[n] in known), None) for known in (_FIELDS, _BEFORE, _AFTER))
        if not (field and old and new):
            continue
        for changed in dict.fromkeys(value for entry in entries if isinstance(value := entry.get(field), str)):
            place = Moves(path, field, (changed,), old, new)
            if _ends_alike(place, looked, groups):
                return (place,)
    return ()


def told_moves(paths: Sequence[str], records: Sequence[Mapping[str, Any]], groups: str) -> tuple[Moves, ...]:
    """The sentences of a log (`Group changed from A to B`, `assigned to B`) that lead to the group a ticket has now.

    Args:
        paths: where lists of records lie.
        groups: the column of the group that a ticket has now.
    """
    looked = [record for record in records if label_text(look_up(record, groups))][:_MOST_LOOKED_AT]
    for path in paths:
        told: dict[tuple[str, str], int] = {}
        for record in looked:
            for name, field in _told_fields(records_in(look_up(record, path))):
                told[name, field] = told.get((name, field), 0) + 1
        for name, field in sorted(told, key=lambda key: -told[key])[:_MOST_FIELDS]:
            place = Moves(path, "", (), "", name, words=told_change(field))
            if _ends_alike(place, looked, groups):
                return (place,)
    return ()


def _told_fields(entries: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for entry in entries:
        for name, value in columns_of(entry):
            if isinstance(value, str) and (field := changed_field(value)):
                yield name, field


def _place(path: str, key: str, keys: Mapping[str, set[Any]]) -> Moves:
    kind = f"{key.rpartition('.')[0]}.type"
    names = tuple(sorted(v for v in keys.get(kind, ()) if isinstance(v, str) and v.casefold() in _KINDS_OF_GROUP))
    return Moves(path, kind if names else "", names, "", key)


def _ends_alike(place: Moves, records: Sequence[Mapping[str, Any]], groups: str) -> bool:
    found = [(moved[-1], label_text(look_up(r, groups))) for r in records if (moved := group_history(r, (place,)))]
    alike = sum(last == now for last, now in found)
    return alike >= max(_FEWEST, _MOSTLY * len(found)) and len({last for last, _ in found}) > 1
