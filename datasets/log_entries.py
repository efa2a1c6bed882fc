"""The log entries: records of a list, or lines of a text, in which a help desk wrote what became of a ticket."""

from collections.abc import Mapping
from typing import Any

from firstline.datasets.record_columns import records_in

LINE = "line"
"""The key of a line of text."""


def log_entries(value: Any) -> list[Mapping[str, Any]]:
    """The records of a list, as `records_in` finds them; of any other text a record `{"line": …}` for each line."""
    records = records_in(value)
    if records or not isinstance(value, str):
        return records
    return [{LINE: line} for part in value.splitlines() if (line := part.strip())]
