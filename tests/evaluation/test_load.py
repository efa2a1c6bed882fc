"""What callers measured."""

import pytest

from firstline.datasets.errors import FirstlineError
from firstline.evaluation.load import Load

LOAD = Load(
    (
        (0.5, 9.0, 200),  # while it warmed up
        (2.0, 0.1, 200),
        (3.0, 0.2, 200),
        (4.0, 0.3, 200),
        (4.5, 0.001, 429),
        (5.0, 0.001, 503),
        (5.5, 0.001, 500),
        (5.9, 0.2, 200),
    ),
    warm=2.0,
    seconds=6.0,
)


def test_answers_are_counted_where_they_came_and_calls_where_they_began() -> None:
    assert LOAD.offered == 7 / 4
    assert LOAD.rate == 3 / 4, "the last answer came after the end"
    assert LOAD.statuses == {200: 4, 429: 1, 503: 1, 500: 1}


def test_a_call_that_was_turned_away_is_no_error() -> None:
    assert LOAD.errors == 1


def test_times_are_those_of_accepted_calls() -> None:
    assert LOAD.milliseconds(0) == pytest.approx(100)
    assert LOAD.milliseconds(0.5) == pytest.approx(200)
    with pytest.raises(FirstlineError, match="429"):
        Load(((3.0, 0.1, 429),), warm=2.0, seconds=6.0).milliseconds(0.5)
