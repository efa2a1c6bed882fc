"""The lone code: one copied word such as ECONNREFUSED, which says all where some article writes it the same way."""

from __future__ import annotations

import re

import numpy as np

from firstline.kb_index.analyzer import analyze
from firstline.kb_index.article_entry import ArticleRow
from firstline.kb_index.corpus import Corpus
from firstline.kb_index.vector_index import Rows

_WORD = re.compile(r"[A-Za-z][A-Za-z_]{4,59}")
_MARKS = " \t\r\n.,:;!?\"'()[]<>`"
_MOST_CHARACTERS = 80
_MOST_ROWS = 50


def lone_code(text: str) -> str | None:
    """The one word that `text` is, in capitals, if it could be a code; None where there are others or it is short.

    Codes with digits are none of this: they are identifiers, among other words too (see `analyzer`).
    """
    word = text.strip(_MARKS) if len(text) <= _MOST_CHARACTERS else ""
    return word.upper() if _WORD.fullmatch(word) else None


def writes(passage: str, code: str) -> bool:
    """Whether a passage has `code` in capitals, as a word of its own."""
    return re.search(rf"(?<!\w){re.escape(code)}(?!\w)", passage) is not None


def code_rows(text: str, corpus: Corpus[ArticleRow]) -> Rows:
    """The rows of present articles whose passages write the lone code of `text`; none where it is no code, or where
    it is in so many that it tells nothing.
    """
    code = lone_code(text)
    if code is None:
        return np.empty(0, dtype=np.int64)
    words = corpus.vocabulary.known(analyze(code, languages=sorted(corpus.languages)).words)
    if not len(words):
        return np.empty(0, dtype=np.int64)
    rows = np.flatnonzero((corpus.lexical["words"].scores(words) > 0) & corpus.alive).tolist()
    found = [row for row in rows if writes(corpus.records[row].passage.text, code)] if len(rows) <= _MOST_ROWS else []
    return np.array(found, dtype=np.int64)
