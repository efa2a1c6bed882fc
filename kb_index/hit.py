"""The hit: what a search found."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ArticleHit:
    """One article with the passage of it that fits best.

    `score` orders hits of one search, higher is better; `confidence` is in [0, 1]. `highlight` is `[start, end)` in
    code points of `passage`: the sentence that fits best.
    """

    article_id: str
    kind: str
    title: str
    url: str | None
    passage: str
    highlight: tuple[int, int] | None
    heading: str | None
    language: str | None
    updated_at: datetime | None
    score: float
    confidence: float


@dataclass(frozen=True, slots=True)
class TicketHit:
    """One earlier ticket that may be the same request. `score` is in [0, 1]."""

    ticket_id: str
    score: float
    status: str | None
    is_open: bool
    subject: str
    created_at: datetime | None
    requester_id: str | None
    url: str | None
    duplicate_of: str | None
