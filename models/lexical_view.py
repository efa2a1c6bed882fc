"""The lexical view: a text as weighted words and character n-grams."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file
from scipy import sparse

from firstline.models.term_family import TERM_FAMILIES, VECTORIZER_OPTIONS

READ_CHARACTERS = 4_000

Weights = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class TermBlock:
    """One family of terms: how a text is taken apart, each term's column, and its inverse document frequency."""

    analyze: Callable[[str], Iterable[str]]
    columns: Mapping[str, int]
    idf: Weights

    @classmethod
    def of(cls, name: str, terms: Sequence[str], idf: Weights) -> Self:
        """The block called `name` in a stored view, its terms in column order."""
        return cls(TERM_FAMILIES[name], dict(zip(terms, range(len(terms)), strict=True)), idf)

    def weigh(self, text: str) -> tuple[NDArray[np.int32], Weights]:
        """Columns, ascending, and weights of the terms in `text`: sublinear TF-IDF, L2-normalised.

        The same numbers as scikit-learn's TfidfVectorizer gives, a third of its time for one text.
        """
        columns, weights = self.weights(text)
        norm = np.sqrt(np.dot(weights, weights))
        return columns, weights / norm if norm else weights

    def weights(self, text: str) -> tuple[NDArray[np.int32], Weights]:
        """As `weigh`, not normalised."""
        counts = Counter(map(self.columns.get, self.analyze(text)))
        known = sorted((column, count) for column, count in counts.items() if column is not None)
        columns = np.array([column for column, _ in known], dtype=np.int32)
        frequency = np.array([count for _, count in known], dtype=np.float32)
        return columns, (1 + np.log(frequency)) * self.idf[columns]


@dataclass(frozen=True, slots=True)
class LexicalView:
    """TF-IDF over words (1-2) and, inside words, characters (2-4), each block L2-normalised.

    Only the first 4,000 characters of a text are read: beyond them a request repeats itself, and time is bounded.
    """

    blocks: Mapping[str, TermBlock]

    @classmethod
    def fit(cls, texts: Sequence[str], *, max_terms: int = 100_000, min_documents: int = 1) -> Self:
        """Learn the vocabulary and its weights; each block keeps its `max_terms` most frequent terms.

        A desk whose texts hold no word at all gets blocks without terms.
        """
        from sklearn.feature_extraction.text import TfidfVectorizer  # a service, which never learns, does without it

        read = [text[:READ_CHARACTERS] for text in texts]
        blocks = {}
        for name, options in VECTORIZER_OPTIONS.items():
            vectorizer = TfidfVectorizer(**options, max_features=max_terms, min_df=min_documents)
            try:
                vectorizer.fit(read)
                terms, idf = list(vectorizer.get_feature_names_out()), vectorizer.idf_
            except ValueError:  # scikit-learn's word for an empty vocabulary
                terms, idf = [], np.zeros(0)
            blocks[name] = TermBlock.of(name, terms, idf.astype(np.float32))
        return cls(blocks)

    @property
    def size(self) -> int:
        """Number of terms in both blocks."""
        return sum(len(block.columns) for block in self.blocks.values())

    def transform(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """Weights of shape (texts, size), float32, in CSR."""
        columns, weights, ends = [], [], [0]
        for text in texts:
            read, first = text[:READ_CHARACTERS], 0
            for block in self.blocks.values():
                found, weighed = block.weigh(read)
                columns.append(found + first)
                weights.append(weighed)
                first += len(block.columns)
            ends.append(ends[-1] + len(columns[-1]) + len(columns[-2]))
        if not texts:
            return sparse.csr_matrix((0, self.size), dtype=np.float32)
        content = (np.concatenate(weights), np.concatenate(columns), np.array(ends))
        return sparse.csr_matrix(content, shape=(len(texts), self.size))

    def save(self, folder: Path) -> None:
        """Write `lexical.json` (terms in column order) and `lexical.safetensors` (their weights)."""
        terms = {name: list(block.columns) for name, block in self.blocks.items()}
        (folder / "lexical.json").write_text(json.dumps(terms, ensure_ascii=False), encoding="utf-8")
        save_file({name: block.idf for name, block in self.blocks.items()}, folder / "lexical.safetensors")

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read what `save` wrote."""
        terms = json.loads((folder / "lexical.json").read_text(encoding="utf-8"))
        idf = load_file(folder / "lexical.safetensors")
        return cls({name: TermBlock.of(name, terms[name], idf[name]) for name in TERM_FAMILIES})
