"""The effect of articles is a difference with an interval, and claimed only when that leaves no doubt."""

import pytest

from firstline.evaluation.deflection_effect import FEWEST, DeflectionEffect, newcombe


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [((56, 70), (48, 80), 0.0524, 0.3339), ((9, 10), (3, 10), 0.1705, 0.8090), ((10, 10), (0, 10), 0.6075, 1.0)],
)
def test_the_interval_is_the_one_that_newcombe_printed(
    first: tuple[int, int], second: tuple[int, int], low: float, high: float
) -> None:
    """Table II of Newcombe 1998, method 10."""
    found = newcombe(*first, *second)
    assert (found.low, found.high) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


def test_without_anybody_to_compare_with_there_is_no_difference() -> None:
    assert not newcombe(1, 2, 0, 0).is_defined
    assert not DeflectionEffect.of(shown=100, shown_asked=1, held_out=0, held_out_asked=0).is_proven


def test_few_customers_prove_nothing_however_clear_it_looks() -> None:
    few = DeflectionEffect.of(shown=FEWEST, shown_asked=0, held_out=FEWEST - 1, held_out_asked=FEWEST - 1)
    enough = DeflectionEffect.of(shown=FEWEST, shown_asked=0, held_out=FEWEST, held_out_asked=FEWEST)
    assert (few.is_proven, enough.is_proven) == (False, True)


def test_a_difference_that_may_be_chance_is_neither_success_nor_harm() -> None:
    chance = DeflectionEffect.of(shown=1000, shown_asked=600, held_out=50, held_out_asked=32)
    harm = DeflectionEffect.of(shown=1000, shown_asked=700, held_out=100, held_out_asked=40)
    assert (chance.is_proven, chance.is_harm) == (False, False)
    assert (harm.is_proven, harm.is_harm) == (False, True)
