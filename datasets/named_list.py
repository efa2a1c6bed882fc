"""The named list: records in a cell of which the names are what people read, such as tags or inboxes."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from firstline.datasets.column_profile import ColumnProfile
from firstline.datasets.people_column import is_personal
from firstline.datasets.record_columns import records_in
from firstline.datasets.record_text import label_text

_NAMED = ("name", "display", "displayName", "title", "label", "tag")
_LONGEST_NAME = 60
_MOSTLY = 0.9


def named_lists(cells: Mapping[str, Sequence[Any]], *, rows: int) -> Iterator[tuple[str, list[Any]]]:
    """Paths to the names in columns that hold lists of records, and what lies there: `inboxes[0].name`, where each list
    has at most one entry, and `tags[].name`. Only closed lists count, and no people's names.
    """
    for path, column in cells.items():
        lists = [records_in(cell) for cell in column]
        entries = [entry for listed in lists for entry in listed]
        key = next((key for key in _NAMED if entries and _are_named(entries, key)), None)
        if key is None:
            continue
        place = "[0]" if max(map(len, lists)) == 1 else "[]"
        name = f"{path}{place}.{key}"
        found = [label_text([entry.get(key) for entry in listed]) for listed in lists]
        profile = ColumnProfile.of(name, found, rows=rows)
        singular = ColumnProfile.of(path.removesuffix("s"), found, rows=rows)
        if profile.kind == "closed list" and not is_personal(profile) and not is_personal(singular):
            yield name, found


def _are_named(entries: Sequence[Mapping[str, Any]], key: str) -> bool:
    names = (entry.get(key) for entry in entries)
    return sum(isinstance(n, str) and 0 < len(n.strip()) <= _LONGEST_NAME for n in names) >= _MOSTLY * len(entries)
