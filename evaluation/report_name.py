"""The report's name for a field: the desk's own, as people write it."""

from __future__ import annotations


def report_name(field: str) -> str:
    """Within a sentence: `skill group`."""
    return field.replace("_", " ")


def report_title(field: str) -> str:
    """At its beginning: `Skill group`."""
    name = report_name(field)
    return name[:1].upper() + name[1:]
