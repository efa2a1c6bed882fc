"""The example: a ticket that stands for a figure of the report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from firstline.datasets.redaction import redact
from firstline.datasets.request_text import request_text
from firstline.datasets.ticket import Ticket

_LONGEST_SUBJECT = 120
_LONGEST_OPENING = 60


@dataclass(frozen=True, slots=True)
class Example:
    """A ticket by id and subject, or its first words where it has none. The repr and `report.json` show neither."""

    id: str
    subject: str = field(repr=False)


def examples(tickets: Sequence[Ticket], rows: Iterable[int], *, limit: int) -> tuple[Example, ...]:
    """The first `limit` of the tickets at `rows`. A ticket that only some groups may see is never an example."""
    shown = [tickets[row] for row in rows if not tickets[row].restricted_to]
    return tuple(Example(ticket.id, _line(ticket)) for ticket in shown[:limit])


def _line(ticket: Ticket) -> str:
    subject = " ".join(ticket.subject.split())
    if subject:
        return _shortened(subject, _LONGEST_SUBJECT)
    return _shortened(" ".join(redact(request_text(ticket)).split()), _LONGEST_OPENING)


def _shortened(line: str, longest: int) -> str:
    return line if len(line) <= longest else line[: longest - 1] + "…"
