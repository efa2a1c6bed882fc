"""Whether the day or the month comes first."""

import pytest

from firstline.datasets.day_order import DayOrder
from firstline.datasets.raw_row import RawRow


def order_of(**columns: list[str]) -> DayOrder:
    longest = max(map(len, columns.values()), default=0)
    rows = [
        RawRow(n, {name: dates[n] for name, dates in columns.items() if n < len(dates)} | {"n": n})
        for n in range(longest)
    ]
    again, order = DayOrder.seen_in(iter(rows))
    assert list(again) == rows
    return order


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["03/04/2026"], True),
        (["03/04/2026", "03/31/2026"], False),
        (["03/04/2026", "31/03/2026"], True),
        (["2026-03-31"], True),
        ([], True),
        (["03/04/2026 09:10 AM"], False),
        (["31/03/2026 09:10 AM"], True),
        (["31/03/2026"] * 99 + ["03/31/2026"], True),
        (["31/03/2026", "03/31/2026"], None),
    ],
)
def test_a_date_that_allows_one_reading_decides_for_its_column(dates, expected):
    assert order_of(created_at=dates).day_first("03/04/2026", "created_at") is expected


def test_after_dots_the_day_comes_first_whatever_slashes_show():
    order = order_of(created_at=["03/31/2026", "17.03.2026", "04.03.2026"])
    assert order.day_first("04.03.2026", "created_at") is True
    assert order.day_first("04/03/2026", "created_at") is False
    assert order_of(created_at=["03.04.2026 9:10 am"]).day_first("03.04.2026", "created_at") is True


def test_a_column_that_shows_nothing_is_read_like_the_others():
    order = order_of(created_at=["03/31/2026"], due=["04/05/2026"], closed=["31/03/2026"])
    assert order.day_first("04/05/2026", "created_at") is False
    assert order.day_first("04/05/2026", "closed") is True
    assert order_of(created_at=["03/31/2026"]).day_first("04-05-2026", "due") is False


def test_columns_are_known_by_the_names_that_they_get():
    order = order_of(Opened=["03/31/2026"], Closed=["31/03/2026"]).under({"Opened": "created_at"})
    assert order.day_first("04/05/2026", "created_at") is False
    assert order.day_first("04/05/2026", "Closed") is True


def test_what_is_no_such_date_has_the_usual_order():
    assert order_of(created_at=["03/31/2026"]).day_first("yesterday", "created_at") is True
