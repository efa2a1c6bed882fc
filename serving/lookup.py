"""The lookup: what a text finds among this desk's tickets and articles."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from firstline.datasets.clean import clean_text
from firstline.datasets.language import UNDETERMINED, detect_language
from firstline.datasets.request_text import request_text
from firstline.datasets.substance import word_count
from firstline.datasets.ticket import Ticket
from firstline.kb_index.hit import ArticleHit
from firstline.kb_index.lone_code import code_rows
from firstline.kb_index.named_word import naming_language, naming_rows
from firstline.kb_index.prepared_query import PreparedQuery
from firstline.kb_index.state import State
from firstline.models.encoder import Encoder, Vectors
from firstline.serving.article_answer import ArticleAnswer, article_answers
from firstline.serving.duplicate_answer import DuplicateAnswer, duplicate_answers
from firstline.serving.reply_answer import Replies, ReplyAnswer

_TELLING = 20
"""Characters from which on a text tells its language."""
_TELLING_LETTERS = 3
"""The same for letters of a script that few languages share, Chinese characters among kana included."""
_SCRIPT = re.compile(
    "[\u0370-\u03ff\u0400-\u052f\u0590-\u05ff\u0e00-\u0e7f\u10a0-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)
_CYRILLIC = frozenset({"bg", "kk", "ru", "sr", "uk"})
_BY_SCRIPT = _CYRILLIC | {"el", "he", "ja", "ka", "ko", "th"}

_CODE = re.compile(r"\b\d+(?:\.\d+){2,}\b|\b(?=\w*\d)\w{3,}\b")


@dataclass(frozen=True, slots=True)
class ArticleWish:
    """For whom articles are looked up. `language` and `filed_under`, the product that a desk put a ticket under, are
    mild preferences; the others limit what names another."""

    language: str | None = None
    product: str | None = None
    brand: str | None = None
    region: str | None = None
    filed_under: str | None = None


def search_words(text: str) -> int:
    """How much a search has to go by: words and codes, such as 10.0.0.1. Without any, whatever it finds is chance."""
    return word_count(text) + len(_CODE.findall(text))


def preferred_language(*wishes: str | None) -> str | None:
    """The first language that somebody named or that could be told."""
    return next((wish.replace("_", "-") for wish in wishes if wish and wish != UNDETERMINED), None)


def script_language(text: str, *, spoken: str, among: str) -> str | None:
    """What a text is in, if its script tells that after a few letters.

    Args:
        spoken: what it is in, told of all languages.
        among: the same, told of those that there are articles in; of languages in Cyrillic letters these decide.
    """
    if spoken not in _BY_SCRIPT or len(_SCRIPT.findall(text)) < _TELLING_LETTERS:
        return None
    return among if spoken in _CYRILLIC and among in _CYRILLIC and len(text) < _TELLING else spoken


class Lookup:
    """Searches that answer an agent, who sees what is unrestricted or restricted to one of the `viewer_groups`.

    Args:
        encoder: the bundle's, as shared by this process.
        duplicate_score: similarity below which an earlier ticket is not called a duplicate, nor its answer shown.
        reply_confidence: confidence below which a saved reply is not shown.
    """

    def __init__(self, *, state: State, encoder: Encoder, duplicate_score: float, reply_confidence: float) -> None:
        self._state = state
        self._encoder = encoder
        self._duplicate_score = duplicate_score
        self._replies = Replies(state, saved_confidence=reply_confidence, earlier_score=duplicate_score)

    def prepare_duplicates(self, text: str) -> PreparedQuery:
        """The part of `duplicates` that needs no vector."""
        return self._state.tickets.prepare(text)

    @property
    def knows_answers(self) -> bool:
        """Whether tickets have taught which article answers what: then its confidence is a probability."""
        return self._state.articles.has_ranker

    @property
    def languages(self) -> frozenset[str]:
        """What the articles are written in, ISO 639-1: most requests come in one of these."""
        return self._state.articles.languages

    def meant(self, text: str) -> str:
        """What somebody meant who typed in the wrong keyboard layout, or Russian in Latin letters."""
        return self._state.articles.meant(text)

    def spelt(self, text: str) -> str:
        """The words that the articles have, spelt as they spell them."""
        return self._state.articles.spelt(text)

    def repaired(self, text: str) -> str:
        """What was `meant`, `spelt`."""
        return self._state.articles.repaired(text)

    def writes_code(self, text: str) -> bool:
        """Whether `text` is a single word that a public article has as a code, such as ECONNREFUSED."""
        return bool(self._state.articles.public_rows(code_rows, text))

    def names_subject(self, text: str) -> bool:
        """Whether `text` is a single word of the titles, headings or tags of public articles, such as `refund`."""
        return bool(self._state.articles.public_rows(naming_rows, text))

    def prepare_articles(self, text: str, language: str | None, *, spoken: str) -> PreparedQuery:
        """The part of `articles` that needs no vector; `language` is a mild preference, `spoken` what `text` is in."""
        return self._state.articles.prepare(text, language=language, spoken=preferred_language(spoken))

    def duplicates(
        self, ticket: Ticket, query: str | PreparedQuery, vector: Vectors, *, top_k: int, viewer_groups: Collection[str]
    ) -> list[DuplicateAnswer]:
        """Earlier tickets like `ticket`, for its cleaned text and that text's raw vector, shape (d,)."""
        own = (ticket.id,) if ticket.id else ()
        hits = self._state.tickets.search(query, vector, top_k=top_k, viewer_groups=viewer_groups, exclude_ids=own)
        return duplicate_answers(hits, requester_id=ticket.requester_id, minimum=self._duplicate_score)

    def articles(
        self,
        query: str | PreparedQuery,
        vector: Vectors,
        *,
        wish: ArticleWish,
        top_k: int,
        viewer_groups: Collection[str],
        kinds: Collection[str] | None = None,
    ) -> list[ArticleAnswer]:
        """What answers a text, public and internal: articles and saved replies, or only one of these `kinds`."""
        return article_answers(
            self._found(query, vector, wish=wish, top_k=top_k, viewer_groups=viewer_groups, kinds=kinds)
        )

    def saved_replies(
        self,
        query: PreparedQuery,
        vector: Vectors,
        *,
        wish: ArticleWish,
        top_k: int,
        viewer_groups: Collection[str],
    ) -> list[ReplyAnswer]:
        """Saved replies that answer a text."""
        hits = self._found(query, vector, wish=wish, top_k=top_k, viewer_groups=viewer_groups, kinds=("reply",))
        return self._replies.saved(hits, wish.language)

    def earlier_answers(
        self,
        ticket: Ticket,
        query: PreparedQuery,
        vector: Vectors,
        *,
        language: str | None,
        top_k: int,
        viewer_groups: Collection[str],
    ) -> list[ReplyAnswer]:
        """What agents answered publicly to earlier requests like `ticket`."""
        return self._replies.resolved(
            query,
            vector,
            ticket_id=ticket.id,
            request=request_text(ticket),
            viewer_groups=viewer_groups,
            language=language,
            top_k=top_k,
        )

    def _found(
        self,
        query: str | PreparedQuery,
        vector: Vectors,
        *,
        wish: ArticleWish,
        top_k: int,
        viewer_groups: Collection[str],
        kinds: Collection[str] | None,
    ) -> list[ArticleHit]:
        return self._state.articles.search(
            query,
            vector,
            top_k=top_k,
            viewer_groups=viewer_groups,
            kinds=kinds,
            language=wish.language,
            product=wish.product,
            brand=wish.brand,
            region=wish.region,
            filed_under=wish.filed_under,
        )

    def duplicates_of(self, ticket: Ticket, *, top_k: int, viewer_groups: Collection[str]) -> list[DuplicateAnswer]:
        """None for a ticket without a word or code."""
        text = request_text(ticket)
        if not search_words(text):
            return []
        vector = self._encoder.encode([text])[0]
        return self.duplicates(ticket, text, vector, top_k=top_k, viewer_groups=viewer_groups)

    def articles_for(
        self, raw: str, *, wish: ArticleWish, top_k: int, viewer_groups: Collection[str]
    ) -> list[ArticleAnswer]:
        """What answers a text as it was sent; nothing for one without a word or code."""
        text = self.repaired(clean_text(raw))
        if not search_words(text):
            return []
        vector = self._encoder.encode([text])[0]
        told = detect_language(text, usual=self.languages)
        wish = ArticleWish(preferred_language(wish.language, told), wish.product, wish.brand, wish.region)
        query = self.prepare_articles(text, wish.language, spoken=told)
        return self.articles(query, vector, wish=wish, top_k=top_k, viewer_groups=viewer_groups)

    def public_articles(
        self,
        text: str,
        vector: Vectors,
        *,
        wish: ArticleWish,
        top_k: int,
        kinds: tuple[Literal["article"], ...] = ("article",),
        shown: Mapping[str, str] | None = None,
    ) -> list[ArticleHit]:
        """What a customer may see: public, unrestricted, and no saved replies; `shown` as for the article index."""
        # Half a sentence may look like many languages; what there are articles in is not to change with every letter.
        told = detect_language(text, candidates=self.languages or None)
        spoken = detect_language(text, usual=self.languages)
        if len(text.split()) == 1:  # `password` is no German, though of the desk's languages it looks most like that
            told = naming_language(text, self._state.articles.public_rows(naming_rows, text)) or spoken
        written = script_language(text, spoken=spoken, among=told)
        language = preferred_language(wish.language, written, told)
        hits = self._state.articles.search(
            self.prepare_articles(text, language, spoken=spoken),
            vector,
            top_k=top_k,
            visibility="public",
            viewer_groups=(),
            kinds=kinds,
            language=language,
            product=wish.product,
            brand=wish.brand,
            region=wish.region,
            filed_under=wish.filed_under,
            shown=shown,
        )
        # Which article is best is one thing, whether its reader can read it another.
        read = written or (spoken if len(text) >= _TELLING else None)
        return [replace(hit, reader=preferred_language(wish.language, read)) for hit in hits]
