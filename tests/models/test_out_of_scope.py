"""Tests of the out-of-scope detector."""

import numpy as np
import pytest
from pydantic import ValidationError

from firstline.models.out_of_scope import OutOfScopeDetector, ScopeCalibration, Spread, distances, energies

DIMENSION = 4
CALIBRATION = ScopeCalibration(
    field="category",
    energy=Spread(median=-3.0, tail=1.0),
    distance=Spread(median=2.0, tail=0.5),
    threshold=1.5,
    scale=0.5,
)
DETECTOR = OutOfScopeDetector(CALIBRATION, np.zeros(DIMENSION, np.float32), np.eye(DIMENSION, dtype=np.float32))


def _vectors(*lengths: float) -> np.ndarray:
    vectors = np.zeros((len(lengths), DIMENSION), np.float32)
    vectors[:, 0] = lengths
    return vectors


def test_the_farther_from_the_desks_own_requests_the_higher_the_score() -> None:
    lengths = np.linspace(0, 10, 50)
    scores = [verdict.score for verdict in DETECTOR.judge(np.full((50, 1), 3.0), _vectors(*lengths))]
    assert scores == sorted(scores)
    assert scores[0] < 0.1
    assert scores[-1] > 0.9


def test_the_better_some_value_fits_the_lower_the_score() -> None:
    logits = np.column_stack([np.linspace(-5, 10, 50), np.zeros(50)])
    scores = [verdict.score for verdict in DETECTOR.judge(logits, _vectors(*[2.0] * 50))]
    assert scores == sorted(scores, reverse=True)


def test_at_the_threshold_the_score_is_one_half_and_flagged() -> None:
    # Far below its median the energy adds nothing: 1.5 tails above its own the distance reaches the threshold.
    at, below = DETECTOR.judge(np.full((2, 1), 30.0), _vectors(2.75, 2.74))
    assert at.score == pytest.approx(0.5)
    assert at.flag
    assert below.score < 0.5
    assert not below.flag


def test_scores_are_probabilities_even_for_the_strangest_text() -> None:
    near, far = DETECTOR.judge(np.array([[1e6], [-1e6]]), _vectors(0.0, 1e6))
    assert 0 <= near.score < 1e-4
    assert not near.flag
    assert (far.score, far.flag) == (1.0, True)


def test_to_be_strange_in_one_way_is_enough() -> None:
    ordinary, far, unfitting, both = DETECTOR.judge(
        np.array([[3.0], [3.0], [0.0], [0.0]]), _vectors(2.0, 3.5, 2.0, 3.5)
    )
    assert not ordinary.flag
    assert far.flag
    assert unfitting.flag
    assert both.score > max(far.score, unfitting.score)


def test_energy_is_minus_the_log_of_the_sum_of_exponentials() -> None:
    np.testing.assert_allclose(energies(np.log([[1.0, 2.0, 5.0]])), [-np.log(8.0)])


def test_distance_is_that_of_mahalanobis() -> None:
    precision = np.diag([4.0, 1.0, 1.0, 1.0]).astype(np.float32)
    centre = np.array([1, 0, 0, 0], np.float32)
    np.testing.assert_allclose(distances(_vectors(1.0, 3.0), centre, precision), [0.0, 4.0])


def test_a_single_text_is_judged_as_among_others() -> None:
    logits, vectors = np.array([[1.0, 2.0], [0.0, 0.5]]), _vectors(1.0, 3.0)
    together = DETECTOR.judge(logits, vectors)
    assert [DETECTOR.judge(logits[row : row + 1], vectors[row : row + 1])[0] for row in (0, 1)] == together


@pytest.mark.parametrize("wrong", [{"scale": 0.0}, {"energy": {"mean": 0, "deviation": 0}}, {"unknown": 1}])
def test_a_calibration_that_divides_by_nothing_or_holds_another_key_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        ScopeCalibration.model_validate(CALIBRATION.model_dump() | wrong)
