"""The translations: of one article in several languages the one that suits its reader is shown."""

from collections.abc import Callable, Sequence

import numpy as np

from firstline.kb_index.article_entry import ArticleRow
from firstline.kb_index.fusion import Scores
from firstline.kb_index.limit import Limit

_LINGUA_FRANCA = "en"


def speaks(language: str) -> Limit:
    """What is in `language` (BCP 47), whatever the region."""
    wanted = language.lower().split("-")[0]
    return lambda own: isinstance(own, str) and own.lower().split("-")[0] == wanted


def without_translations(
    ids: Sequence[str], scores: Scores, language: str | None, record: Callable[[str], ArticleRow]
) -> list[tuple[int, int]]:
    """Candidates to show, best first, each with the candidate that it is judged by.

    Of an article and its translations one is shown, and it is worth what the best is: they say the same.

    Args:
        ids: the articles that were found.
        scores: what orders them, shape (articles,).
        language: the reader's, BCP 47.
        record: what an article is, by its id.
    """
    found = frozenset(ids)
    families: dict[str, list[int]] = {}

    def translates(article: str) -> str | None:
        return record(article).translation_of if article in found else None

    for number in np.argsort(-scores, kind="stable").tolist():
        families.setdefault(original(ids[number], translates), []).append(number)

    def suits(number: int) -> tuple[bool, bool, bool]:
        """In the reader's language, else in the one that most can read, else as it was written first."""
        own = record(ids[number])
        return (
            language is not None and speaks(language)(own.language),
            speaks(_LINGUA_FRANCA)(own.language),
            own.translation_of is None,
        )

    return [(max(numbers, key=suits), numbers[0]) for numbers in families.values()]


def original(article: str, translates: Callable[[str], str | None]) -> str:
    """The id that an article and its translations have in common; a circle has one too.

    Args:
        translates: the id that an article says it is a translation of, None where it says nothing or is not there.
    """
    seen = [article]
    while other := translates(seen[-1]):
        if other in seen:
            return min(seen[seen.index(other) :])
        seen.append(other)
    return seen[-1]
