"""The link wording: which article resolved requests that are worded like this one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from firstline.kb_index.analyzer import pair_terms
from firstline.models.encoder import Vectors

Numbers = NDArray[np.int64]
Counts = NDArray[np.float32]

MOST_WORDS = 500
"""Of a longer request only the beginning is read: a log that was pasted says little of what is asked."""

_FIRST_WORD = 1 << 32
_FEWEST_REQUESTS = 2
_TITLE_REQUESTS = 1.0
_SMALLEST = 1e-9


@dataclass(frozen=True, slots=True)
class LinkWording:
    """The requests of each article as one text: cosines of TF-IDF over words and pairs of neighbours, as they stand.

    A vector says what is meant, and forgets names; by the very words that earlier customers used an article is found
    that calls the thing otherwise. An article's text begins as its title, worth one request. Words are kept as hashes:
    `terms` (v,), sorted, with their `rarity` (v,) and their `weights` (v, articles), columns of length one.
    """

    terms: Numbers = field(repr=False)
    rarity: Counts = field(repr=False)
    weights: csr_array = field(repr=False)

    @classmethod
    def fit(cls, requests: Sequence[Sequence[str]], shares: csr_array, titles: Sequence[Sequence[str]]) -> LinkWording:
        """Of the words of n requests and of each article's titles; `shares` as for the link classifier, (n, articles).

        A term that only one request has is left out.
        """
        rows = [_terms(words) for words in requests]
        found, frequencies = np.unique(_joined([numbers for numbers, _ in rows]), return_counts=True)
        kept = frequencies >= _FEWEST_REQUESTS
        terms = found[kept]
        rarity = (1 + np.log((1 + len(requests)) / (1 + frequencies[kept]))).astype(np.float32)
        asked = _matrix(rows, terms, rarity)
        called = _matrix([_terms(words) for words in titles], terms, rarity)
        articles = csr_array(shares.T @ asked + np.float32(_TITLE_REQUESTS) * called)
        lengths = np.sqrt(np.asarray(articles.multiply(articles).sum(axis=1), dtype=np.float32).ravel())
        articles.data /= np.repeat(np.maximum(lengths, _SMALLEST), np.diff(articles.indptr))
        return cls(terms, rarity, csr_array(articles.T.astype(np.float32)))

    def scores(self, words: Sequence[str]) -> Vectors:
        """Cosines of a request's words with each article's, shape (articles,); all 0 where no word is known."""
        (numbers, counts), weights = _terms(words), self.weights
        places, known = _places(self.terms, numbers)
        values = counts[known] * self.rarity[places]
        length = max(float(np.sqrt(values @ values)), _SMALLEST)
        starts = weights.indptr[places].astype(np.int64)
        sizes = weights.indptr[places + 1] - starts
        within = np.arange(int(sizes.sum())) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        postings = np.repeat(starts, sizes) + within
        parts = (weights.data[postings] * np.repeat(values / length, sizes)).astype(np.float64)
        found = np.bincount(weights.indices[postings].astype(np.intp), weights=parts, minlength=weights.shape[1])
        return found.astype(np.float32)


def _terms(words: Sequence[str]) -> tuple[Numbers, Counts]:
    """The numbers of a text's words and pairs, each once, with how much its repeats count: 1 + ln n."""
    said = list(words[:MOST_WORDS])
    single = np.fromiter((crc32(word.encode("utf-8", "surrogatepass")) for word in said), np.int64, len(said))
    pairs = pair_terms(said) if said else np.empty(0, np.int64)
    numbers, repeats = np.unique(np.concatenate((single + _FIRST_WORD, pairs)), return_counts=True)
    return numbers, (1 + np.log(repeats)).astype(np.float32)


def _places(terms: Numbers, numbers: Numbers) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Where those of `numbers` that are known stand among `terms`, and which are."""
    if not len(terms):
        return np.empty(0, np.intp), np.zeros(len(numbers), np.bool_)
    places = np.minimum(np.searchsorted(terms, numbers), len(terms) - 1)
    known = terms[places] == numbers
    return places[known], known


def _matrix(rows: Sequence[tuple[Numbers, Counts]], terms: Numbers, rarity: Counts) -> csr_array:
    """TF-IDF of texts, shape (texts, terms), rows of length one."""
    columns, values = [], []
    for numbers, counts in rows:
        places, known = _places(terms, numbers)
        weights = counts[known] * rarity[places]
        columns.append(places)
        values.append(weights / max(float(np.sqrt(weights @ weights)), _SMALLEST))
    ends = np.cumsum([0, *map(len, columns)])
    data = np.concatenate(values) if values else np.empty(0, np.float32)
    return csr_array((data.astype(np.float32), _joined(columns), ends), shape=(len(rows), len(terms)))


def _joined(parts: Sequence[NDArray[np.integer]]) -> Numbers:
    return np.concatenate(parts).astype(np.int64) if parts else np.empty(0, np.int64)
