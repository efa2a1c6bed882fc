"""The listed parts: `category, priority and skill group`."""

from collections.abc import Iterable, Sequence

_SHOWN = 3


def listed(parts: Iterable[str]) -> str:
    """At least one part, the last one behind an `and`."""
    *others, last = parts
    return f"{', '.join(others)} and {last}" if others else last


def some_listed(parts: Sequence[str]) -> str:
    """The same of at most three, with the number of the others: `a, b and 50 more`."""
    if len(parts) <= _SHOWN:
        return listed(parts)
    return listed([*parts[: _SHOWN - 1], f"{len(parts) - _SHOWN + 1:,} more"])
