"""The article answer: one article or saved reply as a search shows it."""

from collections.abc import Sequence
from datetime import UTC, datetime

from typing_extensions import TypedDict

from firstline.kb_index.hit import ArticleHit


class ArticleAnswer(TypedDict):
    """`highlight` is `[start, end)` in code points of `passage`."""

    article_id: str
    kind: str
    title: str
    url: str | None
    passage: str
    highlight: list[int] | None
    language: str | None
    updated_at: str | None
    score: float
    confidence: float


def moment_json(moment: datetime | None) -> str | None:
    """A point in time as the answers write it: RFC 3339, in UTC."""
    return None if moment is None else moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def article_answers(hits: Sequence[ArticleHit]) -> list[ArticleAnswer]:
    return [
        {
            "article_id": hit.article_id,
            "kind": hit.kind,
            "title": hit.title,
            "url": hit.url,
            "passage": hit.passage,
            "highlight": None if hit.highlight is None else list(hit.highlight),
            "language": hit.language,
            "updated_at": moment_json(hit.updated_at),
            "score": round(float(hit.score), 6),
            "confidence": round(float(hit.confidence), 6),
        }
        for hit in hits
    ]
