"""The related columns: what two columns of the same tickets say of each other, where their names do not."""

from collections import Counter
from collections.abc import Sequence

Values = Sequence[str | None]
_FEWEST = 20
_MOSTLY, _MORE = 0.95, 1.3
_ONE_TO_ONE = 0.9


def is_within(inner: Values, outer: Values) -> bool:
    """Whether each value of `inner` goes with one of `outer`, and an outer one has several: people within companies."""
    pairs = [(one, other) for one, other in zip(inner, outer, strict=True) if one and other]
    inside, outside = {one for one, _ in pairs}, {other for _, other in pairs}
    if len(pairs) < _FEWEST or len(inside) < _MORE * len(outside):
        return False
    found: dict[str, Counter[str]] = {}
    for one, other in pairs:
        found.setdefault(one, Counter())[other] += 1
    several = [counted for counted in found.values() if counted.total() > 1]
    tickets = sum(counted.total() for counted in several)
    return tickets >= _FEWEST and sum(max(counted.values()) for counted in several) >= _MOSTLY * tickets


def is_one_to_one(one: Values, other: Values) -> bool:
    """Whether two columns tell the same apart, as the names of people and their addresses do."""
    pairs = {(first, second) for first, second in zip(one, other, strict=True) if first and second}
    ones, others = {first for first, _ in pairs}, {second for _, second in pairs}
    return len(ones) >= _FEWEST and min(len(ones), len(others)) >= _ONE_TO_ONE * len(pairs)


def is_filled_on_moves(first: Values, last: Values) -> bool:
    """Whether a column of earlier groups is empty where a ticket was never moved: it never holds the last group.

    Taken for the first group, it would make every first assignment that is known a wrong one.
    """
    both = [(before, after) for before, after in zip(first, last, strict=True) if after]
    filled = [(before, after) for before, after in both if before]
    partly = _FEWEST <= len(filled) < _ONE_TO_ONE * len(both)
    return partly and not any(before.casefold() == after.casefold() for before, after in filled)
