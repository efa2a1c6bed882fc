"""The aims of fine-tuning: what the vectors of a desk's texts are to tell apart, and what to bring together."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from firstline.training.scorer_fit import Targets

UNLABELLED = -1


@dataclass(frozen=True, slots=True)
class FieldAim:
    """A field's true positions by row, shape (texts,), `UNLABELLED` where there is none, among `count` values."""

    name: str
    targets: Targets
    count: int

    @classmethod
    def of(cls, name: str, labels: Sequence[str | None]) -> "FieldAim":
        values = sorted({label for label in labels if label is not None})
        position = {value: number for number, value in enumerate(values)}
        targets = np.array([UNLABELLED if label is None else position[label] for label in labels], dtype=np.intp)
        return cls(name, targets, len(values))


@dataclass(frozen=True, slots=True)
class PairAim:
    """Texts that belong together: shape (pairs, 2) of positions in the texts that are trained on.

    `hard` (pairs,) is for each pair a text that the frozen encoder takes for the partner of the first and is not.
    """

    pairs: NDArray[np.intp]
    hard: NDArray[np.intp]

    def __len__(self) -> int:
        return len(self.pairs)
