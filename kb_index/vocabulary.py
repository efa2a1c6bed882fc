"""The vocabulary: a number for each word that an index has seen."""

import itertools
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray


class Vocabulary:
    """Words in the order in which they were first seen."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self._numbers = dict(zip(words, itertools.count(), strict=False))

    def __len__(self) -> int:
        return len(self._numbers)

    def __contains__(self, word: str) -> bool:
        return word in self._numbers

    @property
    def words(self) -> list[str]:
        return list(self._numbers)

    def learn(self, words: Sequence[str]) -> NDArray[np.int64]:
        """The numbers of `words`; unseen ones get the next number."""
        numbers = self._numbers
        return np.fromiter((numbers.setdefault(word, len(numbers)) for word in words), np.int64, len(words))

    def known(self, words: Iterable[str]) -> NDArray[np.int64]:
        """The numbers of those of `words` that were seen."""
        found = map(self._numbers.get, words)
        return np.array([number for number in found if number is not None], dtype=np.int64)
