"""The report's origin: whose desk it is of, which tickets judged and which taught."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from firstline.datasets.ticket import Ticket
from firstline.datasets.timestamp import parse_timestamp
from firstline.evaluation.counted import counted
from firstline.models.manifest import DataSummary


@dataclass(frozen=True, slots=True)
class ReportOrigin:
    """`desk` is the name of the configuration, empty where nobody gave one. Days are ISO 8601, each as its ticket's own
    time zone has it, None where no ticket says; `undated` of the judged tickets do not.

    It holds no time of its own making, so that the same tickets and bundle give the same bytes.
    """

    desk: str
    first_day: str | None
    last_day: str | None
    undated: int
    taught: int
    taught_from: str | None
    taught_to: str | None


def report_origin(desk: str, tickets: Sequence[Ticket], taught: DataSummary) -> ReportOrigin:
    """Of the `tickets` that judge, and of those that the manifest says `taught`."""
    times = sorted(ticket.created_at for ticket in tickets if ticket.created_at is not None)
    return ReportOrigin(
        desk=desk.strip(),
        first_day=_day(times[0]) if times else None,
        last_day=_day(times[-1]) if times else None,
        undated=len(tickets) - len(times),
        taught=taught.tickets,
        taught_from=_manifest_day(taught.first_created_at),
        taught_to=_manifest_day(taught.last_created_at),
    )


def judged_by(origin: ReportOrigin, tickets: int) -> str:
    """`342 tickets from 24 June 2026 to 28 October 2026`."""
    some = f" ({origin.undated:,} of them without a date)" if origin.undated and origin.first_day else ""
    return f"{counted(tickets, 'ticket')}{_period(origin.first_day, origin.last_day)}{some}"


def taught_by(origin: ReportOrigin) -> str:
    """The same of the tickets that the bundle was trained on."""
    return f"{counted(origin.taught, 'ticket')}{_period(origin.taught_from, origin.taught_to)}"


def _period(first: str | None, last: str | None) -> str:
    if first is None or last is None:
        return " without dates"
    return f" of {_said(first)}" if first == last else f" from {_said(first)} to {_said(last)}"


def _said(day: str) -> str:
    found = date.fromisoformat(day)
    return f"{found.day} {found:%B %Y}"


def _day(time: datetime) -> str:
    return time.date().isoformat()


def _manifest_day(time: str | None) -> str | None:
    return None if time is None else _day(parse_timestamp(time))
