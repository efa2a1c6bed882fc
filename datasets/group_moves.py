"""The group moves: which groups had a ticket, from a help desk's own log of changes."""

from collections.abc import Mapping, Sequence
from typing import Any

from firstline.datasets.field_path import look_up
from firstline.datasets.preset import Moves
from firstline.datasets.record_text import label_text


def group_history(values: Mapping[str, Any], moves: Sequence[Moves]) -> list[str]:
    """The groups in order, `[A, B, A]`; empty where the log has no change of the group."""
    for place in moves:
        groups: list[str] = []
        for record in look_up(values, place.path) or ():
            if isinstance(record, Mapping) and (not place.names or look_up(record, place.field) in place.names):
                old, new = (label_text(look_up(record, name)) if name else None for name in (place.old, place.new))
                for group in (old if not groups else None, new):
                    if group and (not groups or groups[-1] != group):
                        groups.append(group)
        if groups:
            return groups
    return []
