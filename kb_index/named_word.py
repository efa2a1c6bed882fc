"""The named word: a single word that titles, headings or tags of articles have, so that it names a subject."""

import numpy as np

from firstline.kb_index.analyzer import analyze
from firstline.kb_index.article_entry import ArticleRow
from firstline.kb_index.corpus import Corpus
from firstline.kb_index.stop_words import STOP_WORDS
from firstline.kb_index.vector_index import Rows

_MOST_CHARACTERS = 60
_FEWEST_LETTERS = 2
_MOST_ROWS = 500


def naming_rows(text: str, corpus: Corpus[ArticleRow]) -> Rows:
    """The rows of present articles whose title, headings or tags have the one word that `text` is.

    None where there are several words, where it is a stop word, or where it is still half a word: it has to be known as
    it stands.
    """
    word = text.strip(" \t\r\n.,:;!?\"'()[]<>`") if len(text) <= _MOST_CHARACTERS else ""
    asked = analyze(word, languages=sorted(corpus.languages)).words if len(word) >= _FEWEST_LETTERS else ()
    if not asked or len(word.split()) != 1 or word.casefold() in STOP_WORDS:
        return np.empty(0, dtype=np.int64)
    numbers = corpus.vocabulary.known(asked)
    if not len(numbers):
        return np.empty(0, dtype=np.int64)
    rows = np.flatnonzero((corpus.lexical["words"].scores(numbers) > 0) & corpus.alive)[:_MOST_ROWS]
    return np.array([row for row in rows if _names(corpus.records[row], set(asked), corpus)], dtype=np.int64)


def _names(row: ArticleRow, asked: set[str], corpus: Corpus[ArticleRow]) -> bool:
    """Words that a row is found by and that its text does not have are those of its tags."""
    languages = sorted(corpus.languages)
    above = set(analyze("\n".join((row.title, *row.passage.path)), languages=languages).words)
    return bool(asked & above) or not asked & set(analyze(row.words, languages=languages).words)
