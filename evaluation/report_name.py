"""The report's name for a field: the desk's own, as people write it."""

from __future__ import annotations


def report_name(field: str) -> str:
    """Within a sentence: `skill group`."""
    return field.replace("_", " ")


def report_title(field: str) -> str:
    """At its beginning: `Skill group`."""
    return at_beginning(report_name(field))


def at_beginning(words: str) -> str:
    """As they begin a sentence: of the rest no letter changes, as in `VPN`."""
    return words[:1].upper() + words[1:]
