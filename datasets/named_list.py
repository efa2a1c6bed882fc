"""The named list: records in a cell of which the names are what people read, such as tags or inboxes."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from firstline.datasets.column_profile import ColumnProfile
from firstline.datasets.people_column import is_personal
from firstline.datasets.record_columns import records_in
from firstline.datasets.record_text import label_text

_LONGEST_NAME = 60
_MOSTLY = 0.9


def named_lists(cells: Mapping[str, Sequence[Any]], *, rows: int) -> Iterator[tuple[str, list[Any]]]:
    """Paths to the names in columns that hold lists of records, and what lies there: `inboxes[0].name`, where each list
    has at most one entry, and `tags[].name`. Only closed lists count, and no people's names.
    """
    for path, column in cells.items():
        lists = [records_in(cell) for cell in column]
        entries = [entry for listed in lists for entry in listed]
        if not entries or sum(map(_is_named, entries)) < _MOSTLY * len(entries):
            continue
        place = "[0]" if max(map(len, lists)) == 1 else "[]"
        name = f"{path}{place}.name"
        found = [label_text([entry.get("name") for entry in listed]) for listed in lists]
        profile = ColumnProfile.of(name, found, rows=rows)
        singular = ColumnProfile.of(path.removesuffix("s"), found, rows=rows)
        if profile.kind == "closed list" and not is_personal(profile) and not is_personal(singular):
            yield name, found


def _is_named(entry: Mapping[str, Any]) -> bool:
    name = entry.get("name")
    return isinstance(name, str) and 0 < len(name.strip()) <= _LONGEST_NAME
