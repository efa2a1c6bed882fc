"""The group names: what numbers of groups are called, where a log of changes names the groups that tickets ended in."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from firstline.datasets.field_path import look_up
from firstline.datasets.group_moves import group_history
from firstline.datasets.preset import Moves
from firstline.datasets.record_text import label_text

_FEWEST, _MOSTLY = 3, 0.8


def learned_names(records: Sequence[Mapping[str, Any]], moves: Sequence[Moves], groups: str) -> dict[str, str]:
    """Number → name, of groups with several tickets of which nearly all ended, by their log, in the group of one name.

    A log is older than what a ticket has now, so that a few tickets may differ. Two numbers never get one name.

    Args:
        groups: the column of the group that a ticket has now.
    """
    if not moves:
        return {}
    found: dict[str, Counter[str]] = {}
    for record in records:
        number, path = label_text(look_up(record, groups)), group_history(record, moves)
        if number and number.isdecimal() and path and not path[-1].isdecimal():
            found.setdefault(number, Counter())[path[-1]] += 1
    sure = {number: counted.most_common(1)[0] for number, counted in found.items() if counted.total() >= _FEWEST}
    names = {number: name for number, (name, count) in sure.items() if count >= _MOSTLY * found[number].total()}
    used = Counter(names.values())
    return {number: name for number, name in names.items() if used[name] == 1}
