"""The probe: how well one encoder's vectors alone tell a field's values apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from firstline.models.centre import centre_vectors
from firstline.models.encoder import Vectors
from firstline.training.finetune_aim import UNLABELLED, FieldAim
from firstline.training.held_out import Fold
from firstline.training.scorer_fit import fit_logistic

_STRENGTH = 3.0


@dataclass(frozen=True, slots=True)
class Probe:
    """Which judged rows a logistic regression on the vectors gets right, field by field."""

    right: Sequence[NDArray[np.bool_]]

    @classmethod
    def of(cls, vectors: Vectors, aims: Sequence[FieldAim], fold: Fold) -> Probe:
        """Fit on `fold.learn` and judge `fold.judge`; `vectors` are raw, shape (texts, dimension)."""
        centred = centre_vectors(vectors, vectors[fold.learn].mean(axis=0))
        found = []
        for aim in aims:
            learn, judge = (rows[aim.targets[rows] != UNLABELLED] for rows in (fold.learn, fold.judge))
            if not len(learn) or not len(judge):
                continue
            scorer = fit_logistic(centred[learn], aim.targets[learn], aim.count, strength=_STRENGTH)
            found.append(scorer.scores(centred[judge]).argmax(axis=1) == aim.targets[judge])
        return cls(found)

    def gain_over(self, other: Probe) -> tuple[float, float]:
        """The mean gain in accuracy over the fields of the same fold, and its standard error (paired)."""
        gains = [(mine.astype(float) - theirs).mean() for mine, theirs in zip(self.right, other.right, strict=True)]
        errors = [
            float(np.sqrt(((mine.astype(float) - theirs) ** 2).mean() / len(mine)))
            for mine, theirs in zip(self.right, other.right, strict=True)
        ]
        if not gains:
            return 0.0, 0.0
        return float(np.mean(gains)), float(np.sqrt(np.sum(np.square(errors))) / len(errors))
