"""Times in the notations of help desks."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from pydantic import ValidationError

from firstline.datasets.ticket import Ticket
from firstline.datasets.timestamp import parse_timestamp

OSLO_WINTER = timezone(timedelta(hours=1))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-01-31T09:30:00Z", datetime(2026, 1, 31, 9, 30, tzinfo=UTC)),
        ("31/12/2025 10:00", datetime(2025, 12, 31, 10, tzinfo=OSLO_WINTER)),
        ("31.12.2025 7:05:09", datetime(2025, 12, 31, 7, 5, 9, tzinfo=OSLO_WINTER)),
        ("12/31/2025", datetime(2025, 12, 31, tzinfo=OSLO_WINTER)),
        ("31.12.2025", datetime(2025, 12, 31, tzinfo=OSLO_WINTER)),
        ("30/Sep/21 17:20", datetime(2021, 9, 30, 17, 20, tzinfo=OSLO_WINTER)),
        ("Tue, 01 Apr 2025 10:00:00 +0300", datetime(2025, 4, 1, 7, tzinfo=UTC)),
        ("31.12.2025 10.22", datetime(2025, 12, 31, 10, 22, tzinfo=OSLO_WINTER)),
        ("Dec 31, 2025 @ 03:22 PM", datetime(2025, 12, 31, 15, 22, tzinfo=OSLO_WINTER)),
        ("31.12.2025 um 10:22 Uhr", datetime(2025, 12, 31, 10, 22, tzinfo=OSLO_WINTER)),
        ("2025-01-01 10:00 CET", datetime(2025, 1, 1, 9, tzinfo=UTC)),
        ("1735725600", datetime(2025, 1, 1, 10, tzinfo=UTC)),
        ("1735725600000", datetime(2025, 1, 1, 10, tzinfo=UTC)),
        (1735725600, datetime(2025, 1, 1, 10, tzinfo=UTC)),
        (date(2025, 1, 1), datetime(2025, 1, 1, tzinfo=OSLO_WINTER)),
    ],
)
def test_a_time_is_read_as_it_was_meant(written, meant):
    assert parse_timestamp(written, time_zone=OSLO_WINTER) == meant


def test_one_date_by_itself_is_refused_where_it_is_two_days():
    with pytest.raises(ValidationError, match="either the day or the month comes first"):
        Ticket(body="x", created_at="11/01/2025 10:00")
    assert Ticket(body="x", created_at="01/13/2025").created_at.month == 1
    assert Ticket(body="x", created_at="11.01.2025").created_at.month == 1
    assert Ticket(body="x", created_at="05/05/2025").created_at.day == 5


def test_the_order_of_day_and_month_can_be_told():
    assert parse_timestamp("03/04/2025").month == 4
    assert parse_timestamp("03/04/2025", day_first=False).month == 3


@pytest.mark.parametrize(
    "written",
    [
        "",
        "soon",
        "2025",
        "Monday",
        "10:00",
        "99/99/2025",
        "x" * 5_000_000,
        "²²²²²²²²²²",
        "9" * 30,
        "1 Jan 2025 10:00 IST",
        "nan",
    ],
)
def test_what_names_no_day_is_refused(written):
    with pytest.raises(ValueError, match=r"not a time|time zone"):
        parse_timestamp(written)


@pytest.mark.parametrize("text", ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+12:00"])
def test_a_time_that_its_offset_carries_outside_the_calendar_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="outside the calendar"):
        parse_timestamp(text)
