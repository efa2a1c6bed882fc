"""The term family: how a text is taken apart into words or into character n-grams.

The same terms as scikit-learn's vectorizers give, without importing it: scikit-learn brings scipy.stats and pandas with
it, which a service would load for more than a second and hold in some 100 MB to split a text. A test compares the two.
"""

import itertools
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

_WORD = re.compile(r"\b\w\w+\b")
_NGRAMS = (2, 3, 4)

VECTORIZER_OPTIONS: Mapping[str, Mapping[str, Any]] = {
    "words": {"ngram_range": (1, 2)},
    "characters": {"analyzer": "char_wb", "ngram_range": (_NGRAMS[0], _NGRAMS[-1])},
}
"""What has scikit-learn's TfidfVectorizer take texts apart in the same way."""


def words(text: str) -> list[str]:
    """Words of two characters and more in lower case, and each two that follow one another."""
    found: list[str] = _WORD.findall(text.lower())
    return [*found, *map(" ".join, itertools.pairwise(found))]


def characters(text: str) -> list[str]:
    """Runs of 2, 3 and 4 characters inside the lower-case chunks between white space, a space on either side."""
    chunks = [f" {chunk} " for chunk in text.lower().split()]
    return [
        chunk[start : start + length]
        for chunk in chunks
        for length in _NGRAMS
        for start in range(len(chunk) - length + 1)
    ]


TERM_FAMILIES: Mapping[str, Callable[[str], Iterable[str]]] = {"words": words, "characters": characters}
