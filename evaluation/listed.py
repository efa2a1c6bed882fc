"""The listed parts: `category, priority and skill group`."""

from collections.abc import Iterable, Sequence

_SHOWN = 3


def listed(parts: Iterable[str]) -> str:
    """At least one part, the last one behind an `and`."""
    *others, last = parts
    return f"{', '.join(others)} and {last}" if others else last


def some_listed(parts: Sequence[str], *, limit: int = _SHOWN) -> str:
    """The same of at most three (`limit`), with the number of the others: `a, b and 50 more`."""
    if len(parts) <= limit:
        return listed(parts)
    return listed([*parts[: limit - 1], f"{len(parts) - limit + 1:,} more"])
