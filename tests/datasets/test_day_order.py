"""Whether the day or the month comes first."""

import pytest

from firstline.datasets.day_order import day_first
from firstline.datasets.raw_row import RawRow


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["03/04/2026"], True),
        (["03/04/2026", "03/31/2026"], False),
        (["31.03.2026"], True),
        (["2026-03-31"], True),
        ([], True),
        (["03/04/2026 09:10 AM"], False),
        (["31/03/2026 09:10 AM"], True),
        (["03.04.2026 9:10 am"], True),
    ],
)
def test_a_date_that_allows_one_reading_decides_for_the_file(dates, expected):
    rows = [RawRow(n, {"created_at": date, "n": n}) for n, date in enumerate(dates, 1)]
    again, is_day_first = day_first(iter(rows))
    assert (list(again), is_day_first) == (rows, expected)
