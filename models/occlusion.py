"""The occlusion: the vectors of a text without some of its words, to see what the encoder made of them."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from firstline.models.centre import centre_vectors
from firstline.models.encoder import Vectors
from firstline.models.field_head import FieldHead
from firstline.models.lexical_view import READ_CHARACTERS
from firstline.models.text_part import text_parts

MOST_TEXTS = 24
"""Variants of one text that are encoded at most, fewer of a long one: an explanation may cost that much."""

_MOST_CHARACTERS = 16_000
_FEWEST_TEXTS = 6
_WORD = re.compile(r"(?u)\b\w\w+\b")

Encode = Callable[[Sequence[str]], Vectors]


@dataclass(frozen=True, slots=True)
class Occlusion:
    """`words`, in lower case, and the raw vectors (words, dimension) of the text without all occurrences of each.

    `vector` (dimension,) is that of the whole text.
    """

    words: tuple[str, ...]
    vectors: Vectors
    vector: Vectors

    def contributions(self, head: FieldHead, centre: Vectors, value: str) -> dict[str, float]:
        """What each word adds to the encoder's part of the logit of `value`, less the mean over all values: how much
        lower that is without it. Empty where the head does not read vectors."""
        if head.vector is None or not head.vector_weight or not self.words:
            return {}
        scores = head.vector_weight * head.vector.scores(centre_vectors(np.vstack([self.vector, self.vectors]), centre))
        part = scores[:, head.values.index(value)].astype(np.float64) - scores.mean(axis=1)
        return dict(zip(self.words, (part[0] - part[1:]).tolist(), strict=True))


def occlude(text: str, vector: Vectors, encode: Encode) -> Occlusion:
    """Take the words away one by one (Zeiler and Fergus 2014; Li et al. 2016, arXiv:1612.08220).

    Where a text has more words than may be encoded, its sentences are taken away first, and then the words of those
    whose absence moves the vector most; nothing is known of the others.
    """
    read = text[:READ_CHARACTERS]
    most = max(_FEWEST_TEXTS, min(MOST_TEXTS, _MOST_CHARACTERS // max(1, len(read))))
    words = _distinct(read)
    if len(words) > most:
        words = _words_that_matter(read, vector, encode, most)
    variants = [(word, without(read, (word,))) for word in words]
    kept = [(word, variant) for word, variant in variants if variant.strip()]
    vectors = encode([variant for _, variant in kept]) if kept else np.zeros((0, len(vector)), dtype=np.float32)
    return Occlusion(tuple(word for word, _ in kept), vectors, vector)


def without(text: str, words: Sequence[str]) -> str:
    """`text` less all occurrences of `words`, given in lower case."""
    gone = frozenset(words)
    return _WORD.sub(lambda match: "" if match.group().lower() in gone else match.group(), text)


def _distinct(text: str) -> list[str]:
    return list(dict.fromkeys(match.group().lower() for match in _WORD.finditer(text)))


def _words_that_matter(text: str, vector: Vectors, encode: Encode, most: int) -> list[str]:
    """As many words as are left of `most` after the sentences were tried, from the sentence that matters most on."""
    parts = list(_merged(text_parts(text), most // 2))
    if len(parts) < 2:
        return _distinct(text)[:most]
    others = ["".join(parts[:place] + parts[place + 1 :]) for place in range(len(parts))]
    alike = encode(others) @ vector
    words: dict[str, None] = {}
    for place in np.argsort(alike, kind="stable").tolist():
        words.update(dict.fromkeys(_distinct(parts[place])))
    return list(words)[: most - len(parts)]


def _merged(parts: Sequence[str], most: int) -> Iterator[str]:
    """The parts joined to runs, so that there are at most `most`."""
    size = -(-len(parts) // max(1, most))
    for start in range(0, len(parts), size):
        yield "".join(parts[start : start + size])
