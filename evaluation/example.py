"""The example: a ticket that stands for a figure of the report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from firstline.datasets.ticket import Ticket

_LONGEST_SUBJECT = 120


@dataclass(frozen=True, slots=True)
class Example:
    """A ticket by id and subject. The repr and `report.json` show no subject."""

    id: str
    subject: str = field(repr=False)


def examples(tickets: Sequence[Ticket], rows: Iterable[int], *, limit: int) -> tuple[Example, ...]:
    """The first `limit` of the tickets at `rows`. A ticket that only some groups may see is never an example."""
    shown = [tickets[row] for row in rows if not tickets[row].restricted_to]
    return tuple(Example(ticket.id, _line(ticket.subject)) for ticket in shown[:limit])


def _line(subject: str) -> str:
    line = " ".join(subject.split())
    return line if len(line) <= _LONGEST_SUBJECT else line[: _LONGEST_SUBJECT - 1] + "…"
