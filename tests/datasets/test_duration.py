"""Times that were spent are read in words, in the units that they name."""

from datetime import timedelta

import pytest

from firstline.datasets.duration import are_durations, minutes_of


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("2 Hours 48 Minutes", 168),
        ("1 Hour", 60),
        ("1 Day 2 Hours", 1560),
        ("1h 30m", 90),
        ("45 мин", 45),
        ("1 Std. 5 Min.", 65),
        ("0,5 timer", 30),
        ("90 seconds", 1.5),
        (timedelta(hours=1), 60),
        ("1:30", 90),
        ("00:45", 45),
        ("0:02:30", 2.5),
    ],
)
def test_a_duration_says_its_units(text, minutes):
    assert minutes_of(text) == pytest.approx(minutes)


@pytest.mark.parametrize("text", ["", "48", "2 lamps", "Hours", "2 Hours ago", "2025-01-01", "1:75", None])
def test_what_names_no_unit_is_no_duration(text):
    assert minutes_of(text) is None


def test_a_column_of_them_holds_nothing_else():
    assert are_durations(["1 Minute", "2 Hours 3 Minutes"])
    assert not are_durations(["1 Minute", "soon"])
    assert not are_durations([])
