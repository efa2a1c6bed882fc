"""The knowledge base as a state holds it, with the requests that came to its desk lately."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property

import numpy as np

from firstline.datasets.article import Article
from firstline.datasets.language import UNDETERMINED, detect_language, primary_language
from firstline.datasets.request_text import request_text
from firstline.datasets.ticket import Ticket
from firstline.evaluation.request_need import RequestModel, request_needs
from firstline.kb_index.document_store import Change
from firstline.kb_index.state import State
from firstline.models.encoder import Vectors

MOST_REQUESTS = 5_000
DAYS = 365

_UNDATED = datetime.min.replace(tzinfo=UTC)
_HIDDEN_TITLE = "(restricted to some groups)"


@dataclass(frozen=True, slots=True)
class Request:
    """One request, its cleaned text, raw vector (dimension,) and language (BCP 47, "und" where nothing tells)."""

    ticket: Ticket
    text: str = field(repr=False)
    vector: Vectors = field(repr=False)
    language: str

    @property
    def spoken(self) -> str | None:
        """The language, or None where nothing tells."""
        return None if self.language == "und" else self.language

    @property
    def is_open_to_all(self) -> bool:
        """Whether its words may be shown."""
        return not self.ticket.restricted_to


@dataclass(frozen=True)
class KnowledgeBase:
    """`articles` by id, without saved replies; `vectors` of each: those of `article_texts`, its title's
    first, then its passages', shape (texts, d).

    `requests` are recent ones that an article could answer, oldest first; `asked_nothing` and `strangers`, oldest
    first too, were left out: see `request_need`. `as_of` is the newest moment that anything here carries.
    """

    articles: Mapping[str, Article]
    vectors: Mapping[str, Vectors] = field(repr=False)
    requests: Sequence[Request] = field(repr=False)
    asked_nothing: int
    replies: frozenset[str]
    as_of: datetime | None
    strangers: Sequence[Ticket] = field(default=(), repr=False)

    @cached_property
    def families(self) -> Mapping[str, str]:
        """Each article's original: translations of one article have one."""
        return {article_id: _original(article_id, self.articles) for article_id in self.articles}

    @cached_property
    def members(self) -> Mapping[str, frozenset[str]]:
        """For each article itself and its translations."""
        found: dict[str, set[str]] = {}
        for article_id, original in self.families.items():
            found.setdefault(original, set()).add(article_id)
        return {article_id: frozenset(found[original]) for article_id, original in self.families.items()}

    def title(self, article_id: str) -> str:
        """What may be shown of an article's title: nothing of one that only some groups may see."""
        article = self.articles[article_id]
        if article.restricted_to:
            return _HIDDEN_TITLE
        return " ".join(article.title.split()) or "(without a title)"

    def named(self, article_id: str) -> str:
        """Id and title, for a sentence."""
        return f"{article_id} “{self.title(article_id)}”"


def read_knowledge_base(
    state: State, *, days: int = DAYS, most: int = MOST_REQUESTS, model: RequestModel | None = None
) -> KnowledgeBase:
    """The articles of `state` and the newest requests: of the last `days` before the newest one, at most `most`.
    `model` tells strangers and who asks nothing where the desk does not say."""
    articles, vectors, replies = {}, {}, set()
    for change in _present(state.articles.stored()):
        article = Article.model_validate_json(change.content or "")
        if article.kind == "reply":
            replies.add(change.id)
        elif change.vectors is not None:
            articles[change.id], vectors[change.id] = article, change.vectors
    recent = _recent(_present(state.tickets.stored()), days=days, most=most)
    tickets = [ticket for ticket, _ in recent]
    needs = request_needs(tickets, np.array([vector for _, vector in recent], dtype=np.float32), model)
    asking = [one for one, need in zip(recent, needs, strict=True) if need == "article"]
    requests = [request for ticket, vector in asking if (request := _request(ticket, vector)).text.strip()]
    moments = [moment for ticket in tickets if (moment := ticket.created_at)]
    moments += [moment for article in articles.values() if (moment := article.updated_at)]
    return KnowledgeBase(
        articles=articles,
        vectors=vectors,
        requests=requests,
        asked_nothing=needs.count("nothing"),
        replies=frozenset(replies),
        as_of=max(moments, default=None),
        strangers=[ticket for ticket, need in zip(tickets, needs, strict=True) if need == "stranger"],
    )


def same_language(one: str | None, other: str | None) -> bool:
    """By the primary subtag; Bokmål and Nynorsk are Norwegian."""
    return primary(one) == primary(other)


def primary(language: str | None) -> str:
    """The first subtag of a BCP 47 tag, "und" for None."""
    code = primary_language(language or UNDETERMINED)
    return "no" if code in {"nb", "nn"} else code


def _present(batches: Iterator[Sequence[Change]]) -> Iterator[Change]:
    return (change for batch in batches for change in batch if change.content is not None)


def _recent(changes: Iterable[Change], *, days: int, most: int) -> list[tuple[Ticket, Vectors]]:
    """The newest tickets with their vectors, oldest first; undated ones count as the oldest."""
    heap: list[tuple[datetime, int, Ticket, Vectors]] = []
    for number, change in enumerate(changes):
        if change.vectors is None:
            continue
        ticket = Ticket.model_validate_json(change.content or "")
        entry = (ticket.created_at or _UNDATED, number, ticket, change.vectors[0])
        if len(heap) < most:
            heapq.heappush(heap, entry)
        else:
            heapq.heappushpop(heap, entry)
    newest = max((entry[0] for entry in heap), default=_UNDATED)
    oldest = _UNDATED if newest == _UNDATED else newest - timedelta(days=days)
    kept = sorted((entry for entry in heap if entry[0] >= oldest), key=lambda entry: entry[:2])
    return [(ticket, vector) for _, _, ticket, vector in kept]


def _request(ticket: Ticket, vector: Vectors) -> Request:
    text = request_text(ticket)
    return Request(ticket, text, vector, primary(ticket.language or detect_language(text)))


def _original(article_id: str, articles: Mapping[str, Article]) -> str:
    """The end of a chain of translations, also where it is not there; of a circle its least id."""
    seen = [article_id]
    while (article := articles.get(seen[-1])) is not None and article.translation_of:
        if article.translation_of in seen:
            return min(seen)
        seen.append(article.translation_of)
    return seen[-1]


def languages_of(article_ids: Collection[str], base: KnowledgeBase) -> frozenset[str]:
    """Primary languages that the named articles are written in."""
    return frozenset(primary(base.articles[article_id].language) for article_id in article_ids)
