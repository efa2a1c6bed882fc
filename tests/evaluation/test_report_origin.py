"""The report's origin."""

from datetime import UTC, datetime, timedelta

from firstline.datasets.ticket import Ticket
from firstline.evaluation.report_origin import judged_by, report_origin, taught_by
from firstline.models.manifest import DataSummary

_TAUGHT = DataSummary(
    fingerprint="", texts_fingerprint="", tickets=507, held_out="", labels={},
    first_created_at="2025-11-03T07:48:00+01:00", last_created_at="2026-06-24T12:50:00+02:00",
)  # fmt: skip
_FIRST = datetime(2026, 6, 25, 9, tzinfo=UTC)


def test_the_tickets_are_named_by_their_number_and_their_days() -> None:
    some = [Ticket(body="a", created_at=_FIRST + timedelta(days=days)) for days in (3, 0, 1)]
    origin = report_origin(" Fjordhost ", some, _TAUGHT)
    assert origin.desk == "Fjordhost"
    assert judged_by(origin, 3) == "3 tickets from 25 June 2026 to 28 June 2026"
    assert taught_by(origin) == "507 tickets from 3 November 2025 to 24 June 2026"


def test_days_that_are_not_known_are_not_made_up() -> None:
    dated, undated = Ticket(body="a", created_at=_FIRST), Ticket(body="b")
    assert judged_by(report_origin("", [dated, undated], _TAUGHT), 2) == (
        "2 tickets of 25 June 2026 (1 of them without a date)"
    )
    assert judged_by(report_origin("", [undated], _TAUGHT), 1) == "1 ticket without dates"
