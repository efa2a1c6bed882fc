"""The export row: one record of an export under our names, in our words."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import Any

from firstline.datasets.duplicate_link import are_links_in_words, repeated_ticket
from firstline.datasets.duration import minutes_of
from firstline.datasets.export_mapping import FIRST_HUMAN, ExportMapping
from firstline.datasets.field_path import look_up, root_of
from firstline.datasets.group_moves import first_human_group, first_setter, group_history
from firstline.datasets.preset import Moves
from firstline.datasets.rating import rating_of
from firstline.datasets.record_columns import unwrapped
from firstline.datasets.record_text import label_text, plain_line, plain_text
from firstline.datasets.tag_column import tags
from firstline.datasets.thread_messages import thread_messages
from firstline.datasets.ticket_row import SETTERS
from firstline.datasets.time_unit import MINUTES_IN

_SPACED_NUMBER = re.compile(r"\d{1,3}(?:[\s\u00a0\u202f]\d{3})+")
_PARTS = re.compile(r"\s*[;,\n]\s*")
_NOTHING = frozenset(
    {"-", "–", "—", "n/a", "none", "null", "nan", "[]", "{}", "0000-00-00 00:00:00", "(empty)", "(blank)"}
)
_UNASSIGNED = frozenset(
    {"not assigned", "unassigned", "no group", "nobody", "не назначен", "не назначена", "не назначено"}
    | {"nicht zugewiesen", "niet toegewezen", "non assigné", "sin asignar", "non assegnato", "não atribuído"}
    | {"ikke tildelt", "ej tilldelad", "nieprzypisane"}
)
_NO_LINK = frozenset({"0", "-1"})
_NEVER = ("0001-01-01", "0000-00-00")
"""How a database without empty times writes one that has not come."""
_YES = frozenset({"true", "yes", "ja", "да", "y", "reopened"})
_GROUPS = ("skill_group", "group_history")
_TIMES = ("created_at", "updated_at", "first_response_at", "resolved_at", "closed_at")


def export_row(values: Mapping[str, Any], mapping: ExportMapping) -> dict[str, Any]:
    """What a record says of a ticket, under our names, ready for `strict_ticket`; what is empty is left out."""
    record = unwrapped(dict(values))
    return _as_it_came(record, mapping) if mapping.is_ours else _translated(record, mapping)


def _as_it_came(record: Mapping[str, Any], mapping: ExportMapping) -> dict[str, Any]:
    names = (*mapping.columns, *mapping.kept)
    return {name: value for name in names if (value := record.get(name)) not in (None, "", [], ())}


def _translated(record: Mapping[str, Any], mapping: ExportMapping) -> dict[str, Any]:
    found: dict[str, Any] = {}
    codes = mapping.codes
    less = mapping.one_less
    for theirs, ours in mapping.columns.items():
        if ours.startswith(SETTERS):
            found[ours] = look_up(record, theirs)
        if ours in found or (mapping.thread and ours == "messages"):
            continue
        convert: Callable[[Any], Any] = _CONVERSIONS.get(ours, _label)
        value = convert(look_up(record, theirs))
        if value in (None, "", [], ()) or (ours in _GROUPS and _is_unassigned(value)):
            continue
        if ours in codes:
            value = codes[ours].get(str(value), value)
        if ours in MINUTES_IN:
            found["handle_minutes"] = value
            continue
        found[ours] = max(0, value - 1) if theirs in less else value
    for theirs in mapping.kept:
        if value := _label(look_up(record, theirs)):
            found[theirs] = tags(value) if theirs in mapping.several else value
    if mapping.thread:
        path, thread = mapping.thread
        found["messages"] = thread_messages(record, path, thread, requester=mapping.requester)
    return found | _moved(record, mapping.moves, found.get("skill_group"))


def _moved(record: Mapping[str, Any], moves: Sequence[Moves], last: str | None) -> dict[str, Any]:
    """The path by its log of changes; where that is there and names no change of the group, the last was the first."""
    groups, setter = group_history(record, moves), first_setter(record, moves)
    if not groups and last and any(place.old and record.get(root_of(place.path)) not in (None, "") for place in moves):
        groups = [last]
    who: dict[str, str] = {f"{SETTERS}group_history": setter} if setter else {}
    human = first_human_group(record, moves)
    who |= {FIRST_HUMAN: human} if human else {}
    return {"group_history": groups} | who if groups else {}


def _label(value: Any) -> str | None:
    text = label_text(value)
    return None if text is None or text.casefold() in _NOTHING else text


def _is_unassigned(value: Any) -> bool:
    """Whether a ticket has no group, in words."""
    return isinstance(value, str) and value.strip(" -()[]<>").casefold() in _UNASSIGNED


def _identifier(value: Any) -> str | None:
    """GLPI and Excel write 1 234 for 1234."""
    text = _label(value)
    return re.sub(r"\s", "", text) if text and _SPACED_NUMBER.fullmatch(text) else text


def _link(value: Any) -> str | None:
    """The id of another ticket, of links in words that of the one which is repeated: 0 and -1 are how databases write
    that there is none.
    """
    text = _identifier(value)
    if text and are_links_in_words(text):
        return repeated_ticket(text)
    return None if text in _NO_LINK else text


def _time(value: Any) -> Any:
    if isinstance(value, str) and (not value.strip() or value.strip().casefold() in _NOTHING):
        return None
    if isinstance(value, str) and value.startswith(_NEVER):
        return None
    return value if not isinstance(value, list | dict) else label_text(value)


def _number(value: Any) -> float | None:
    """A number as any of the languages writes it; what is none is left out."""
    if isinstance(value, bool):
        return float(value)
    if isinstance(value, str):
        value = value.replace("\u00a0", "").replace(" ", "").replace(",", ".").removesuffix("%")
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if abs(number) < float("inf") else None


def _rating(value: Any) -> float | None:
    number = _number(value)
    return rating_of(value) if number is None and isinstance(value, str) else number


def _minutes(value: Any, *, unit: float = 1.0) -> float | None:
    """Minutes, of a bare number as many as its unit has."""
    number = _number(value)
    return minutes_of(value) if number is None and value is not None else number and number * unit


def _count(value: Any) -> int | None:
    number = _number(value)
    if number is not None:
        return int(number)
    text = _label(value)
    return None if text is None else int(text.casefold() in _YES)


def _several(value: Any) -> list[str]:
    if isinstance(value, str):
        return [part for part in _PARTS.split(value.strip("[] ")) if part]
    parts = value if isinstance(value, list | tuple) else (value,)
    return [text for part in parts if (text := label_text(part))]


def _path(value: Any) -> Any:
    """A list of groups without those that are empty, each once in a row; a cell such as `A > B` as it is."""
    if not isinstance(value, list | tuple):
        return label_text(value) if isinstance(value, Mapping) else value
    named = (text for part in value if (text := _label(part)) and not _is_unassigned(text))
    return [group for group, _ in groupby(named)]


def _as_it_is(value: Any) -> Any:
    return value


_CONVERSIONS: Mapping[str, Callable[[Any], Any]] = {
    "subject": plain_line,
    "body": plain_text,
    "resolution": plain_text,
    **dict.fromkeys(_TIMES, _time),
    **dict.fromkeys(("id", "requester_id", "organization_id"), _identifier),
    "duplicate_of": _link,
    "handle_minutes": _minutes,
    **{unit: partial(_minutes, unit=minutes) for unit, minutes in MINUTES_IN.items()},
    "reassignments": _number,
    "csat": _rating,
    "reopened": _count,
    **dict.fromkeys(("article_ids", "restricted_to"), _several),
    "group_history": _path,
    **dict.fromkeys(("messages", "attachments", "mail_headers", "set_by"), _as_it_is),
}
