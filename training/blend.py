"""The blend: how far to trust each view of a text."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import log_softmax

from firstline.models.scorer import Scores
from firstline.training.scorer_fit import Targets

_LARGEST_WEIGHT = 50.0


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
    """Weights by maximum likelihood on held-out scores of shape (texts, values).

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

    def loss(weights: NDArray[np.float64]) -> float:
        return float(-log_softmax(weights[0] * vector + weights[1] * lexical, axis=1)[rows, targets].mean())

    bounds = [(0.0, _LARGEST_WEIGHT if use else 0.0) for use in used]
    start = np.array([float(use) for use in used])
    found = minimize(loss, start, method="L-BFGS-B", bounds=bounds)
    first, second = (float(weight) for weight in found.x)
    guesses = (first * vector + second * lexical).argmax(axis=1)
    return Blend(first, second, float(found.fun), float((guesses == targets).mean()))
