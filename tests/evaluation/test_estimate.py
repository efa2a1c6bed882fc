"""Estimates and the intervals of plain shares."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firstline.evaluation.estimate import UNDEFINED, Estimate, wilson


def test_an_estimate_reads_as_a_figure_with_its_interval() -> None:
    assert str(Estimate(0.9342, 0.925, 0.9421)) == "0.934 [0.925, 0.942]"


def test_an_estimate_that_is_not_defined_reads_as_a_dash() -> None:
    assert str(UNDEFINED) == "–"
    assert not UNDEFINED.is_defined


def test_wilson_gives_the_textbook_interval() -> None:
    """p = 81/263 is Newcombe's (1998) example: 0.2553 to 0.3662."""
    found = wilson(81, 263)
    assert (found.low, found.high) == pytest.approx((0.2553, 0.3662), abs=1e-4)


def test_ten_of_ten_right_is_no_certainty() -> None:
    assert wilson(10, 10).low < 0.75


def test_a_share_of_nothing_is_not_defined() -> None:
    assert math.isnan(wilson(0, 0).value)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_of_a_share_holds_the_share_and_stays_within_0_and_1(case: tuple[int, int]) -> None:
    found = wilson(*case)
    assert -1e-9 <= found.low <= found.value + 1e-9
    assert found.value - 1e-9 <= found.high <= 1 + 1e-9
