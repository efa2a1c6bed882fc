"""The group moves: which groups had a ticket and who chose the first, from a help desk's own log of changes."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from firstline.datasets.field_path import look_up
from firstline.datasets.log_entries import log_entries
from firstline.datasets.preset import Moves
from firstline.datasets.record_text import label_text

_AUTHORS = ("author", "actor", "user", "created_by", "changed_by", "performed_by", "initiated_by", "by")
_RULES = frozenset({"bot", "workflow", "rule", "system", "trigger", "automation", "ai_agent"})
_NO_GROUP = frozenset({"none", "--", "-", "null"})
_TIMES = ("created_at", "createdAt", "created", "timestamp", "time", "date")
_ISO = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:")
_PEOPLE = frozenset({"admin", "agent", "user", "teammate", "human"})


def group_history(values: Mapping[str, Any], moves: Sequence[Moves]) -> list[str]:
    """The groups in order, `[A, B, A]`; empty where the log has no change of the group."""
    for place in moves:
        groups: list[str] = []
        for record in _changes(values, place):
            for group in (_old(record, place) if not groups else None, _new(record, place)):
                if group and (not groups or groups[-1] != group):
                    groups.append(group)
        if groups:
            return groups
    return []


def first_setter(values: Mapping[str, Any], moves: Sequence[Moves]) -> Literal["human", "rule"] | None:
    """Who chose the first of `group_history`, by the kind of author that its record names; None where nothing tells.

    A first group that the log only names as the one before a change was chosen by nobody that it knows.
    """
    for place in moves:
        for record in _changes(values, place):
            if _old(record, place):
                return None
            if _new(record, place):
                return _kind(record)
    return None


def first_human_group(values: Mapping[str, Any], moves: Sequence[Moves]) -> str | None:
    """The group of the first change that the log says a person made, where one that no person made came before; None
    where there is none.
    """
    for place in moves:
        before = False
        for record in _changes(values, place):
            kind, group = _kind(record), _new(record, place)
            if kind == "human" and group:
                return group if before else None
            before = before or kind == "rule"
    return None


def _changes(values: Mapping[str, Any], place: Moves) -> list[Mapping[str, Any]]:
    """Oldest first where each has a time: some products list the newest first."""
    found = [
        record
        for record in _entries(look_up(values, place.path))
        if isinstance(record, Mapping) and (not place.names or look_up(record, place.field) in place.names)
    ]
    times = [_time(record) for record in found]
    if not all(times):
        return found[::-1] if place.newest_first else found
    return [found[row] for row in sorted(range(len(found)), key=times.__getitem__)]


def _entries(found: Any) -> Sequence[Any]:
    """The records of a log, also where it is a text, whose lines are entries."""
    return log_entries(found) if isinstance(found, str) else found or ()


def _time(record: Mapping[str, Any]) -> str:
    """As ISO 8601 says it, which sorts as it stands; else empty."""
    told = (record.get(name) for name in _TIMES)
    return next((time for time in told if isinstance(time, str) and _ISO.match(time)), "")


def _old(record: Mapping[str, Any], place: Moves) -> str | None:
    """The group that a change leads away from, where that is told."""
    if place.words is None:
        return label_text(look_up(record, place.old)) if place.old else None
    return next(_told(record, place.new, place.words, "old"), None)


def _new(record: Mapping[str, Any], place: Moves) -> str | None:
    """The group that a change leads to; of several that a sentence names the last."""
    if place.words is None:
        return label_text(look_up(record, place.new))
    return next(reversed([*_told(record, place.new, place.words, "new")]), None)


def _told(record: Mapping[str, Any], path: str, words: re.Pattern[str], part: Literal["old", "new"]) -> Iterator[str]:
    """The groups that sentences name, in order."""
    told = look_up(record, path)
    sentences = [told] if isinstance(told, str) else [text for text in told or () if isinstance(text, str)]
    found = (match.groupdict().get(part) for text in sentences for match in words.finditer(text))
    yield from (group for one in found if (group := (one or "").strip()) and group.casefold() not in _NO_GROUP)


def _kind(record: Mapping[str, Any]) -> Literal["human", "rule"] | None:
    kinds = (look_up(record, f"{name}{end}") for name in _AUTHORS for end in (".type", ".kind", "_type"))
    said = next((kind.casefold() for kind in kinds if isinstance(kind, str)), None)
    return "rule" if said in _RULES else "human" if said in _PEOPLE else None
