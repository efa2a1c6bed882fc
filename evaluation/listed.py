"""The listed parts: `category, priority and skill group`."""

from collections.abc import Iterable


def listed(parts: Iterable[str]) -> str:
    """At least one part, the last one behind an `and`."""
    *others, last = parts
    return f"{', '.join(others)} and {last}" if others else last
