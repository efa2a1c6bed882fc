"""Calibration error."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.metrics import brier_score_loss, log_loss

from firstline.evaluation.bootstrap import Bootstrap
from firstline.evaluation.calibration_error import (
    calibration_scores,
    debiased_calibration_error,
    equal_mass_bins,
    expected_calibration_error,
)


def test_the_error_is_the_one_counted_by_hand() -> None:
    confidence = np.array([0.2, 0.4, 0.8, 0.8])
    correct = np.array([False, True, True, True])
    assert expected_calibration_error(confidence, correct, bins=2) == pytest.approx(0.5 * 0.2 + 0.5 * 0.2)
    squared = 0.5 * (0.2**2 - 0.25) + 0.5 * 0.2**2
    assert squared < 0
    assert debiased_calibration_error(confidence, correct, bins=2) == 0.0


def test_confidences_that_keep_their_word_have_no_error_left_after_debiasing() -> None:
    generator = np.random.default_rng(0)
    plain, debiased = [], []
    for _ in range(60):
        confidence = generator.beta(4, 1, 1_500)
        correct = generator.random(1_500) < confidence
        plain.append(expected_calibration_error(confidence, correct))
        debiased.append(debiased_calibration_error(confidence, correct))
    assert np.median(debiased) < 0.012
    assert np.mean(debiased) < 0.75 * np.mean(plain)


def test_a_constant_overconfidence_is_found_in_its_size() -> None:
    generator = np.random.default_rng(1)
    confidence = generator.uniform(0.3, 0.9, 20_000)
    correct = generator.random(20_000) < confidence - 0.1
    assert debiased_calibration_error(confidence, correct) == pytest.approx(0.1, abs=0.015)
    found = calibration_scores(confidence, correct, bootstrap=Bootstrap(resamples=200))
    assert found.debiased.low < 0.1 < found.debiased.high
    assert found.ece.low < 0.1 < found.ece.high


def test_the_interval_holds_its_own_figure_although_resampling_adds_noise() -> None:
    generator = np.random.default_rng(2)
    confidence = generator.beta(4, 1, 600)
    found = calibration_scores(confidence, generator.random(600) < confidence, bootstrap=Bootstrap(resamples=300))
    assert 0 <= found.ece.low <= found.ece.value <= found.ece.high
    assert found.debiased.low <= found.debiased.value <= found.debiased.high


def test_brier_score_and_log_loss_are_scikit_learns_and_their_intervals_hold_them() -> None:
    generator = np.random.default_rng(3)
    confidence = np.append(generator.random(400), [0.0, 1.0])
    correct = np.append(generator.random(400) < 0.6, [True, False])
    found = calibration_scores(confidence, correct, bootstrap=Bootstrap(resamples=200))
    assert found.brier.value == pytest.approx(brier_score_loss(correct, confidence))
    assert found.log_loss.value == pytest.approx(log_loss(correct, confidence))
    assert found.log_loss.low < found.log_loss.value < found.log_loss.high


@given(arrays(np.float64, st.integers(1, 200), elements=st.floats(0, 1)))
def test_equal_confidences_share_a_bin_and_bins_are_in_order(confidence: np.ndarray) -> None:
    bins = equal_mass_bins(confidence, 15)
    assert 0 <= bins.min() <= bins.max() < 15
    order = np.argsort(confidence, kind="stable")
    assert (np.diff(bins[order]) >= 0).all()
    for value in np.unique(confidence):
        assert len(np.unique(bins[confidence == value])) == 1


def test_distinct_confidences_fill_bins_evenly() -> None:
    bins = equal_mass_bins(np.random.default_rng(0).random(3_000), 15)
    assert np.bincount(bins).tolist() == [200] * 15


@pytest.mark.parametrize("correct", [True, False])
def test_one_ticket_has_a_calibration_too(correct: bool) -> None:
    found = calibration_scores(np.array([0.75]), np.array([correct]), bootstrap=Bootstrap(resamples=20))
    assert found.ece.value == pytest.approx(abs(0.75 - correct))
    assert found.bins[0].n == 1


def test_no_ticket_is_no_failure() -> None:
    found = calibration_scores(np.array([]), np.array([], dtype=np.bool_), bootstrap=Bootstrap())
    assert found.bins == ()
    assert not found.debiased.is_defined


def test_an_error_of_nothing_on_few_tickets_says_how_large_it_may_yet_be() -> None:
    confidence = np.linspace(0.85, 0.95, 70)
    correct = np.arange(70) % 10 != 0
    found = calibration_scores(confidence, correct, bootstrap=Bootstrap(resamples=300))
    assert found.debiased.value == 0.0
    assert found.debiased.high > 0.05


def test_few_tickets_are_shown_in_few_groups() -> None:
    generator = np.random.default_rng(0)
    confidence = generator.random(70)
    found = calibration_scores(confidence, generator.random(70) < confidence, bootstrap=Bootstrap(resamples=20))
    assert [part.n for part in found.bins] == [35, 35]
