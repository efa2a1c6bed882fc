"""The scorer: one view of a text to one raw score per value."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Scores = NDArray[np.float32]
"""Shape (texts, values)."""
StoredWeights = NDArray[np.float32] | NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class Scorer:
    """A linear model, or one hidden layer of rectified units before it.

    `layers` are pairs of weights (inputs, outputs) and bias (outputs,); one pair is linear. Weights that were stored in
    half precision stay so, and are calculated with in single: those of 300,000 terms take half the memory.
    """

    layers: tuple[tuple[StoredWeights, NDArray[np.float32]], ...]

    def scores(self, view: NDArray[np.float32] | sparse.csr_matrix) -> Scores:
        """Raw scores of shape (texts, values) for a view of shape (texts, inputs)."""
        signal = view
        for weights, bias in self.layers[:-1]:
            signal = np.maximum(_product(signal, weights) + bias, 0)
        weights, bias = self.layers[-1]
        return np.asarray(_product(signal, weights) + bias, dtype=np.float32)

    def arrays(self, prefix: str) -> dict[str, NDArray[np.float16]]:
        """The layers by name, in half precision, for safetensors."""
        named = {}
        for number, (weights, bias) in enumerate(self.layers):
            named[f"{prefix}.{number}.weights"] = weights.astype(np.float16)
            named[f"{prefix}.{number}.bias"] = bias.astype(np.float16)
        return named

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[np.float16]], prefix: str) -> Self | None:
        """The scorer stored under `prefix`, None where there is none."""
        layers: list[tuple[StoredWeights, NDArray[np.float32]]] = []
        while f"{prefix}.{len(layers)}.weights" in arrays:
            name = f"{prefix}.{len(layers)}"
            pair = (arrays[f"{name}.weights"], arrays[f"{name}.bias"].astype(np.float32))
            layers.append(pair)
        return cls(tuple(layers)) if layers else None

    def rounded(self) -> Self:
        """As it will be after a bundle was written and read: what is calibrated must be what is served."""
        half = self.arrays("s")
        restored = type(self).from_arrays(half, "s")
        assert restored is not None
        return restored


def _product(view: NDArray[np.float32] | sparse.csr_matrix, weights: StoredWeights) -> NDArray[np.float32]:
    """The matrix product, shape (texts, outputs): the same, bit for bit, as of weights that are in single precision."""
    if not isinstance(view, np.ndarray):
        # Only the weights of terms that occur; the order in which they are added stays.
        terms, places = np.unique(view.indices, return_inverse=True)
        view = sparse.csr_matrix((view.data, places, view.indptr), shape=(view.shape[0], len(terms)))
        weights = weights[terms]
    return np.asarray(view @ weights.astype(np.float32, copy=False))
