"""The department column: whether it says where the requester works, or which group of the desk has the ticket."""

import re
from collections import Counter
from collections.abc import Sequence

from firstline.datasets.column_names import plain_name
from firstline.datasets.column_profile import ColumnProfile

_DEPARTMENTS = frozenset(
    {"department", "departement", "dept", "division", "unit", "business unit", "abteilung", "fachabteilung"}
    | {"organisationseinheit", "avdeling", "enhet", "подразделение", "служба", "департамент", "service département"}
    | {"afdeling", "departamento", "dipartimento", "avdelning", "dział"}
)
_FEWEST_TICKETS = 20
"""Tickets of requesters who have several; with fewer nothing can be said."""
_LINE = re.compile(r"\d|\b(?:[ivx]+|перв|втор|трет|line|линия|first|second|third|vip)", re.IGNORECASE)
_MOSTLY_NAMES = 0.6
_EACH_HAS_ONE, _FOLLOWS, _MIXED = 0.8, 0.9, 0.6


def is_department(name: str) -> bool:
    """Whether a name is that of a department, of which nobody can say by the name alone whose it is."""
    plain = plain_name(name).removesuffix(" name").removesuffix(" title")
    return plain in _DEPARTMENTS or plain_name(name.rpartition(".")[2]) in _DEPARTMENTS


def is_line_of_departments(profile: ColumnProfile) -> bool:
    """Whether a `Линия` holds names of departments, no first or second line."""
    named = [value for value in profile.values if not _LINE.search(value)]
    is_line = plain_name(profile.name).startswith(("линия", "support line"))
    return is_line and profile.is_closed and profile.distinct > 1 and len(named) > _MOSTLY_NAMES * len(profile.values)


def is_decided(
    departments: Sequence[str | None], *, requesters: Sequence[str | None], topics: Sequence[str | None]
) -> bool:
    """Whether the desk decides a ticket's department: it changes from ticket to ticket of one person, or, where too few
    people have several tickets to say so, it follows the topic. All are one value a ticket.
    """
    per_person = _share_in_commonest(departments, requesters)
    if per_person is not None:
        return per_person < _EACH_HAS_ONE
    per_topic = _share_in_commonest(departments, topics)
    overall = _share_in_commonest(departments, [department and "any" for department in departments])
    return bool(per_topic and overall) and (per_topic or 0) >= _FOLLOWS and (overall or 1) <= _MIXED


def stays_with_person(departments: Sequence[str | None], requesters: Sequence[str | None]) -> bool:
    """Whether the tickets of one person nearly always have one department: it says where the person works."""
    share = _share_in_commonest(departments, requesters)
    return share is not None and share >= _EACH_HAS_ONE


def _share_in_commonest(departments: Sequence[str | None], keys: Sequence[str | None]) -> float | None:
    """The share of tickets that are in the commonest department of their key, of keys with several tickets."""
    found: dict[str, Counter[str]] = {}
    for department, key in zip(departments, keys, strict=True):
        if department and key:
            found.setdefault(key, Counter())[department] += 1
    several = [counted for counted in found.values() if counted.total() > 1]
    tickets = sum(counted.total() for counted in several)
    if tickets < _FEWEST_TICKETS:
        return None
    return sum(max(counted.values()) for counted in several) / tickets
