"""The article link: a resolved request that says which articles answered it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from firstline.datasets.background import background_requests
from firstline.datasets.language import told_language
from firstline.datasets.request_text import request_text
from firstline.datasets.ticket import Ticket
from firstline.kb_index.analyzer import analyze
from firstline.kb_index.document_store import Change
from firstline.models.encoder import Encoder, Vectors
from firstline.models.language_offsets import LanguageOffsets

_NAMED = json.dumps("article_ids")
_STRANGE_STEP = 3
_UNDATED = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ArticleLink:
    """One request with the articles that its ticket names.

    `language` is the customer's, `spoken` what the text is in. `answer` is what the customer was told and how the
    ticket ended, None where the ticket does not say. The repr shows no text.
    """

    ticket_id: str
    text: str = field(repr=False)
    language: str | None
    spoken: str | None
    vector: Vectors = field(repr=False)
    article_ids: frozenset[str]
    created_at: datetime | None
    answer: str | None = field(default=None, repr=False)

    @property
    def words(self) -> tuple[str, ...]:
        """As they stand."""
        return analyze(self.text).surface

    @property
    def moment(self) -> datetime:
        """When it was asked; those without a date count as the oldest."""
        return self.created_at or _UNDATED


def article_links(tickets: Iterator[Sequence[Change]], known: Mapping[str, object]) -> list[ArticleLink]:
    """The links of stored tickets to articles in `known`, oldest first.

    A restricted ticket links nothing: what few may see must not show in what others find. Nor does one that is still
    open and says so: its articles are somebody's guess so far.
    """
    found = [link for changes in tickets for change in changes if (link := _link(change, known)) is not None]
    return sorted(found, key=lambda link: (link.moment, link.ticket_id))


def strangers(encoder: Encoder, offsets: LanguageOffsets) -> list[ArticleLink]:
    """Requests to other organisations, which no article answers; few enough to be encoded in a second or two."""
    asked = background_requests()[::_STRANGE_STEP]
    vectors = encoder.encode([request.text for request in asked])
    return [
        ArticleLink("", one.text, one.language, one.language, offsets.without(vector, one.language), frozenset(), None)
        for one, vector in zip(asked, vectors, strict=True)
    ]


def _link(change: Change, known: Mapping[str, object]) -> ArticleLink | None:
    if change.content is None or change.vectors is None or _NAMED not in change.content:
        return None
    ticket = Ticket.model_validate_json(change.content)
    named = frozenset(article for article in ticket.article_ids if article in known)
    if not named or ticket.restricted_to or _is_open(ticket):
        return None
    text = request_text(ticket)
    spoken = told_language(text) or ticket.language
    vector, created_at = change.vectors[0], ticket.created_at
    id_, answer = ticket.id or change.id, _answer(ticket)
    return ArticleLink(id_, text, ticket.language, spoken, vector, named, created_at, answer)


def _answer(ticket: Ticket) -> str | None:
    told = [message.text for message in ticket.messages if message.author == "agent" and message.public]
    return "\n".join(part for part in (ticket.resolution, *told) if part) or None


def _is_open(ticket: Ticket) -> bool:
    ended = ticket.resolved_at is not None or ticket.closed_at is not None
    return not ended and (ticket.status or "").strip().lower() in {"new", "open", "pending", "waiting", "hold"}
