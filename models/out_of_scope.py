"""The out-of-scope detector: how little a request looks like this desk's own."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field
from scipy.special import expit

from firstline.models.centre import centre_vectors
from firstline.models.encoder import Vectors
from firstline.models.prediction import OutOfScope
from firstline.models.scorer import Scorer

FLAG_FROM = 0.5
CAREFUL_FROM = 0.3
"""From here on a request is unfamiliar. Of the demo desk's own held-out requests 3 to 5 % lie from here to the flag, of
those to industries that the detector had not read 11 %, and none of the former was taken for a subcategory by .8."""
_SHARPNESS = 2.0

Measures = NDArray[np.float64]
"""Shape (texts,); the higher, the stranger."""


class Spread(BaseModel):
    """The median of a measure over a desk's own held-out requests, and how far above it their last twentieth begins."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    median: float
    tail: float = Field(gt=0)

    def standardised(self, measure: NDArray[np.float64]) -> Measures:
        """0 at the median, 1 where the last twentieth begins."""
        return np.asarray((measure - self.median) / self.tail, dtype=np.float64)


class ScopeCalibration(BaseModel):
    """What turns the measures into a score.

    `field` names the head whose energy is read; `foreignness` is None where that measure did not help. `threshold` is
    the strangeness that only a known small share of the desk's own held-out requests exceeds, `scale` the width of the
    logistic curve around it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    field: str
    energy: Spread
    distance: Spread
    foreignness: Spread | None = None
    threshold: float
    scale: float = Field(gt=0)

    def strangeness(self, energies: Measures, distances: Measures, foreignness: Measures | None = None) -> Measures:
        """The greatest of the measures, softly: the log of the sum of `exp(2 measure)`, halved; shape (texts,).

        To be strange in one way is enough. Where a measure tells nothing, a sum would let its noise cover what the
        others tell; which one that is differs from desk to desk (docs/decisions/0004).
        """
        spread = [self.distance.standardised(distances), self.energy.standardised(energies)]
        if self.foreignness is not None and foreignness is not None:
            spread.append(self.foreignness.standardised(foreignness))
        return np.asarray(np.logaddexp.reduce(_SHARPNESS * np.array(spread), axis=0) / _SHARPNESS, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class OutOfScopeDetector:
    """Views of strangeness: no value fits, the text lies far from where this desk's texts lie, or it is as others write
    to other organisations.

    The first is the free energy of a head's logits (Liu et al. 2020, arXiv:2010.03759), the other the Mahalanobis
    distance of the raw vector from all training vectors (Lee et al. 2018, arXiv:1807.03888, with one Gaussian for the
    whole desk), the third a linear model of the desk's requests against a background (Hendrycks et al. 2019,
    arXiv:1812.04606). `centre` has the shape (dimension,), `precision` (dimension, dimension); `background` scores the
    desk and the background for centred vectors, None where that measure did not help.
    """

    calibration: ScopeCalibration
    centre: Vectors
    precision: NDArray[np.float32]
    background: Scorer | None = None

    def judge(self, logits: NDArray[np.float64], vectors: Vectors) -> list[OutOfScope]:
        """One verdict a text, for the logits (texts, values) of `calibration.field` and raw vectors."""
        calibration = self.calibration
        foreign = (
            None if self.background is None else foreignness(self.background, centre_vectors(vectors, self.centre))
        )
        strangeness = calibration.strangeness(
            energies(logits), distances(vectors, self.centre, self.precision), foreign
        )
        scores = expit((strangeness - calibration.threshold) / calibration.scale)
        return [OutOfScope(score=float(score), flag=bool(score >= FLAG_FROM)) for score in scores]


def energies(logits: NDArray[np.float64]) -> Measures:
    """The free energy of a head's blended logits (texts, values), shape (texts,); higher is stranger."""
    return np.asarray(-np.logaddexp.reduce(logits, axis=1), dtype=np.float64)


def distances(vectors: Vectors, centre: Vectors, precision: NDArray[np.float32]) -> NDArray[np.float64]:
    """Mahalanobis distances of raw vectors (texts, dimension) from `centre`, shape (texts,)."""
    moved = vectors - centre
    squares = np.einsum("td,td->t", moved @ precision, moved)
    return np.asarray(np.sqrt(np.maximum(squares, 0)), dtype=np.float64)


def foreignness(background: Scorer, centred: Vectors) -> Measures:
    """How much rather the background's than the desk's own: the log odds, shape (texts,), for centred vectors."""
    scores = background.scores(centred)
    return np.asarray(scores[:, 1] - scores[:, 0], dtype=np.float64)
