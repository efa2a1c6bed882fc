"""The named word: a single word that titles, headings or tags of articles have, so that it names a subject."""

from collections.abc import Iterable

import numpy as np

from firstline.datasets.language import primary_language
from firstline.kb_index.analyzer import analyze
from firstline.kb_index.article_entry import ArticleRow
from firstline.kb_index.corpus import Corpus
from firstline.kb_index.stop_words import STOP_WORDS
from firstline.kb_index.vector_index import Rows

_MARKS = " \t\r\n.,:;!?\"'()[]<>`"
_MOST_CHARACTERS = 60
_FEWEST_LETTERS = 2
_MOST_ROWS = 500


def lone_word(text: str) -> str | None:
    """The one word that `text` is; None where there are several, and where it is a stop word or a single letter."""
    word = text.strip(_MARKS) if len(text) <= _MOST_CHARACTERS else ""
    if len(word) < _FEWEST_LETTERS or len(word.split()) != 1 or word.casefold() in STOP_WORDS:
        return None
    return word


def naming_rows(text: str, corpus: Corpus[ArticleRow]) -> Rows:
    """The rows of present articles whose title, headings or tags have the one word that `text` is.

    None where there are several words, where it is a stop word, or where it is still half a word: it has to be known as
    it stands.
    """
    word = lone_word(text)
    asked = analyze(word, languages=sorted(corpus.languages)).words if word else ()
    if not asked:
        return np.empty(0, dtype=np.int64)
    numbers = corpus.vocabulary.known(asked)
    if not len(numbers):
        return np.empty(0, dtype=np.int64)
    rows = np.flatnonzero((corpus.lexical["words"].scores(numbers) > 0) & corpus.alive)[:_MOST_ROWS]
    return np.array([row for row in rows if _names(corpus.records[row], set(asked), corpus)], dtype=np.int64)


def naming_language(text: str, rows: Iterable[ArticleRow]) -> str | None:
    """The language, ISO 639-1, of those of `rows` whose title or headings have the one word that `text` is; None where
    there are several languages or no such row. Tags tell none: desks write them in one language everywhere."""
    found = {
        primary_language(row.language)
        for row in rows
        if not set(analyze(text, languages=[row.language]).words).isdisjoint(
            analyze("\n".join((row.title, *row.passage.path)), languages=[row.language]).words
        )
    }
    return found.pop() if len(found) == 1 else None


def _names(row: ArticleRow, asked: set[str], corpus: Corpus[ArticleRow]) -> bool:
    """Words that a row is found by and that its text does not have are those of its tags."""
    languages = sorted(corpus.languages)
    above = set(analyze("\n".join((row.title, *row.passage.path)), languages=languages).words)
    return bool(asked & above) or not asked & set(analyze(row.words, languages=languages).words)
