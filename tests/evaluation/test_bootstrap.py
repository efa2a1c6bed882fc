"""The bootstrap."""

import numpy as np
import pytest

from firstline.evaluation.bootstrap import Bootstrap


def test_every_resample_draws_as_many_rows_as_there_are() -> None:
    chunks = list(Bootstrap(resamples=50).counts(37))
    counts = np.concatenate(chunks)
    assert counts.shape == (50, 37)
    assert (counts.sum(axis=1) == 37).all()


def test_large_samples_are_resampled_in_chunks_with_none_lost() -> None:
    chunks = list(Bootstrap(resamples=25).counts(150_000))
    assert len(chunks) > 1
    assert sum(len(chunk) for chunk in chunks) == 25


def test_the_same_seed_gives_the_same_interval_and_another_seed_another() -> None:
    values = np.random.default_rng(1).random(200)
    assert Bootstrap(seed=3).mean(values) == Bootstrap(seed=3).mean(values)
    assert Bootstrap(seed=3).mean(values) != Bootstrap(seed=4).mean(values)


def test_intervals_of_a_mean_hold_the_truth_about_as_often_as_they_promise() -> None:
    generator = np.random.default_rng(5)
    held = 0
    for _ in range(300):
        found = Bootstrap(resamples=300).mean(generator.normal(2.0, 1.0, 100))
        held += found.low <= 2.0 <= found.high
    assert 0.90 <= held / 300 <= 0.985


def test_the_interval_of_a_mean_is_as_wide_as_theory_says() -> None:
    values = np.random.default_rng(2).normal(0, 1, 2_000)
    found = Bootstrap(resamples=4_000).mean(values)
    assert found.high - found.low == pytest.approx(2 * 1.96 * values.std() / np.sqrt(2_000), rel=0.05)


def test_a_share_that_never_varies_keeps_its_doubt() -> None:
    found = Bootstrap().share(np.ones(5, dtype=np.bool_))
    assert found.value == 1.0
    assert found.low < 0.6


def test_replicates_that_are_not_defined_are_left_out() -> None:
    found = Bootstrap().around(0.5, np.array([np.nan, 0.4, 0.6]))
    assert 0.4 <= found.low < found.high <= 0.6


def test_without_rows_nothing_is_defined() -> None:
    assert not Bootstrap().mean(np.array([])).is_defined
    assert not Bootstrap().share(np.array([], dtype=np.bool_)).is_defined
    assert not Bootstrap().around(0.5, np.array([np.nan])).is_defined
