"""The limit: which values of a facet a search may see."""

from collections.abc import Callable, Collection, Hashable

Limit = Callable[[Hashable], bool]


def exactly(wanted: Hashable) -> Limit:
    """Only this value."""
    return lambda value: value == wanted


def one_of(wanted: Collection[Hashable]) -> Limit:
    """Only these values."""
    return lambda value: value in wanted


def unless_other(wanted: Hashable) -> Limit:
    """This value, and rows that name none: an article about no product in particular is about each of them."""
    return lambda value: value is None or value == wanted


def for_groups(groups: Collection[str]) -> Limit:
    """What nobody is kept from, and what is kept for one of these groups. The facet holds frozensets of groups."""
    held = frozenset(groups)
    return lambda value: isinstance(value, frozenset) and (not value or not held.isdisjoint(value))
