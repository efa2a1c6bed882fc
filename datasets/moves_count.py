"""The count of moves: a small number that says how often a ticket was handed on, whatever its column is called."""

from collections.abc import Sequence

from firstline.datasets.related_columns import Values

_FEWEST = 20
_MOST = 99
_NEARLY_ALL, _MOSTLY = 0.98, 0.8


def counts_moves(values: Values, firsts: Values, lasts: Values) -> bool:
    """Whether numbers are those of moves: hardly ever 0 where the last group is not the first, and mostly 0 where it
    is, for a ticket may come back. At least twenty tickets of either kind say so.

    Args:
        values: one a ticket, as the others.
        firsts: the group that each ticket had first.
        lasts: the group that it has now.
    """
    moved: list[bool] = []
    stayed: list[bool] = []
    for value, first, last in zip(values, firsts, lasts, strict=True):
        if value is None or not first or not last:
            continue
        number = value.strip().removesuffix(".0")
        if not number.isdecimal() or int(number) > _MOST:
            return False
        (stayed if first.casefold() == last.casefold() else moved).append(number == "0")
    if min(len(moved), len(stayed)) < _FEWEST:
        return False
    return _share(moved) <= 1 - _NEARLY_ALL and _share(stayed) >= _MOSTLY


def _share(zeros: Sequence[bool]) -> float:
    return sum(zeros) / len(zeros)
