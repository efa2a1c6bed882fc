"""The evidence: what models that had not read a row said of it, and the truth."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
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
        ranked = np.argsort(-probabilities, axis=1)
        guesses = ranked[:, 0]
        macro_f1 = f1_score(self.targets, guesses, average="macro", zero_division=0)
        return {
            "held_out": len(self.targets),
            "accuracy": _share(guesses == self.targets),
            "top3": _share((ranked[:, :_SHORT_LIST] == self.targets[:, None]).any(axis=1)),
            "macro_f1": round(float(macro_f1), 4),
            "accuracy_lexical": _share(self.lexical.argmax(axis=1) == self.targets),
            "accuracy_vector": _share(self.vector.argmax(axis=1) == self.targets),
            "vector_weight": round(blend.vector_weight, 4),
            "lexical_weight": round(blend.lexical_weight, 4),
        }


@dataclass(frozen=True, slots=True)
class FittedHead:
    """A head of all rows, with the evidence that models of fewer rows gave.

    `judged` names the rows of the evidence; `logits` and `probabilities` have the shape (judged, values).
    """

    head: FieldHead
    judged: NDArray[np.intp]
    targets: Targets
    logits: NDArray[np.float64]
    probabilities: Probabilities
    metrics: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def judged_by(cls, head: FieldHead, blend: Blend, evidence: Evidence) -> "FittedHead":
        """A head whose blend was fitted on `evidence`."""
        logits = blend.logits(evidence.vector, evidence.lexical)
        probabilities = head.probabilities(logits)
        metrics = evidence.metrics(blend, probabilities)
        return cls(head, evidence.rows, evidence.targets, logits, probabilities, metrics)

    @classmethod
    def unjudged(cls, head: FieldHead) -> "FittedHead":
        """A head of which nothing can be claimed."""
        nothing, none = np.zeros((0, len(head.values))), np.zeros(0, dtype=np.intp)
        return cls(head, none, none, nothing, nothing, {"held_out": 0})


def _share(hits: NDArray[np.bool_]) -> float:
    return round(float(hits.mean()), 4)
