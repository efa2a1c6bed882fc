"""The duplicate answer: an earlier ticket that may be the same request, and how it relates."""

from collections.abc import Sequence
from typing import Literal

from typing_extensions import TypedDict

from firstline.kb_index.hit import TicketHit
from firstline.serving.article_answer import moment_json

Relation = Literal["chaser", "same_incident", "similar_resolved"]


class DuplicateAnswer(TypedDict):
    ticket_id: str
    relation: Relation
    score: float
    status: str | None
    subject: str
    created_at: str | None
    url: str | None


def relation_of(hit: TicketHit, *, requester_id: str | None) -> Relation:
    """A chaser asks again about one's own open request; the same incident is another's open request."""
    if not hit.is_open:
        return "similar_resolved"
    return "chaser" if requester_id is not None and hit.requester_id == requester_id else "same_incident"


def duplicate_answers(hits: Sequence[TicketHit], *, requester_id: str | None, minimum: float) -> list[DuplicateAnswer]:
    """Hits of at least the `minimum` score, best first."""
    return [
        {
            "ticket_id": hit.ticket_id,
            "relation": relation_of(hit, requester_id=requester_id),
            "score": round(float(hit.score), 6),
            "status": hit.status,
            "subject": hit.subject,
            "created_at": moment_json(hit.created_at),
            "url": hit.url,
        }
        for hit in hits
        if hit.score >= minimum
    ]
