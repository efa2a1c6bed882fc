"""The head of one field: from the views of a text to calibrated probabilities."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.special import softmax

from firstline.models.encoder import Vectors
from firstline.models.scorer import Scorer

Probabilities = NDArray[np.float64]
"""Shape (texts, values); rows sum to 1."""
Logits = NDArray[np.float64]
"""Shape (texts, values)."""


@dataclass(frozen=True, slots=True)
class FieldHead:
    """Two scorers and how far to trust each.

    The probability is `softmax(vector_weight * vector scores + lexical_weight * lexical scores)`: both weights are
    fitted by maximum likelihood on held-out scores, which blends and calibrates in one step (for a single view this is
    temperature scaling, Guo et al. 2017, arXiv:1706.04599). A weight of 0 switches a view off. `prior` holds the
    values' frequencies: the answer to a text without content. `order` ranks the values of an ordered field from the
    least to the most urgent and is empty for others.
    """

    values: tuple[str, ...]
    prior: NDArray[np.float64]
    vector: Scorer | None
    lexical: Scorer | None
    vector_weight: float
    lexical_weight: float
    order: tuple[str, ...] = ()

    def lexical_logits(self, weights: sparse.csr_matrix) -> Logits:
        """The lexical view's part of the blended scores, for the lexical weights of texts."""
        logits = np.zeros((weights.shape[0], len(self.values)))
        if self.lexical is not None and self.lexical_weight:
            logits += self.lexical_weight * self.lexical.scores(weights)
        return logits

    def logits(self, vectors: Vectors, lexical: Logits) -> Logits:
        """Blended scores, for centred vectors (texts, dimension) and `lexical_logits` of the same texts."""
        if self.vector is None or not self.vector_weight:
            return lexical
        blended: Logits = lexical + self.vector_weight * self.vector.scores(vectors)
        return blended

    def probabilities(self, logits: Logits) -> Probabilities:
        """Shape (texts, values), for `logits` of the same shape."""
        return np.asarray(softmax(logits, axis=1), dtype=np.float64)
