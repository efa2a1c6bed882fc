"""When people are at the desk."""

from datetime import time

import pytest

from firstline.datasets.working_hours import parse_working_hours


def test_days_ranges_and_several_spans_are_read():
    hours = parse_working_hours({"mon-tue": "08:00-16:00", "Sat": ["10:00-12:00", "13:00-24:00"]})
    assert hours == {
        "mon": ((time(8), time(16)),),
        "tue": ((time(8), time(16)),),
        "sat": ((time(10), time(12)), (time(13), time(0))),
    }
    assert parse_working_hours(hours) == hours


@pytest.mark.parametrize(
    "value",
    [
        ["mon"],
        {"moon": "08:00-16:00"},
        {"fri-mon": "08:00-16:00"},
        {"mon": 8},
        {"mon": "16:00-08:00"},
        {"mon": "8-16"},
        {"mon": "08:00-25:00"},
    ],
)
def test_what_is_not_understood_is_refused(value):
    with pytest.raises(ValueError, match=r"wanted|no day|backwards|written|no span"):
        parse_working_hours(value)
