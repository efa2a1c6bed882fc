"""The article candidates: passages that a search looks at, gathered by their article."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from firstline.kb_index.corpus import Candidates
from firstline.kb_index.fusion import Scores
from firstline.kb_index.vector_index import Rows


@dataclass(frozen=True, slots=True)
class ArticleCandidates:
    """One row an article: its id, the position of its best passage among the passages, that passage's score, the part
    of it that no text speaks for, and the best score that any of its passages has in each leg.
    """

    ids: Sequence[str]
    best: Rows
    scores: Scores
    bonus: Scores
    legs: Mapping[str, Scores]

    @classmethod
    def gather(cls, passages: Candidates, scores: Scores, bonus: Scores, owners: Sequence[str]) -> "ArticleCandidates":
        """`scores` (m,), with `bonus` (m,) in them, order the passages; `owners` are the articles of all rows."""
        codes: dict[str, int] = {}
        article = np.array([codes.setdefault(owners[row], len(codes)) for row in passages.rows.tolist()], dtype=np.intp)
        order = np.argsort(-scores, kind="stable")
        _, first = np.unique(article[order], return_index=True)
        best = order[first]
        legs = {}
        for name, leg in passages.legs.items():
            legs[name] = np.full(len(codes), -np.inf, dtype=np.float32)
            np.maximum.at(legs[name], article, leg)
        return cls(list(codes), best, scores[best], bonus[best], legs)
