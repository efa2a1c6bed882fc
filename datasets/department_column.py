"""The department column: whether it says where the requester works, or which group of the desk has the ticket."""

from collections import Counter
from collections.abc import Sequence

from firstline.datasets.column_names import plain_name

_DEPARTMENTS = frozenset(
    {"department", "departement", "dept", "division", "unit", "business unit", "abteilung", "fachabteilung"}
    | {"organisationseinheit", "avdeling", "enhet", "подразделение", "служба", "service département"}
)
_FEWEST_TICKETS = 20
"""Tickets of requesters who have several; with fewer nothing can be said."""
_EACH_HAS_ONE = 0.8


def is_department(name: str) -> bool:
    """Whether a name is that of a department, of which nobody can say by the name alone whose it is."""
    return plain_name(name) in _DEPARTMENTS or plain_name(name.rpartition(".")[2]) in _DEPARTMENTS


def follows_the_requester(departments: Sequence[str | None], requesters: Sequence[str | None]) -> bool | None:
    """Whether each requester has one department, as people have; None where too few of them have several tickets.

    What a desk decides changes from ticket to ticket of one person. The share of the tickets of such people in their
    commonest department is what counts.

    Args:
        departments: one value a ticket.
        requesters: who asked, ticket by ticket.
    """
    found: dict[str, Counter[str]] = {}
    for department, requester in zip(departments, requesters, strict=True):
        if department and requester:
            found.setdefault(requester, Counter())[department] += 1
    several = [counted for counted in found.values() if counted.total() > 1]
    tickets = sum(counted.total() for counted in several)
    if tickets < _FEWEST_TICKETS:
        return None
    return sum(max(counted.values()) for counted in several) >= _EACH_HAS_ONE * tickets
