"""The blend: how far to trust each view of a text."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import log_softmax
from threadpoolctl import threadpool_limits

from firstline.models.scorer import Scores
from firstline.training.scorer_fit import Targets

_LARGEST_WEIGHT = 50.0
_SMALLEST_WEIGHT = 0.05
_PRIOR_WEIGHTS = np.array([1.0, 2.0])  # a Gaussian prior: a handful of easy tickets must not make it certain
_PRIOR_WIDTHS = np.array([2.0, 4.0])


@dataclass(frozen=True, slots=True)
class Blend:
    """Weights of the views and what they reached on the held-out rows that chose them."""

    vector_weight: float
    lexical_weight: float
    log_loss: float
    accuracy: float

    def logits(self, vector: Scores, lexical: Scores) -> NDArray[np.float64]:
        return np.asarray(self.vector_weight * vector + self.lexical_weight * lexical, dtype=np.float64)


def fit_blend(vector: Scores, lexical: Scores, targets: Targets) -> Blend:
    """Weights by maximum a posteriori on held-out scores (texts, values); the prior matters for a few rows only.

    The lexical view alone is what a plain TF-IDF model would do. Where it is right more often than the blend by more
    than chance (one standard error of the difference), it is taken alone: never worse than the floor.
    """
    both = _fitted(vector, lexical, targets, used=(True, True))
    floor = _fitted(vector, lexical, targets, used=(False, True))
    blended = both.logits(vector, lexical).argmax(axis=1) == targets
    alone = lexical.argmax(axis=1) == targets
    advantage, disagreements = int(alone.sum()) - int(blended.sum()), int((alone != blended).sum())
    return floor if advantage > disagreements**0.5 else both


def _fitted(vector: Scores, lexical: Scores, targets: Targets, *, used: tuple[bool, bool]) -> Blend:
    rows = np.arange(len(targets))

    def likelihoods(weights: NDArray[np.float64]) -> NDArray[np.float64]:
        logits = weights[0] * vector + weights[1] * lexical
        return np.asarray(log_softmax(logits, axis=1)[rows, targets], dtype=np.float64)

    def loss(weights: NDArray[np.float64]) -> float:
        prior = np.sum(((weights - _PRIOR_WEIGHTS * used) / _PRIOR_WIDTHS) ** 2) / 2
        return float(prior - likelihoods(weights).sum()) / max(len(targets), 1)

    alone = sum(used) == 1
    bounds = [(_SMALLEST_WEIGHT if alone else 0.0, _LARGEST_WEIGHT) if use else (0.0, 0.0) for use in used]
    with threadpool_limits(1, "blas"):  # two numbers are no work to share: threads that wait made it four times slower
        found = minimize(loss, _PRIOR_WEIGHTS * used, method="L-BFGS-B", bounds=bounds)
    first, second = (float(weight) for weight in found.x)
    guesses = (first * vector + second * lexical).argmax(axis=1)
    if not len(targets):
        return Blend(first, second, float("nan"), float("nan"))
    return Blend(first, second, float(-likelihoods(found.x).mean()), float((guesses == targets).mean()))
