"""The reranking: the best hits, read once more together with the request."""

from collections.abc import Sequence
from dataclasses import replace

from scipy.special import expit

from firstline.kb_index.hit import ArticleHit
from firstline.models.cross_encoder import CrossEncoder

RERANKED = 20
"""So many hits are read; each costs a run of the model."""


def reranked(hits: Sequence[ArticleHit], text: str, judge: CrossEncoder) -> list[ArticleHit]:
    """`hits` in the order that `judge` gives them, with its confidence; of equals as they were."""
    if not hits:
        return []
    odds = judge.scores(text, [f"{hit.title}\n{hit.passage}" for hit in hits])
    judged = zip(hits, odds.tolist(), expit(odds).tolist(), strict=True)
    said = [replace(hit, score=score, confidence=confidence) for hit, score, confidence in judged]
    return sorted(said, key=lambda hit: -hit.score)
