"""The out-of-scope detector: how little a request looks like this desk's own."""

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field
from scipy.special import expit, logsumexp

from firstline.models.prediction import OutOfScope

FLAG_FROM = 0.5


class OutOfScopeDetector(BaseModel):
    """The free energy of one head's logits (Liu et al. 2020, arXiv:2010.03759), squashed to [0, 1].

    `field` names the head, `threshold` is the energy below which only a known small share of the desk's own held-out
    requests lies, `scale` the spread of theirs. A score of 0.5 is the threshold; from there on a request is flagged.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    field: str
    threshold: float
    scale: float = Field(gt=0)

    def judge(self, energies: NDArray[np.float64]) -> list[OutOfScope]:
        """One verdict for each energy, shape (texts,)."""
        scores = expit((self.threshold - energies) / self.scale)
        return [OutOfScope(score=float(score), flag=bool(score >= FLAG_FROM)) for score in scores]


def energies(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    """The log-sum-exp of a head's blended logits (texts, values), shape (texts,); lower is stranger."""
    return np.asarray(logsumexp(logits, axis=1), dtype=np.float64)
