"""The centre: the mean of a desk's vectors, which says nothing and is taken away before they are compared."""

import numpy as np

from firstline.models.encoder import Vectors

_SMALLEST_NORM = 1e-12


def centre_vectors(vectors: Vectors, centre: Vectors) -> Vectors:
    """Vectors (texts, dimension) less `centre` (dimension,), each L2-normalised again."""
    moved = vectors - centre
    norms = np.linalg.norm(moved, axis=1, keepdims=True)
    return np.asarray(moved / np.maximum(norms, _SMALLEST_NORM), dtype=np.float32)
