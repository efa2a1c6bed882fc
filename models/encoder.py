"""The encoder: what turns a text into a vector."""

from collections.abc import Callable, Sequence
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""Shape (texts, dimension)."""

Progress = Callable[[int, int], None]
"""Called with (texts done, texts in all)."""


class Encoder(Protocol):
    """One text, one vector of length 1; the same text always gives the same vector.

    `fingerprint` is the sha256, in hexadecimal, of all that decides about the vectors: vectors of encoders with
    different fingerprints must not be compared.
    """

    @property
    def fingerprint(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        """Vectors of shape (len(texts), dimension), in order, float32, each L2-normalised.

        An empty text has a vector too: the model's for "".
        """
        ...


@runtime_checkable
class WordReader(Protocol):
    """What an encoder may tell besides: which words its training texts had so often that it reads them as one."""

    def is_word(self, word: str) -> bool:
        """Whether a word, in lower case, is one token; false says nothing."""
        ...
