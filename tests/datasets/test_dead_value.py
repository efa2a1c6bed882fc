"""Tests of the dead value."""

from datetime import UTC, datetime, timedelta

from firstline.datasets.dead_value import dead_values

FIRST = datetime(2024, 1, 1, tzinfo=UTC)
YEAR = [FIRST + timedelta(days=day) for day in range(400)]


def test_a_frequent_value_that_stopped_is_dead_and_one_that_goes_on_is_not() -> None:
    labels = ["fax" if day % 2 and day < 300 else "mail" for day in range(400)]
    (dead,) = dead_values(labels, YEAR)
    assert (dead.value, dead.tickets, dead.last) == ("fax", 150, YEAR[299])
    assert dead.days > 75
    assert dead.expected > 30


def test_a_value_that_was_always_rare_may_be_missing_by_chance() -> None:
    labels = ["fire" if day in {5, 120} else "mail" for day in range(400)]
    assert dead_values(labels, YEAR) == ()


def test_a_listed_value_that_never_came_is_named_last() -> None:
    labels = ["fax" if day < 200 else "mail" for day in range(400)]
    assert [dead.value for dead in dead_values(labels, YEAR, listed=("mail", "telex"))] == ["fax", "telex"]


def test_without_dates_only_what_never_came_is_known() -> None:
    found = dead_values(["mail"] * 3, [None] * 3, listed=("fax", "mail"))
    assert [(dead.value, dead.last) for dead in found] == [("fax", None)]
