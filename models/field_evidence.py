"""The field evidence: what held-out tickets showed of one field, without their text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from firstline.models.field_head import Probabilities

_NO_LANGUAGE = -1


@dataclass(frozen=True, slots=True)
class FieldEvidence:
    """What models that had not read them said of held-out tickets; all arrays have the shape (tickets,).

    Args:
        guessed: position of the likeliest value in the field's list of values.
        confidence: its calibrated probability; 0 where the parent's value excludes every value.
        right: whether it was the true one.
        truth: the calibrated probability of the true value.
        spoken: position of the ticket's language in `languages`, -1 where they were not told apart.
        languages: BCP 47, as `detect_language` gives them, "und" included.
    """

    guessed: NDArray[np.int32]
    confidence: NDArray[np.float64]
    right: NDArray[np.bool_]
    truth: NDArray[np.float64]
    spoken: NDArray[np.int16]
    languages: tuple[str, ...]

    @classmethod
    def of(
        cls, probabilities: Probabilities, targets: NDArray[np.intp], languages: Sequence[str] | None = None
    ) -> Self:
        """From held-out probabilities (tickets, values), the true positions and each ticket's language (tickets,)."""
        if not len(targets):
            empty = np.zeros(0)
            none, nothing = empty.astype(np.int16), empty.astype(np.bool_)
            return cls(empty.astype(np.int32), empty, nothing, empty, none, ())
        guessed, confidence = probabilities.argmax(axis=1), probabilities.max(axis=1)
        names = tuple(sorted(set(languages or ())))
        place = {name: number for number, name in enumerate(names)}
        spoken = [place[name] for name in languages] if languages is not None else [_NO_LANGUAGE] * len(targets)
        return cls(
            guessed=guessed.astype(np.int32),
            confidence=confidence.astype(np.float64),
            right=(guessed == targets) & (confidence > 0),
            truth=probabilities[np.arange(len(targets)), targets].astype(np.float64),
            spoken=np.array(spoken, dtype=np.int16),
            languages=names,
        )

    def __len__(self) -> int:
        return len(self.guessed)

    def of_value(self, position: int) -> Self:
        """The tickets that were given the value at `position`."""
        mine = self.guessed == position
        return replace(
            self,
            guessed=self.guessed[mine],
            confidence=self.confidence[mine],
            right=self.right[mine],
            truth=self.truth[mine],
            spoken=self.spoken[mine],
        )

    def arrays(self, field: str) -> dict[str, NDArray[Any]]:
        """By name, for safetensors; the languages are letters, for a stored array has no strings."""
        letters = np.frombuffer(" ".join(self.languages).encode(), dtype=np.uint8)
        return {
            f"{field}.guessed": self.guessed,
            f"{field}.confidence": self.confidence,
            f"{field}.right": self.right.astype(np.uint8),
            f"{field}.truth": self.truth,
            f"{field}.spoken": self.spoken,
            f"{field}.languages": letters,
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]], field: str) -> Self | None:
        """What `arrays` made of `field`, None where it is not among them."""
        if f"{field}.guessed" not in arrays:
            return None
        return cls(
            guessed=arrays[f"{field}.guessed"],
            confidence=arrays[f"{field}.confidence"],
            right=arrays[f"{field}.right"].astype(np.bool_),
            truth=arrays[f"{field}.truth"],
            spoken=arrays[f"{field}.spoken"],
            languages=tuple(arrays[f"{field}.languages"].tobytes().decode().split()),
        )
