"""The out-of-scope detector: how little a request looks like this desk's own."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field
from scipy.special import expit

from firstline.models.encoder import Vectors
from firstline.models.prediction import OutOfScope

FLAG_FROM = 0.5
_SHARPNESS = 2.0

Energies = NDArray[np.float64]
"""Shape (texts,)."""


class Spread(BaseModel):
    """The median of a measure over a desk's own held-out requests, and how far above it their last twentieth begins."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    median: float
    tail: float = Field(gt=0)

    def standardised(self, measure: NDArray[np.float64]) -> NDArray[np.float64]:
        """0 at the median, 1 where the last twentieth begins."""
        return np.asarray((measure - self.median) / self.tail, dtype=np.float64)


class ScopeCalibration(BaseModel):
    """What turns the two measures into a score.

    `field` names the head whose energy is read. `threshold` is the strangeness that only a known small share of the
    desk's own held-out requests exceeds, `scale` the width of the logistic curve around it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    field: str
    energy: Spread
    distance: Spread
    threshold: float
    scale: float = Field(gt=0)

    def strangeness(self, energies: Energies, distances: NDArray[np.float64]) -> NDArray[np.float64]:
        """The greater of both measures, softly: `log(exp(2 distance) + exp(2 energy)) / 2`; shape (texts,).

        To be strange in one way is enough. Where one measure tells nothing, a sum would let its noise cover what the
        other tells; which one that is differs from desk to desk (docs/decisions/0006).
        """
        spread = (self.distance.standardised(distances), self.energy.standardised(energies))
        return np.asarray(np.logaddexp(_SHARPNESS * spread[0], _SHARPNESS * spread[1]) / _SHARPNESS, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class OutOfScopeDetector:
    """Two views of strangeness: no value fits, or the text lies far from where this desk's texts lie.

    The first is the free energy of a head's logits (Liu et al. 2020, arXiv:2010.03759), the other the Mahalanobis
    distance of the raw vector from all training vectors (Lee et al. 2018, arXiv:1807.03888, with one Gaussian for the
    whole desk). `centre` has the shape (dimension,), `precision` (dimension, dimension).
    """

    calibration: ScopeCalibration
    centre: Vectors
    precision: NDArray[np.float32]

    def judge(self, logits: NDArray[np.float64], vectors: Vectors) -> list[OutOfScope]:
        """One verdict a text, for the logits (texts, values) of `calibration.field` and raw vectors."""
        calibration = self.calibration
        strangeness = calibration.strangeness(energies(logits), distances(vectors, self.centre, self.precision))
        scores = expit((strangeness - calibration.threshold) / calibration.scale)
        return [OutOfScope(score=float(score), flag=bool(score >= FLAG_FROM)) for score in scores]


def energies(logits: NDArray[np.float64]) -> Energies:
    """The free energy of a head's blended logits (texts, values), shape (texts,); higher is stranger."""
    return np.asarray(-np.logaddexp.reduce(logits, axis=1), dtype=np.float64)


def distances(vectors: Vectors, centre: Vectors, precision: NDArray[np.float32]) -> NDArray[np.float64]:
    """Mahalanobis distances of raw vectors (texts, dimension) from `centre`, shape (texts,)."""
    moved = vectors - centre
    squares = np.einsum("td,td->t", moved @ precision, moved)
    return np.asarray(np.sqrt(np.maximum(squares, 0)), dtype=np.float64)
