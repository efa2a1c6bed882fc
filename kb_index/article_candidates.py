"""The article candidates: passages that a search looks at, gathered by their article."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from firstline.kb_index.corpus import VECTOR_LEG, Candidates
from firstline.kb_index.fusion import Scores
from firstline.kb_index.vector_index import Rows

_SIMILARITY, _SCORE, _INTERCEPT = np.float32(5.4), np.float32(0.46), np.float32(-3.2)


@dataclass(frozen=True, slots=True)
class ArticleCandidates:
    """One row an article: its id, the position of its best passage among the passages, that passage's score, the parts
    of it that are for the `codes` it shares with the request and for the reader's `language`, the best score that any
    of its passages has in each leg, and that passage's `similarity`.
    """

    ids: Sequence[str]
    best: Rows
    scores: Scores
    codes: Scores
    language: Scores
    legs: Mapping[str, Scores]
    similarity: Scores

    @property
    def odds(self) -> Scores:
        """Log-odds that each answers, as far as its text tells, shape (articles,).

        Logistic regression fitted on the first three hits in `sumo_kb` (train) and `rutube`; its intercept is raised to
        what the first hit alone is worth there and at the demo desk.
        """
        found: Scores = _SIMILARITY * self.similarity + _SCORE * self.scores + _INTERCEPT
        return found

    @property
    def code_odds(self) -> Scores:
        """What the shared codes add to the log-odds."""
        found: Scores = _SCORE * self.codes
        return found

    @classmethod
    def gather(
        cls, passages: Candidates, texts: Scores, *, codes: Scores, language: Scores, owners: Sequence[str]
    ) -> "ArticleCandidates":
        """The sum of the three, (m,) each, orders the passages; `owners` are the articles of all rows."""
        scores = texts + codes + language
        found = [owners[row] for row in passages.rows.tolist()]
        number = {owner: place for place, owner in enumerate(dict.fromkeys(found))}
        article = np.fromiter(map(number.__getitem__, found), np.intp, len(found))
        order = np.lexsort((-scores, article))
        first = np.searchsorted(article[order], np.arange(len(number)))
        best = order[first]
        legs = {name: np.maximum.reduceat(leg[order], first) for name, leg in passages.legs.items()}
        similarity = passages.legs[VECTOR_LEG][best]
        return cls(list(number), best, scores[best], codes[best], language[best], legs, similarity)
