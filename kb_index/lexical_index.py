"""The lexical index: BM25 over numbered terms, in the process.

Source: S. Robertson, H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", Foundations and Trends in
Information Retrieval 3(4), 2009; the inverse document frequency is Lucene's, which is never negative.

Documents are rows, numbered from 0 in the order of their arrival. They lie in a few segments of geometric sizes, each a
sparse matrix by column (term), merged as they grow, so that adding one document costs little and a search visits
few segments. A row is never taken out: whoever owns the rows masks the dead ones, and rebuilds when there are many.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from firstline.kb_index.column import Column

Integers = NDArray[np.int64]
Floats = NDArray[np.float32]

_MERGE_RATIO = 4


@dataclass(frozen=True, slots=True)
class _Segment:
    """Postings sorted by term, then row: `rows[starts[i]:starts[i + 1]]` hold `terms[i]`, `counts` times each."""

    terms: Integers
    starts: Integers
    rows: NDArray[np.int32]
    counts: NDArray[np.uint16]


class LexicalIndex:
    """BM25 with bounded cost.

    Args:
        k1: how soon a repeated term stops counting; with 0 it counts once.
        b: how much long documents are held back, in [0, 1].
        most_terms: of a longer query only so many terms are looked up, the most informative first.
        most_postings: and no more than about so many postings are read.
        rarity_power: the inverse document frequency counts to this power; with 2 as in a cosine of TF-IDF.
        damped: whether a term that the query repeats n times weighs 1 + ln n instead of n.
    """

    def __init__(
        self,
        *,
        k1: float = 1.2,
        b: float = 0.75,
        most_terms: int = 64,
        most_postings: int = 100_000,
        rarity_power: float = 1.0,
        damped: bool = False,
    ) -> None:
        self._k1, self._b = k1, b
        self._rarity_power, self._damped = rarity_power, damped
        self._most_terms, self._most_postings = most_terms, most_postings
        self._lengths = Column("float32")
        self._segments: list[_Segment] = []
        self._norms: Floats = np.empty(0, dtype=np.float32)

    def __len__(self) -> int:
        return len(self._lengths)

    def add(self, documents: Sequence[Integers]) -> None:
        """Append documents, each the numbers of its terms as often as they occur."""
        if not documents:
            return
        first = len(self)
        self._lengths.append(np.array([len(document) for document in documents], dtype=np.float32))
        self._normalise()
        self._segments.append(self._segment(*_postings(documents, first)))
        while len(self._segments) > 1 and _MERGE_RATIO * len(self._segments[-1].rows) >= len(self._segments[-2].rows):
            last, previous = self._segments.pop(), self._segments.pop()
            self._segments.append(self._merged(previous, last))

    def scores(self, query: Integers) -> Floats:
        """BM25 of every row for the query's terms, shape (n,); 0 where none occurs."""
        terms, repeats = np.unique(query, return_counts=True)
        found = [self._found(segment, terms) for segment in self._segments]
        if not found:
            return np.zeros(len(self), dtype=np.float32)
        frequencies = np.sum([ends - starts for starts, ends in found], axis=0)
        weights = self.rarity(frequencies) ** self._rarity_power * (1 + np.log(repeats) if self._damped else repeats)
        chosen = self._affordable(weights, frequencies)
        rows, counts, values = [], [], []
        for segment, (starts, ends) in zip(self._segments, found, strict=True):
            spans = [
                slice(start, end) for start, end in zip(starts[chosen].tolist(), ends[chosen].tolist(), strict=True)
            ]
            rows.extend([segment.rows[span] for span in spans])
            counts.extend([segment.counts[span] for span in spans])
            values.append(np.repeat(weights[chosen], (ends - starts)[chosen]))
        if not rows:
            return np.zeros(len(self), dtype=np.float32)
        places, occurrences = np.concatenate(rows), np.concatenate(counts).astype(np.float32)
        impacts = occurrences * np.float32(self._k1 + 1) / (occurrences + self._norms[places])
        totals = np.bincount(places, weights=impacts * np.concatenate(values), minlength=len(self))
        return totals.astype(np.float32)

    def frequencies(self, terms: Integers) -> Integers:
        """In how many documents each of `terms` occurs."""
        total = np.zeros(len(terms), dtype=np.int64)
        for segment in self._segments:
            starts, ends = self._found(segment, terms)
            total += ends - starts
        return total

    def rarity(self, frequencies: Integers) -> Floats:
        """Inverse document frequency of terms that occur in so many documents."""
        weights: Floats = np.log1p((len(self) - frequencies + 0.5) / (frequencies + 0.5)).astype(np.float32)
        return weights

    def keep(self, rows: NDArray[np.bool_]) -> None:
        """Drop the documents whose row is false, shape (n,), and number the others anew in their order."""
        renumbered = np.cumsum(rows, dtype=np.int32) - 1
        self._lengths.replace(self._lengths.values[rows])
        self._normalise()
        kept = []
        for segment in self._segments:
            held = rows[segment.rows]
            terms = np.repeat(segment.terms, np.diff(segment.starts))[held]
            kept.append(self._segment(terms, renumbered[segment.rows[held]], segment.counts[held]))
        self._segments = kept
        self.optimise()

    def optimise(self) -> None:
        """Merge everything into one segment."""
        while len(self._segments) > 1:
            last, previous = self._segments.pop(), self._segments.pop()
            self._segments.append(self._merged(previous, last))

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """All of the index for a snapshot; call `optimise` first."""
        segment = self._segments[0] if self._segments else self._segment(*_postings([], 0))
        return {
            "lengths": self._lengths.values,
            "terms": segment.terms,
            "starts": segment.starts,
            "rows": segment.rows,
            "counts": segment.counts,
        }

    def restore(self, arrays: Mapping[str, NDArray[np.generic]]) -> None:
        """Become what `arrays()` of another index was."""
        self._lengths.replace(arrays["lengths"])
        self._normalise()
        held = _Segment(
            arrays["terms"].astype(np.int64, copy=False),
            arrays["starts"].astype(np.int64, copy=False),
            arrays["rows"].astype(np.int32, copy=False),
            arrays["counts"].astype(np.uint16, copy=False),
        )
        self._segments = [held] if len(held.rows) else []

    def _affordable(self, weights: Floats, frequencies: Integers) -> Integers:
        """Positions of the terms to look up: the most informative ones that fit the budget, the first always."""
        order = np.argsort(-weights, kind="stable")
        order = order[frequencies[order] > 0][: self._most_terms]
        spent = np.cumsum(frequencies[order])
        affordable: Integers = order[(spent <= self._most_postings) | (np.arange(len(order)) == 0)]
        return affordable

    @staticmethod
    def _found(segment: _Segment, terms: Integers) -> tuple[Integers, Integers]:
        """Where the postings of each term begin and end in `segment`; equal where it does not occur."""
        at = np.searchsorted(segment.terms, terms)
        inside = np.minimum(at, max(0, len(segment.terms) - 1))
        present = segment.terms[inside] == terms if len(segment.terms) else np.zeros(len(terms), dtype=bool)
        starts = np.where(present, segment.starts[inside], 0)
        ends = np.where(present, segment.starts[np.minimum(inside + 1, len(segment.starts) - 1)], 0)
        return starts, ends

    @staticmethod
    def _segment(terms: Integers, rows: NDArray[np.int32], counts: NDArray[np.uint16]) -> _Segment:
        """Postings already sorted by term and row, as a segment."""
        first = np.flatnonzero(np.concatenate(([True], terms[1:] != terms[:-1]))) if len(terms) else np.empty(0, int)
        starts = np.concatenate((first, [len(terms)])).astype(np.int64)
        return _Segment(terms[first], starts, rows, counts)

    def _normalise(self) -> None:
        """What each row's length, beside the mean one, takes from its counts."""
        mean = max(1.0, float(self._lengths.values.mean())) if len(self) else 1.0
        self._norms = (self._k1 * (1 - self._b + self._b * self._lengths.values / mean)).astype(np.float32)

    def _merged(self, older: _Segment, newer: _Segment) -> _Segment:
        terms = np.concatenate([np.repeat(part.terms, np.diff(part.starts)) for part in (older, newer)])
        # Two sorted runs: the stable sort merges them in linear time, and rows of the newer one stay behind.
        order = np.argsort(terms, kind="stable")
        rows = np.concatenate((older.rows, newer.rows))[order]
        return self._segment(terms[order], rows, np.concatenate((older.counts, newer.counts))[order])


def _postings(documents: Sequence[Integers], first: int) -> tuple[Integers, NDArray[np.int32], NDArray[np.uint16]]:
    """Terms, rows and counts of `documents`, whose rows begin at `first`, sorted by term and row."""
    if not documents:
        return np.empty(0, np.int64), np.empty(0, np.int32), np.empty(0, np.uint16)
    rows = np.repeat(np.arange(len(documents), dtype=np.int64), [len(document) for document in documents])
    pairs, counts = np.unique((np.concatenate(documents) << 32) | rows, return_counts=True)
    local = (pairs & 0xFFFFFFFF).astype(np.int32)
    return pairs >> 32, local + np.int32(first), np.minimum(counts, 65535).astype(np.uint16)
