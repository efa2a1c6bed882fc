"""The fold verdicts: what models that had not read a ticket say of one field of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class FoldVerdicts:
    """Calibrated `probabilities` (judged, values) of the rows that were judged.

    `rows` (judged,) are their places in the table, ascending, and `targets` (judged,) the positions of their labels in
    `values`. A row without a label, or with one too rare to judge, is not among them.
    """

    values: tuple[str, ...]
    rows: NDArray[np.intp]
    targets: NDArray[np.intp]
    probabilities: NDArray[np.float64]

    @property
    def guesses(self) -> NDArray[np.intp]:
        """The position of each row's likeliest value, (judged,)."""
        return np.asarray(self.probabilities.argmax(axis=1), dtype=np.intp)

    @property
    def confidence(self) -> NDArray[np.float64]:
        """The probability of that value, (judged,)."""
        return np.asarray(self.probabilities.max(axis=1), dtype=np.float64)
