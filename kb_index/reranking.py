"""The reranking: the best hits, read once more together with the request."""

import math
from collections.abc import Sequence
from dataclasses import replace

from firstline.kb_index.hit import ArticleHit
from firstline.models.cross_encoder import CrossEncoder

RERANKED = 20
"""So many hits are read; each costs a run of the model."""


def reranked(hits: Sequence[ArticleHit], text: str, judge: CrossEncoder) -> list[ArticleHit]:
    """`hits` in the order that `judge` gives them, with its confidence; of equals as they were."""
    if not hits:
        return []
    odds = judge.scores(text, [f"{hit.title}\n{hit.passage}" for hit in hits]).tolist()
    said = [replace(hit, score=one, confidence=_logistic(one)) for hit, one in zip(hits, odds, strict=True)]
    return sorted(said, key=lambda hit: -hit.score)


def _logistic(odds: float) -> float:
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, odds))))
