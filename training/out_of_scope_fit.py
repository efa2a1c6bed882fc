"""The out-of-scope fit: what the desk's own held-out requests look like."""

import numpy as np
from numpy.typing import NDArray

from firstline.models.out_of_scope import OutOfScopeDetector

_OWN_FLAGGED = 0.02
_SMALLEST_SCALE = 1e-3


def fit_detector(field: str, held_out_energies: NDArray[np.float64]) -> OutOfScopeDetector | None:
    """A detector that flags 2 % of the desk's own held-out requests; None without any.

    The scale is the distance between the median and the threshold, so that the median request scores well below 0.1.
    """
    if not len(held_out_energies):
        return None
    threshold, median = np.quantile(held_out_energies, [_OWN_FLAGGED, 0.5])
    scale = max(float(median - threshold) / 3, _SMALLEST_SCALE)
    return OutOfScopeDetector(field=field, threshold=float(threshold), scale=scale)
