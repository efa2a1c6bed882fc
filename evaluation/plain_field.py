"""The plain name of a field: what whoever runs a desk calls it."""

from __future__ import annotations

_PLAIN = {"skill_group": "group", "request_kind": "kind of request"}


def plain_field(field: str) -> str:
    """In lower case as it stands in a sentence; a desk's own field keeps its name, without underscores."""
    return _PLAIN.get(field, field.replace("_", " "))


def plain_title(field: str) -> str:
    """As it begins a sentence."""
    name = plain_field(field)
    return name[:1].upper() + name[1:]
