"""The portal: articles for a customer who is still writing, never a wall in front of the form."""

import uuid
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal

import numpy as np
from typing_extensions import TypedDict

from firstline.datasets.request_text import request_text
from firstline.datasets.ticket import Ticket
from firstline.kb_index.hit import ArticleHit
from firstline.kb_index.lone_code import lone_code
from firstline.kb_index.named_word import lone_word
from firstline.models.bundle import Bundle
from firstline.models.encoder import Encoder, Vectors
from firstline.models.kind_decision import asks_nothing
from firstline.models.out_of_scope import CAREFUL_FROM
from firstline.serving.article_answer import ArticleAnswer, article_answers
from firstline.serving.banner import BannerAnswer, shown_banners
from firstline.serving.clock import now, stamp
from firstline.serving.hold_out import is_held_out
from firstline.serving.lookup import ArticleWish, search_words
from firstline.serving.open_request import OpenRequest
from firstline.serving.portal_code import codes_in, naming
from firstline.serving.portal_order import steady
from firstline.serving.portal_parts import PortalParts
from firstline.serving.portal_passages import PortalPassages
from firstline.serving.portal_request import PortalEvent, PortalRequest
from firstline.serving.portal_store import Interaction
from firstline.serving.settings import Settings

_ARTICLES = 3
_DEPTH = 10
"""So many are looked for, so that one that is shown is found again when it falls by a few places."""

_FEWEST_WORDS = 2
_FOR_A_STRANGER, _BY_TEXT_ALONE = 0.9, 0.7
"""The confidence that an article needs where a request is surely unlike this desk's: something always fits a little.
Without an order of articles that is learned from tickets even a passage word for word has no more than the second."""

_SURELY_STRANGE = 0.7
"""From where a request is unfamiliar up to here the wanted confidence grows: a leap would make articles come and go."""

_FOR_ONE_WORD = 0.55
"""The confidence that an article needs beside one word that no title, heading or tag has. Of 86
words of our own in five languages 35 find an article at the demo desk, 24 without it; of 99 that are beside the point
or half a word eight do, three without."""

_STAYS = 0.5
"""What is shown stays until its confidence is below this share of `article_confidence`, however strange half a word
makes the text look."""

_SILENCE = timedelta(hours=12)
"""After so long without a keystroke it is another request."""

Status = Literal["ok", "too_short", "nothing_found"]


class PortalAnswer(TypedDict):
    """`status` says whether `articles` could be looked for and whether any was good enough to show. `held_out`: this
    interaction is among the few that see no articles, so that their effect can be measured."""

    interaction_id: str
    status: Status
    banners: list[BannerAnswer]
    open_requests: list[OpenRequest]
    articles: list[ArticleAnswer]
    held_out: bool
    expected_reply: None


class Portal:
    """Suggests public articles, and remembers which interaction was shown which.

    Banners come first, then the customer's own open requests, then articles. Nothing is suggested to who only says
    thanks, for nothing is asked then, and no article to who asked for a person.

    Args:
        settings: below `article_confidence` no article is shown, for a bad one costs the customer's trust in the good
            ones; `hold_out` is the share of interactions that see none.
        encoder: the bundle's, as shared by this process.
    """

    def __init__(self, parts: PortalParts, settings: Settings, *, bundle: Bundle, encoder: Encoder) -> None:
        self._parts = parts
        self._bundle = bundle
        self._encoder = encoder
        self._article_confidence = settings.article_confidence
        self._hold_out = settings.hold_out
        self._passages = PortalPassages()

    def suggest(self, request: PortalRequest, *, address: str | None = None) -> PortalAnswer:
        """What helps a customer who writes; an `interaction_id` that was never given out is replaced by a new one.

        Args:
            address: the network address that the customer writes from, of which only a hash of the day is kept.
        """
        moment = now()
        requester = self._parts.tokens.requester(request.requester_token, at=moment.timestamp())
        if requester is None and request.requester_token is not None:
            self._parts.metrics.portal("token_ignored")
        interaction = self._interaction(request, requester, address, moment)
        text = self._parts.lookup.repaired(request_text(Ticket(subject=request.subject, body=request.text)))
        lookup = self._parts.lookup
        short = too_short(text) and not lookup.writes_code(text) and not lookup.names_subject(text)
        # One word tells enough only where tickets have taught what people ask for with it.
        guessed = short and lookup.knows_answers and lone_word(text) is not None
        vector = None if (short and not guessed) or interaction.ended else self._encoder.encode([text])[0]
        hits = None if vector is None else self._articles(text, vector, request, interaction, guessed=guessed)
        if guessed and not hits:
            vector, hits = None, None
        short = short and not hits
        status: Status = "too_short" if short else "ok" if hits and not interaction.held_out else "nothing_found"
        self._keep(interaction, status, hits, vector)
        return {
            "interaction_id": interaction.id,
            "status": status,
            "banners": self._banners(request, moment),
            "open_requests": self._open_requests(requester, text, vector),
            "articles": [] if interaction.held_out else article_answers(hits or []),
            "held_out": interaction.held_out,
            "expected_reply": None,
        }

    def record(self, event: PortalEvent) -> None:
        """Keep what the customer did; a verdict on an article is a vote, and "solved" of who asks a person is none.

        Raises:
            NotFoundError: nobody was given that interaction.
        """
        store, moment = self._parts.store, now()
        after = store.happened(event.interaction_id, event.type, article_id=event.article_id, ticket_id=event.ticket_id)
        if after.trial or after.held_out:
            return
        if event.type in {"solved", "did_not_answer", "not_related"}:
            article_id = store.article_in_question(after.id, event.article_id)
            if article_id is not None:
                self._parts.votes.put(article_id, event.type, voter=after.voter, interaction_id=after.id, at=moment)
        if after.ended:
            self._parts.votes.take_back((after.id,))

    def _interaction(
        self, request: PortalRequest, requester: str | None, address: str | None, moment: datetime
    ) -> Interaction:
        """The one that goes on, or a new one."""
        found = self._parts.store.find(request.interaction_id) if request.interaction_id is not None else None
        goes_on = (
            found is not None
            and found.ended != "submitted"
            and found.last_at >= stamp(moment - _SILENCE)
            and (requester is None or found.requester_id in (None, requester))
        )
        if found is not None and goes_on:
            return replace(found, requester_id=requester or found.requester_id)
        fresh, at = uuid.uuid4().hex, stamp(moment)
        return Interaction(
            id=fresh,
            started_at=at,
            last_at=at,
            visitor=self._parts.visitors.name(address, at=moment),
            requester_id=requester,
            held_out=not request.trial and is_held_out(fresh, share=self._hold_out),
            trial=request.trial,
            is_new=True,
        )

    def _keep(
        self, interaction: Interaction, status: Status, hits: list[ArticleHit] | None, vector: Vectors | None
    ) -> None:
        self._parts.store.suggested(
            interaction,
            status=status,
            article_ids=None if hits is None else [hit.article_id for hit in hits],
            encoder=self._encoder.fingerprint,
            vector=None if vector is None else vector.astype(np.float16).tobytes(),
        )

    def _banners(self, request: PortalRequest, moment: datetime) -> list[BannerAnswer]:
        wishes = {"product": request.product, "brand": request.brand, "region": request.region}
        shown = shown_banners(self._parts.banners.all(), at=moment, language=request.language, **wishes)
        return [banner.as_json() for banner in shown]

    def _open_requests(self, requester: str | None, text: str, vector: Vectors | None) -> list[OpenRequest]:
        if requester is None or vector is None:
            return []
        return self._parts.open_requests.of(requester, text, vector)

    def _articles(
        self, text: str, vector: Vectors, request: PortalRequest, interaction: Interaction, *, guessed: bool
    ) -> list[ArticleHit]:
        (said,) = self._bundle.predict([text], vector[None, :], fields=())
        kind = said.request_kind
        if kind is not None and asks_nothing(kind):
            return []
        wish = ArticleWish(request.language, brand=request.brand, region=request.region, filed_under=request.product)
        seen = self._passages.of(interaction.id)
        hits = self._parts.lookup.public_articles(text, vector, wish=wish, top_k=_DEPTH, shown=seen)
        # How strange one word is says nothing: that the knowledge base is about it, it was asked before.
        enters = self._wanted_confidence(0.0 if too_short(text) else said.out_of_scope.score)
        shown = steady(
            hits,
            shown=interaction.article_ids,
            enters=max(enters, _FOR_ONE_WORD) if guessed else enters,
            stays=_STAYS * self._article_confidence,
            limit=_ARTICLES,
            named=naming(hits, codes_in(text), lone=lone_code(text)),
        )
        self._passages.keep(interaction.id, shown)
        return shown

    def _wanted_confidence(self, strangeness: float) -> float:
        """What an article needs to be shown beside a request of such an out-of-scope score."""
        usual = self._article_confidence
        surest = _FOR_A_STRANGER if self._parts.lookup.knows_answers else _BY_TEXT_ALONE
        rise = (strangeness - CAREFUL_FROM) / (_SURELY_STRANGE - CAREFUL_FROM)
        return usual + min(max(rise, 0.0), 1.0) * (max(usual, surest) - usual)


def too_short(text: str) -> bool:
    """Whether there is hardly a word to go by, and no code that says it all."""
    return search_words(text) < _FEWEST_WORDS and not codes_in(text)
