"""The undecoded character: U+FFFD, which stands for bytes that an export's encoding does not know."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from firstline.datasets.ticket import CANONICAL_COLUMNS

REPLACEMENT = "\ufffd"
_WORDS = frozenset({"subject", "body", "text", "messages", "resolution", "attachments", "mail_headers"})
_CLOSED = frozenset(CANONICAL_COLUMNS) - _WORDS


def undecoded_column(values: Mapping[str, Any], *, closed: Collection[str] = ()) -> str | None:
    """The first column of ids or closed-list values with such a character: half a name would become a class of its own.

    Args:
        values: a row under our column names.
        closed: columns of the desk's own that hold closed lists.
    """
    return next((name for name, value in values.items() if (name in _CLOSED or name in closed) and _holds(value)), None)


def count_undecoded(texts: Iterable[Iterable[str]]) -> int:
    """How many records, each of several texts, have such a character."""
    return sum(any(REPLACEMENT in text for text in record) for record in texts)


def _holds(value: Any) -> bool:
    if isinstance(value, str):
        return REPLACEMENT in value
    if isinstance(value, Mapping):
        return any(_holds(key) or _holds(part) for key, part in value.items())
    return isinstance(value, list | tuple) and any(_holds(part) for part in value)
