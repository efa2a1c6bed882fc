"""A knowledge base made by hand, and one in a real state."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from firstline.datasets.article import Article
from firstline.datasets.request_text import request_text
from firstline.datasets.ticket import Ticket
from firstline.evaluation.knowledge_answers import KnowledgeAnswers
from firstline.evaluation.knowledge_base import KnowledgeBase, Request
from firstline.evaluation.knowledge_report import KnowledgeReport, knowledge_report
from firstline.evaluation.knowledge_useful import Reading
from firstline.kb_index.hit import ArticleHit
from firstline.kb_index.passage import split_into_passages
from firstline.kb_index.state import State
from firstline.models.bundle import Bundle

NOW = datetime(2026, 6, 1, tzinfo=UTC)
LONG_ENOUGH = "Open the panel and choose the printer. Press the button until the light is green. " * 2


def article(article_id: str, **more: object) -> Article:
    """A good one unless told otherwise."""
    given = {"id": article_id, "title": f"About {article_id}", "body": LONG_ENOUGH, "language": "en", **more}
    return Article.model_validate(given)


def ticket(number: int, text: str = "my printer is slow", **more: object) -> Ticket:
    """One a day up to `NOW`, the lower its number the newer."""
    given = {"id": f"T{number}", "body": text, "language": "en", "created_at": NOW - timedelta(days=number), **more}
    return Ticket.model_validate(given)


def base_of(
    articles: Sequence[Article],
    tickets: Sequence[Ticket] = (),
    *,
    vectors: Sequence[Sequence[float]] | None = None,
    passages: Mapping[str, Sequence[Sequence[float]]] | None = None,
    replies: frozenset[str] = frozenset(),
) -> KnowledgeBase:
    """`vectors` are the requests', `passages` the articles' (title first); all are alike unless given."""
    asked = np.array(vectors if vectors is not None else [[1.0, 0.0]] * len(tickets), dtype=np.float32)
    given = passages or {}
    return KnowledgeBase(
        articles={one.id: one for one in articles},
        vectors={
            one.id: np.array(
                given.get(one.id, [[1.0, 0.0]] * (1 + len(split_into_passages(one.body)))), dtype=np.float32
            )
            for one in articles
        },
        requests=[
            Request(one, request_text(one), asked[row], one.language or "und") for row, one in enumerate(tickets)
        ],
        asked_nothing=0,
        replies=replies,
        as_of=NOW,
    )


def hit(article_id: str, confidence: float = 0.1) -> ArticleHit:
    return ArticleHit(
        article_id, "article", "", None, "", None, None, "en", None, score=confidence, confidence=confidence
    )


def answers_of(base: KnowledgeBase, found: Sequence[Sequence[ArticleHit]] | None = None) -> KnowledgeAnswers:
    """Links as the tickets have them; `found` are hits a request, none unless given."""
    hits = found if found is not None else [()] * len(base.requests)
    named = [frozenset(base.articles.keys() & set(request.ticket.article_ids)) for request in base.requests]
    good = [bool(ids) or bool(own and own[0].confidence >= 0.5) for ids, own in zip(named, hits, strict=True)]
    return KnowledgeAnswers(hits, named, np.array(good, dtype=np.bool_))


def state_of(bundle: Bundle, folder: Path, articles: Sequence[Article], tickets: Sequence[Ticket]) -> State:
    """A real state with both put in."""
    state = State.open(folder, encoder=bundle.encoder, centre=bundle.centre, offsets=bundle.offsets)
    state.articles.put(articles)
    state.tickets.put(tickets)
    return state


def knowledge_of(bundle: Bundle, folder: Path, *, hostile: str = "") -> KnowledgeReport:
    """A report on four articles and fourteen requests, `hostile` text wherever the desk's people may write."""
    articles = [
        article("A", title=f"my printer {hostile}", body=f"{LONG_ENOUGH} [x](#gone{hostile})"),
        article("B", title=f"my login {hostile}", body=f"Wait 14 days {hostile}. {LONG_ENOUGH}"),
        article("I", title=f"inside {hostile}", visibility="internal"),
        article("S", title=f"secret {hostile}", restricted_to=("hr",)),
        article("R", kind="reply"),
    ]
    tickets = [ticket(n, "my printer is slow today", article_ids=("A",), language="no") for n in range(6)]
    tickets += [
        ticket(
            10 + n,
            "invoice floor nicer invoice",
            subject=f"invoice could look nicer {hostile}",
            resolution=f"Sent it once again {hostile}. It lay in the spam folder of the customer.",
        )
        for n in range(6)
    ]
    tickets += [ticket(20, "whole floor stopped", restricted_to=("hr",), subject="floor canary"), ticket(21, "login")]
    tickets.append(ticket(22, "thanks", request_kind="thanks"))
    with state_of(bundle, folder, articles, tickets) as state:
        readings = {"A": Reading(solved=1, did_not_answer=9, shown=30, filed=20)}
        return knowledge_report(state, bundle, desk=f"tiny {hostile}".strip(), readings=readings)
