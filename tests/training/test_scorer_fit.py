"""Tests of the scorer fit."""

from collections.abc import Callable
from functools import partial

import numpy as np
import pytest
from scipy import sparse

from firstline.models.scorer import Scorer
from firstline.training.scorer_fit import fit_lexical, fit_logistic, fit_network

Fit = Callable[[np.ndarray, np.ndarray, int], Scorer]


def _fit_lexical(view: np.ndarray, targets: np.ndarray, count: int) -> Scorer:
    return fit_lexical(sparse.csr_matrix(view), targets, count)


FITS = [
    pytest.param(partial(fit_logistic, strength=3.0), id="logistic"),
    pytest.param(_fit_lexical, id="lexical"),
    pytest.param(partial(fit_network, seed=0), id="network"),
]


def _clusters(values: tuple[int, ...], size: int = 100) -> tuple[np.ndarray, np.ndarray]:
    """Unit vectors round one direction a value."""
    generator = np.random.default_rng(0)
    targets = np.repeat(values, size)
    vectors = np.eye(8)[targets] + generator.normal(scale=0.15, size=(len(targets), 8))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32), targets


@pytest.mark.parametrize("fit", FITS)
@pytest.mark.parametrize("values", [(0, 1, 2), (0, 1, 2, 3, 4)])
def test_a_scorer_knows_the_values_it_was_taught(fit: Fit, values: tuple[int, ...]) -> None:
    vectors, targets = _clusters(values)
    scores = fit(vectors, targets, len(values)).scores(vectors)
    assert scores.shape == (len(targets), len(values))
    assert (scores.argmax(axis=1) == targets).mean() > 0.95


@pytest.mark.parametrize("fit", FITS)
def test_two_values_get_a_score_each(fit: Fit) -> None:
    vectors, targets = _clusters((0, 1), size=200)
    scores = fit(vectors, targets, 2).scores(vectors)
    assert (scores.argmax(axis=1) == targets).mean() > 0.95
    np.testing.assert_allclose(scores[:, 0], -scores[:, 1], atol=0.02)


@pytest.mark.parametrize("fit", FITS)
def test_values_never_seen_get_a_low_score_and_keep_their_place(fit: Fit) -> None:
    vectors, targets = _clusters((1, 4), size=200)
    scores = fit(vectors, targets, 6).scores(vectors)
    assert scores.shape == (400, 6)
    assert (scores.argmax(axis=1) == targets).mean() > 0.95
    unseen = scores[:, [0, 2, 3, 5]]
    assert (unseen == unseen[0, 0]).all()
    assert (unseen[:, 0] < np.take_along_axis(scores, targets[:, None], axis=1)[:, 0]).mean() > 0.95


@pytest.mark.parametrize("fit", FITS[:2])
@pytest.mark.parametrize("size", [1, 5])
def test_one_value_alone_is_always_the_best(fit: Fit, size: int) -> None:
    vectors, targets = _clusters((2,), size=size)
    scores = fit(vectors, targets, 4).scores(np.vstack([vectors, -vectors]))
    assert (scores.argmax(axis=1) == 2).all()


@pytest.mark.parametrize("fit", FITS)
def test_the_same_rows_give_the_same_scorer(fit: Fit) -> None:
    vectors, targets = _clusters((0, 1, 2))
    one, other = (fit(vectors, targets, 3).arrays("s") for _ in range(2))
    for name in one:
        np.testing.assert_array_equal(one[name], other[name])


@pytest.mark.parametrize("fit", FITS)
def test_a_fitted_scorer_is_already_rounded_as_it_will_be_served(fit: Fit) -> None:
    vectors, targets = _clusters((0, 1, 2))
    scorer = fit(vectors, targets, 3)
    np.testing.assert_array_equal(scorer.rounded().scores(vectors), scorer.scores(vectors))


def test_a_stronger_logistic_regression_is_surer() -> None:
    vectors, targets = _clusters((0, 1, 2))

    def spread(strength: float) -> float:
        return float(np.ptp(fit_logistic(vectors, targets, 3, strength=strength).scores(vectors), axis=1).mean())

    assert spread(0.3) < spread(3.0) < spread(10.0)


def test_balance_helps_a_rare_value() -> None:
    generator = np.random.default_rng(0)
    targets = np.array([0] * 300 + [1] * 12)
    view = sparse.csr_matrix(generator.normal(size=(312, 3)) + targets[:, None])

    def found(balanced: bool) -> int:
        guesses = fit_lexical(view, targets, 2, balanced=balanced).scores(view).argmax(axis=1)
        return int((guesses[targets == 1] == 1).sum())

    assert found(balanced=True) > found(balanced=False)
