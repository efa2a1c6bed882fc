"""The record's columns: what a nested record would be called if it were a row of a table."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

_DEPTH = 4
_WHOLE = frozenset({"mail_headers"})
"""Of ours: one column, though there are records in it."""
_READ = ("text", "display", "display_value")
"""What people read stands beside the `value`."""
_NAMES_OF_PAIRS = ("name", "label", "title", "field", "code", "key")
_ADDRESSES = frozenset({"link", "self", "href", "uri"})
_CALLED = frozenset({"display_value", "name", "displayName", "title", "key", "id", "value"})
_CONTAINERS = frozenset({"attributes", "data", "fields", "properties"})
"""Records that hold a ticket's own columns."""
_WRAPPED = ("ticket", "helpdesk_ticket", "issue", "request", "case", "incident", "conversation")


def unwrapped(values: dict[str, Any]) -> dict[str, Any]:
    """The record itself where each is wrapped in a key of its own: `{"helpdesk_ticket": {...}}`."""
    if len(values) == 1:
        (name,) = values
        if name in _WRAPPED and isinstance(values[name], dict):
            inner: dict[str, Any] = values[name]
            return inner
    return values


def columns_of(values: Mapping[str, Any], prefix: str = "", depth: int = 0) -> Iterator[tuple[str, Any]]:
    """Paths (`field_path`) and what lies there; a list of records is one column, `id` and `value` pairs are many.

    Pairs that have names are called by them; where there is a `text` or `display` beside the `value`, that is what
    people read. Of a record that refers to another one, `{"display_value": …, "link": …}`, the address in the vendor's
    API is no column.
    """
    refers = bool(depth) and not _CALLED.isdisjoint(values) and prefix[:-1].rpartition(".")[2] not in _CONTAINERS
    for name, value in values.items():
        if (depth and any(mark in name for mark in ".[]")) or (refers and name in _ADDRESSES):
            continue
        path = f"{prefix}{name}"
        pairs = list(value.values()) if isinstance(value, Mapping) else value
        if path not in _WHOLE and (key := _key_of_pairs(pairs)) and (key != "id" or pairs is value):
            yield from ((f"{path}[{key}={pair[key]}].{(read := _readable(pair))}", pair[read]) for pair in pairs)
        elif isinstance(value, Mapping) and depth < _DEPTH and path not in _WHOLE and not _is_document(value):
            yield from columns_of(value, f"{path}.", depth + 1)
        else:
            yield path, value


def _key_of_pairs(value: Any) -> str | None:
    """What tells the entries of a list of values apart: their names, or else their ids; None for any other list."""
    if not isinstance(value, list) or not value or not all(isinstance(p, Mapping) and "value" in p for p in value):
        return None
    for key in _NAMES_OF_PAIRS:
        names = [pair.get(key) for pair in value]
        if all(isinstance(n, str) and n.strip() and "]" not in n for n in names) and len(set(names)) == len(names):
            return key
    return "id" if all("id" in pair for pair in value) else None


def _readable(pair: Mapping[str, Any]) -> str:
    return next((name for name in _READ if isinstance(pair.get(name), str) and pair[name]), "value")


def records_in(value: Any) -> list[Mapping[str, Any]]:
    """The records of a list, also one that a cell of CSV holds as JSON."""
    if isinstance(value, str) and value.lstrip().startswith("[{"):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return []
    return [inner_record(part) for part in value if isinstance(part, Mapping)] if isinstance(value, list) else []


def inner_record(part: Mapping[str, Any]) -> Mapping[str, Any]:
    """An entry itself where each is wrapped in a key of its own: `{"message": {…}}`."""
    (only,) = part.values() if len(part) == 1 else (None,)
    return only if isinstance(only, Mapping) else part


def _is_document(value: Mapping[str, Any]) -> bool:
    return value.get("type") == "doc" and isinstance(value.get("content"), list)
