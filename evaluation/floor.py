"""The floor: cheap and old methods that whatever is built must beat."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.pipeline import FeatureUnion
from sklearn.svm import LinearSVC

from firstline.evaluation.bootstrap import Floats

_ROWS_AT_ONCE = 256


class ClassificationFloor:
    """TF-IDF of words (1-2) and characters within words (2-4), and a linear support vector machine with C = 0.5."""

    def __init__(self, texts: Sequence[str], labels: Sequence[str]) -> None:
        self._vectorizer = _tfidf()
        self._model = LinearSVC(C=0.5, random_state=0).fit(self._vectorizer.fit_transform(texts), labels)

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(self._model.classes_)

    def scores(self, texts: Sequence[str]) -> Floats:
        """Distance to each value's hyperplane, (texts, values), higher is better."""
        found: Floats = self._model.decision_function(self._vectorizer.transform(texts))
        return found if found.ndim == 2 else np.stack([-found, found], axis=1)


class TfidfSearch:
    """Cosine of the same TF-IDF vectors."""

    def __init__(self, documents: Sequence[str]) -> None:
        self._vectorizer = _tfidf()
        self._documents = self._vectorizer.fit_transform(documents).T.tocsc()

    def order(self, queries: Sequence[str], *, depth: int) -> NDArray[np.int64]:
        """Positions of the best documents of each query, best first, (queries, depth)."""
        return _best(self._vectorizer.transform(queries).tocsr(), self._documents, depth)


class Bm25Search:
    """BM25 over words with k1 = 1.5 and b = 0.75 (Robertson and Zaragoza 2009)."""

    def __init__(self, documents: Sequence[str], *, k1: float = 1.5, b: float = 0.75) -> None:
        self._vectorizer = CountVectorizer()
        counts = self._vectorizer.fit_transform(documents).tocsr().astype(np.float64)
        lengths = np.asarray(counts.sum(axis=1)).ravel()
        rarity = np.bincount(counts.indices, minlength=counts.shape[1])
        weights = np.log1p((len(documents) - rarity + 0.5) / (rarity + 0.5))
        norm = k1 * (1 - b + b * lengths / lengths.mean())
        rows = np.repeat(np.arange(len(documents)), np.diff(counts.indptr))
        counts.data = counts.data * (k1 + 1) / (counts.data + norm[rows]) * weights[counts.indices]
        self._documents = counts.T.tocsc()

    def order(self, queries: Sequence[str], *, depth: int) -> NDArray[np.int64]:
        """As `TfidfSearch.order`; a word counts once however often a query repeats it."""
        words = self._vectorizer.transform(queries).tocsr().astype(np.float64)
        words.data[:] = 1.0
        return _best(words, self._documents, depth)


def _tfidf() -> FeatureUnion:
    return FeatureUnion(
        [
            ("words", TfidfVectorizer(ngram_range=(1, 2))),
            ("characters", TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4))),
        ]
    )


def _best(queries: sparse.csr_matrix, documents: sparse.csc_matrix, depth: int) -> NDArray[np.int64]:
    parts = [
        np.argsort(-(queries[start : start + _ROWS_AT_ONCE] @ documents).toarray(), axis=1, kind="stable")[:, :depth]
        for start in range(0, queries.shape[0], _ROWS_AT_ONCE)
    ]
    return np.concatenate(parts).astype(np.int64)
