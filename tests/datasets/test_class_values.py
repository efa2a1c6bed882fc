"""Times, numbers and people are no classes."""

import pytest

from firstline.datasets.class_values import are_classes, are_clock_times


@pytest.mark.parametrize(
    "values",
    [
        ["0:50", "1:33", "12:05"],
        ["0:50:10", "100:33:00"],
        ["2 hours", "45 minutes", "3 dagen"],
        ["1", "2,5", "1 200"],
        ["Brouwer, Ruud", "de Wit, Marieke", "van den Berg, Kees"],
    ],
)
def test_what_is_no_class(values):
    assert not are_classes(values)


@pytest.mark.parametrize(
    "values", [["Lamp", "Door"], ["Web Certificates", "Send Mail"], ["Tier 1", "Tier 2"], ["Agenda & Contacten"], []]
)
def test_what_may_be_a_class(values):
    assert are_classes(values)


def test_clock_times_are_told_from_dates():
    assert are_clock_times(["9:15", "10:00 AM"])
    assert not are_clock_times(["2026-01-01 10:00", "10"])
