"""The portal: articles for a customer who is still writing, never a wall in front of the form."""

import uuid
from typing import Annotated, Literal

from pydantic import StringConstraints, model_validator
from typing_extensions import TypedDict

from firstline.datasets.request_text import request_text
from firstline.datasets.ticket import Ticket
from firstline.models.bundle import Bundle
from firstline.models.encoder import Encoder
from firstline.models.kind_decision import asks_nothing
from firstline.serving.article_answer import ArticleAnswer, article_answers
from firstline.serving.feedback_request import Value
from firstline.serving.lookup import ArticleWish, Lookup, search_words
from firstline.serving.portal_store import EventType, PortalStore
from firstline.serving.triage_request import LanguageTag, StrictRequest

_ARTICLES = 3
_FEWEST_WORDS = 2
_FOR_A_STRANGER = 0.25
"""The confidence that an article needs where a request is unlike this desk's: something always fits a little."""

Status = Literal["ok", "too_short", "nothing_found"]
Url = Annotated[str, StringConstraints(max_length=4000)]


class PortalRequest(StrictRequest):
    """`POST /v1/portal/suggest`. `page_url` and `requester_token` are read and not kept."""

    text: str
    subject: str | None = None
    language: LanguageTag | None = None
    product: Value | None = None
    region: Value | None = None
    brand: Value | None = None
    page_url: Url | None = None
    interaction_id: Value | None = None
    requester_token: Url | None = None

    def __repr__(self) -> str:
        return "PortalRequest()"

    __str__ = __repr__


class PortalEvent(StrictRequest):
    """`POST /v1/portal/events`."""

    interaction_id: Value
    type: EventType
    article_id: Value | None = None
    ticket_id: Value | None = None

    @model_validator(mode="after")
    def _about_an_article(self) -> "PortalEvent":
        if self.type == "opened" and self.article_id is None:
            raise ValueError("article_id is required when the type is opened")
        return self


class PortalAnswer(TypedDict):
    """`status` says whether `articles` could be looked for and whether any was good enough to show."""

    interaction_id: str
    status: Status
    banners: list[str]
    articles: list[ArticleAnswer]
    open_requests: list[str]
    expected_reply: None


class Portal:
    """Suggests public articles, and remembers which interaction was shown which.

    Nothing is suggested to who only says thanks, for nothing is asked then.

    Args:
        encoder: the bundle's, as shared by this process.
        article_confidence: below this an article is not shown: a bad one costs the customer's trust in the good ones.
    """

    def __init__(
        self, *, bundle: Bundle, encoder: Encoder, lookup: Lookup, store: PortalStore, article_confidence: float
    ) -> None:
        self._bundle = bundle
        self._encoder = encoder
        self._lookup = lookup
        self._store = store
        self._article_confidence = article_confidence

    def suggest(self, request: PortalRequest) -> PortalAnswer:
        """Look for articles. An `interaction_id` that was never given out is replaced by a new one."""
        text = self._lookup.repaired(request_text(Ticket(subject=request.subject, body=request.text)))
        articles = [] if too_short(text) else self._articles(text, request)
        status: Status = "ok" if articles else "too_short" if too_short(text) else "nothing_found"
        known = request.interaction_id is not None and self._store.knows(request.interaction_id)
        interaction_id = str(request.interaction_id) if known else uuid.uuid4().hex
        shown = [article["article_id"] for article in articles]
        self._store.suggested(interaction_id, detail={"status": status, "article_ids": shown})
        return {
            "interaction_id": interaction_id,
            "status": status,
            "banners": [],
            "articles": articles,
            "open_requests": [],
            "expected_reply": None,
        }

    def record(self, event: PortalEvent) -> None:
        """Raises NotFoundError for an interaction that nobody was given."""
        self._store.happened(event.interaction_id, event.type, article_id=event.article_id, ticket_id=event.ticket_id)

    def _articles(self, text: str, request: PortalRequest) -> list[ArticleAnswer]:
        vectors = self._encoder.encode([text])
        (said,) = self._bundle.predict([text], vectors, fields=())
        if said.request_kind is not None and asks_nothing(said.request_kind):
            return []
        least = max(self._article_confidence, _FOR_A_STRANGER) if said.out_of_scope.flag else self._article_confidence
        wish = ArticleWish(request.language, request.product, request.brand, request.region)
        hits = self._lookup.public_articles(text, vectors[0], wish=wish, top_k=_ARTICLES)
        return article_answers([hit for hit in hits if hit.confidence >= least])


def too_short(text: str) -> bool:
    """Whether there is hardly a word to go by."""
    return search_words(text) < _FEWEST_WORDS
