"""The scorer fit: one view of labelled texts to a scorer."""

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier
from sklearn.svm import LinearSVC

from firstline.models.encoder import Vectors
from firstline.models.scorer import Scorer

Targets = NDArray[np.intp]
"""Shape (texts,): positions in the field's list of values."""

FitVector = Callable[[Vectors, Targets, int], Scorer]
"""Centred vectors, targets and the number of values to a scorer."""

_UNSEEN_LOGIT = -8.0
_UNSEEN_MARGIN = -1.5  # a support vector machine gives about -1 to what it rejects
_HIDDEN_UNITS = 256
_INPUT_SCALE = 10.0  # unit vectors of 384 numbers are small inputs for a network that starts with weights near 0.05


def fit_logistic(vectors: Vectors, targets: Targets, count: int, *, strength: float) -> Scorer:
    """Multinomial logistic regression on centred vectors; `strength` is scikit-learn's C.

    `count` is that of all values; those that `targets` never name get a low constant score.
    """
    model = LogisticRegression(C=strength, max_iter=300, tol=1e-3)
    return _fitted_linear(model, vectors, targets, count, unseen=_UNSEEN_LOGIT)


def fit_lexical(view: sparse.csr_matrix, targets: Targets, count: int, *, balanced: bool = False) -> Scorer:
    """A linear support vector machine on the lexical view, the strong cheap baseline of text classification."""
    model = LinearSVC(C=0.5, random_state=0, class_weight="balanced" if balanced else None)
    return _fitted_linear(model, view, targets, count, unseen=_UNSEEN_MARGIN)


def fit_network(vectors: Vectors, targets: Targets, count: int, *, seed: int) -> Scorer:
    """One hidden layer of 256 rectified units; worth its time where a value has many hundreds of examples."""
    model = MLPClassifier((_HIDDEN_UNITS,), alpha=1e-4, batch_size=256, max_iter=15, random_state=seed)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # the epochs are a choice, not a failure
        model.fit(vectors * _INPUT_SCALE, targets)
    (first, last), (first_bias, last_bias) = model.coefs_, model.intercepts_
    seen = model.classes_
    weights, bias = _spread(last, last_bias, seen, count, _UNSEEN_LOGIT)
    hidden = (np.asarray(first * _INPUT_SCALE, dtype=np.float32), np.asarray(first_bias, dtype=np.float32))
    return Scorer((hidden, (weights, bias))).rounded()


def _fitted_linear(model: Any, view: Any, targets: Targets, count: int, *, unseen: float) -> Scorer:
    seen = np.unique(targets)
    if len(seen) == 1 or not view.shape[1]:
        weights, bias = np.zeros((view.shape[1], len(seen))), np.zeros(len(seen))
        return Scorer((_spread(weights, bias, seen, count, unseen),)).rounded()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # the last tenth of a per cent is decided by the blend
        warnings.filterwarnings("ignore", "The number of unique classes", UserWarning)  # label hygiene says it better
        model.fit(view, targets)
    return Scorer((_spread(model.coef_.T, model.intercept_, seen, count, unseen),)).rounded()


def _spread(
    weights: NDArray[Any], bias: NDArray[Any], seen: Targets, count: int, unseen: float
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Columns of the seen values into columns of all values; a two-class model's single column becomes two."""
    if len(seen) > weights.shape[1]:
        weights, bias = np.hstack([-weights, weights]) / 2, np.concatenate([-bias, bias]) / 2
    all_weights = np.zeros((weights.shape[0], count), dtype=np.float32)
    all_bias = np.full(count, unseen, dtype=np.float32)
    all_weights[:, seen], all_bias[seen] = weights, bias
    return all_weights, all_bias
