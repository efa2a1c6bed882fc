"""The same subject: whether somebody who writes again asks about what they asked before.

Two signs tell it: the texts are alike, or the search finds for the second what helped with the first. At the demo desk
20 pairs of one customer are marked as duplicates: the first sign knows 11 of them, both together 15. Of 1,271 pairs of
different requests in one language they take 0 and 61 for the same, nearly all because one article answers both.
"""

from collections.abc import Collection

import numpy as np

from firstline.datasets.language import UNDETERMINED, detect_language
from firstline.datasets.request_text import request_text
from firstline.datasets.ticket import Ticket
from firstline.kb_index.article_index import ArticleIndex
from firstline.kb_index.translations import original
from firstline.models.encoder import Vectors

SIMILAR = 0.48
"""Cosine about the mean vector from which two texts are about the same: where triage calls a ticket a duplicate."""

LIKELY = 0.35
"""The confidence from which the portal shows an article: a first hit of less is whatever comes first."""

_FIRST = 3


def alike(one: Vectors, other: Vectors, centre: Vectors) -> bool:
    """Whether two texts' raw vectors, shape (d,), are near each other about `centre`."""
    left, right = one - centre, other - centre
    length = float(np.linalg.norm(left) * np.linalg.norm(right))
    return length == 0 or float(left @ right) / length >= SIMILAR


class SubjectArticles:
    """What a request is about, as articles; an article and its translations are one, named by their original."""

    def __init__(self, articles: ArticleIndex) -> None:
        self._articles = articles

    def of(self, ticket: Ticket, vector: Vectors) -> frozenset[str]:
        """Those that its agents named, and of the first three public ones that the search finds for its text, with its
        raw vector of shape (d,), those that may answer it."""
        text = request_text(ticket)
        told = ticket.language or detect_language(text)
        language = None if told == UNDETERMINED else told
        hits = self._articles.search(
            text, vector, top_k=_FIRST, visibility="public", viewer_groups=(), kinds=("article",), language=language
        )
        likely = [hit.article_id for hit in hits if hit.confidence >= LIKELY]
        return self.originals((*ticket.article_ids, *likely))

    def originals(self, article_ids: Collection[str]) -> frozenset[str]:
        """The articles that those are translations of, or they themselves."""
        return frozenset(original(article_id, self._translates) for article_id in article_ids)

    def _translates(self, article_id: str) -> str | None:
        article = self._articles.get(article_id)
        return article.translation_of if article is not None else None
