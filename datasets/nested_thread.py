"""The nested thread: a conversation that lies in lists within a list, as LiveAgent groups its messages."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from firstline.datasets.field_path import look_up
from firstline.datasets.preset_table import ANY_THREAD
from firstline.datasets.record_columns import records_in


def nested_threads(cells: Mapping[str, Sequence[Any]]) -> Iterator[tuple[str, list[Any]]]:
    """Paths such as `message_groups.messages` to lists of records that are named as conversations are, inside columns
    that hold lists of records, and what lies there.
    """
    for path, column in cells.items():
        if path.rpartition(".")[2].casefold() in ANY_THREAD.paths:
            continue
        for name in _threads_within(column):
            yield f"{path}.{name}", [look_up({"at": records_in(cell)}, f"at.{name}") for cell in column]


def _threads_within(column: Sequence[Any]) -> list[str]:
    entries = [entry for cell in column for entry in records_in(cell)]
    return [
        name
        for name in dict.fromkeys(name for entry in entries for name in entry)
        if name in ANY_THREAD.paths and any(records_in(entry.get(name)) for entry in entries)
    ]
