"""The lexical view: a text as weighted words and character n-grams."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

READ_CHARACTERS = 4_000
_WORDS: dict[str, Any] = {"ngram_range": (1, 2), "sublinear_tf": True, "dtype": np.float32}
_CHARACTERS: dict[str, Any] = {
    "analyzer": "char_wb",
    "ngram_range": (2, 4),
    "sublinear_tf": True,
    "dtype": np.float32,
}


@dataclass(frozen=True, slots=True)
class LexicalView:
    """TF-IDF over words (1-2) and, inside words, characters (2-4), each block L2-normalised.

    Only the first 4,000 characters of a text are read: beyond them a request repeats itself, and time is bounded.
    """

    words: TfidfVectorizer
    characters: TfidfVectorizer

    @classmethod
    def fit(cls, texts: Sequence[str], *, max_terms: int = 100_000, min_documents: int = 1) -> Self:
        """Learn the vocabulary and its weights; each block keeps its `max_terms` most frequent terms.

        Raises ValueError when no text holds a single word.
        """
        read = [text[:READ_CHARACTERS] for text in texts]
        limits = {"max_features": max_terms, "min_df": min_documents}
        return cls(TfidfVectorizer(**_WORDS, **limits).fit(read), TfidfVectorizer(**_CHARACTERS, **limits).fit(read))

    @property
    def size(self) -> int:
        """Number of terms in both blocks."""
        return len(self.words.vocabulary_) + len(self.characters.vocabulary_)

    def transform(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """Weights of shape (texts, size), float32, in CSR."""
        read = [text[:READ_CHARACTERS] for text in texts]
        blocks = [self.words.transform(read), self.characters.transform(read)]
        return sparse.csr_matrix(sparse.hstack(blocks, format="csr", dtype=np.float32))

    def word_term(self, term: str) -> tuple[int, float] | None:
        """Column and inverse document frequency of a word or pair of words, None where it is unknown."""
        column = self.words.vocabulary_.get(term)
        return None if column is None else (int(column), float(self.words.idf_[column]))

    def save(self, folder: Path) -> None:
        """Write `lexical.json` (terms in column order) and `lexical.safetensors` (their weights)."""
        terms = {"words": _terms(self.words), "characters": _terms(self.characters)}
        (folder / "lexical.json").write_text(json.dumps(terms, ensure_ascii=False), encoding="utf-8")
        idf = {"words": self.words.idf_.astype(np.float32), "characters": self.characters.idf_.astype(np.float32)}
        save_file(idf, folder / "lexical.safetensors")

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read what `save` wrote."""
        terms = json.loads((folder / "lexical.json").read_text(encoding="utf-8"))
        idf = load_file(folder / "lexical.safetensors")
        return cls(
            _restored(_WORDS, terms["words"], idf["words"]),
            _restored(_CHARACTERS, terms["characters"], idf["characters"]),
        )


def _terms(vectorizer: TfidfVectorizer) -> list[str]:
    return sorted(vectorizer.vocabulary_, key=vectorizer.vocabulary_.__getitem__)


def _restored(options: dict[str, Any], terms: list[str], idf: NDArray[np.float32]) -> TfidfVectorizer:
    vectorizer = TfidfVectorizer(**options, vocabulary={term: column for column, term in enumerate(terms)})
    vectorizer.idf_ = idf
    return vectorizer
