"""The evidence: what models that had not read a row said of it, and the truth."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import f1_score

from firstline.models.field_head import FieldHead, Probabilities
from firstline.models.scorer import Scores
from firstline.training.blend import Blend, fit_blend
from firstline.training.scorer_fit import Targets

_SHORT_LIST = 3


@dataclass(frozen=True, slots=True)
class Evidence:
    """Scores (rows, values) of both views for judged rows.

    `known` is False where the true value was in none of the rows that the model had read: no blend can mend that.
    """

    rows: NDArray[np.intp]
    targets: Targets
    known: NDArray[np.bool_]
    vector: Scores
    lexical: Scores

    @classmethod
    def joined(cls, parts: Sequence["Evidence"]) -> "Evidence":
        """The evidence of several folds as one."""
        return cls(
            rows=np.concatenate([part.rows for part in parts]),
            targets=np.concatenate([part.targets for part in parts]),
            known=np.concatenate([part.known for part in parts]),
            vector=np.vstack([part.vector for part in parts]),
            lexical=np.vstack([part.lexical for part in parts]),
        )

    def blend(self) -> Blend:
        """The weights that these rows prefer."""
        known = self.known
        return fit_blend(self.vector[known], self.lexical[known], self.targets[known])

    def metrics(self, blend: Blend, probabilities: Probabilities) -> dict[str, Any]:
        """What the blend reached, beside what each view reaches alone."""
        return {
            "held_out": len(self.targets),
            **_reached(probabilities, self.targets),
            "accuracy_lexical": _share(self.lexical.argmax(axis=1) == self.targets),
            "accuracy_vector": _share(self.vector.argmax(axis=1) == self.targets),
            "vector_weight": round(blend.vector_weight, 4),
            "lexical_weight": round(blend.lexical_weight, 4),
        }


@dataclass(frozen=True, slots=True)
class FittedHead:
    """A head of all rows, with the evidence that models of fewer rows gave.

    `judged` names the rows of the evidence; `logits` and `probabilities` have the shape (judged, values). `balanced`:
    whether the lexical scorer weighs rare values up.
    """

    head: FieldHead
    judged: NDArray[np.intp]
    targets: Targets
    logits: NDArray[np.float64]
    probabilities: Probabilities
    metrics: Mapping[str, Any] = field(default_factory=dict)
    balanced: bool = False

    @classmethod
    def judged_by(cls, head: FieldHead, blend: Blend, evidence: Evidence) -> "FittedHead":
        """A head whose blend was fitted on `evidence`."""
        logits = blend.logits(evidence.vector, evidence.lexical)
        probabilities = head.probabilities(logits)
        metrics = evidence.metrics(blend, probabilities)
        return cls(head, evidence.rows, evidence.targets, logits, probabilities, metrics)

    def served(self, probabilities: Probabilities) -> "FittedHead":
        """The same head, of whose evidence `probabilities` (judged, values) are served: pruned by the parent."""
        if not len(self.judged) or np.array_equal(probabilities, self.probabilities):
            return self
        metrics = {**self.metrics, **_reached(probabilities, self.targets)}
        return replace(self, probabilities=probabilities, metrics=metrics)

    @classmethod
    def unjudged(cls, head: FieldHead) -> "FittedHead":
        """A head of which nothing can be claimed."""
        nothing, none = np.zeros((0, len(head.values))), np.zeros(0, dtype=np.intp)
        return cls(head, none, none, nothing, nothing, {"held_out": 0})


def _reached(probabilities: Probabilities, targets: Targets) -> dict[str, float]:
    """How often the first and one of the first three values are right, and macro-F1; what is excluded (0) never is."""
    ranked = np.argsort(-probabilities, axis=1)
    guesses = np.where(probabilities.max(axis=1) > 0, ranked[:, 0], -1)
    listed = (ranked[:, :_SHORT_LIST] == targets[:, None]) & (
        np.take_along_axis(probabilities, ranked, 1)[:, :_SHORT_LIST] > 0
    )
    return {
        "accuracy": _share(guesses == targets),
        "top3": _share(listed.any(axis=1)),
        "macro_f1": round(float(f1_score(targets, guesses, average="macro", zero_division=0)), 4),
    }


def _share(hits: NDArray[np.bool_]) -> float:
    return round(float(hits.mean()), 4)
