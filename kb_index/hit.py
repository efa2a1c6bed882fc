"""The hit: what a search found."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from firstline.datasets.language import primary_language


@dataclass(frozen=True, slots=True)
class ArticleHit:
    """One article with the passage of it that fits best.

    `score` orders hits of one search, higher is better; `confidence` is in [0, 1]. `highlight` is `[start, end)` in
    code points of `passage`: the sentence that fits best, None where none says enough of what was asked. `breadcrumb`
    is where the passage stands: brand and product where the article has them, its title, the headings above it. All
    texts are plain: escape them before they become HTML. `reader` is the language that was wished for, BCP 47.
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
    breadcrumb: tuple[str, ...] = ()
    reader: str | None = None

    @property
    def is_foreign(self) -> bool:
        """Whether it is in another language than the reader's, as far as both are known."""
        own, read = primary_language(self.language), primary_language(self.reader)
        return bool(own and read) and own != read


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


def breadcrumb(parts: Iterable[str | None]) -> tuple[str, ...]:
    """Parts that are there, each once: an article's first heading is often its title."""
    return tuple(dict.fromkeys(part for part in parts if part))
