"""The plain name of a field: what whoever runs a desk calls it."""

from __future__ import annotations

from firstline.evaluation.report_name import at_beginning, report_name

_PLAIN = {"skill_group": "group", "request_kind": "kind of request"}


def plain_field(field: str) -> str:
    """In lower case as it stands in a sentence; a desk's own field keeps its name, without underscores."""
    return _PLAIN.get(field, report_name(field))


def plain_title(field: str) -> str:
    """As it begins a sentence."""
    return at_beginning(plain_field(field))
