"""The open request: a customer's own ticket that is still being worked on, offered before they write another."""

from collections.abc import Sequence

from typing_extensions import TypedDict

from firstline.kb_index.hit import TicketHit
from firstline.kb_index.state import State
from firstline.models.encoder import Vectors
from firstline.serving.article_answer import moment_json

MOST_OFFERED = 3
LIKE_ENOUGH = 0.1
"""The similarity from which one's own open ticket is offered, chosen on the demo desk (docs/deflection.md). One
person has few of them, and a wrong offer costs a glance, a missed one a second ticket: less will do than for a
duplicate."""

_DEPTH = 50


class OpenRequest(TypedDict):
    """`score` in [0, 1] says how alike the two texts are."""

    ticket_id: str
    subject: str
    status: str | None
    created_at: str | None
    url: str | None
    score: float


class OpenRequests:
    """Offers nobody another customer's ticket: the requester is a limit inside the search."""

    def __init__(self, state: State) -> None:
        self._state = state

    def of(self, requester_id: str, text: str, vector: Vectors) -> list[OpenRequest]:
        """Open, unrestricted tickets of that requester that are like a text; `vector` is its raw one, shape (d,)."""
        hits = self._state.tickets.search(text, vector, top_k=_DEPTH, viewer_groups=(), requester_id=requester_id)
        return _answers([hit for hit in hits if hit.is_open and hit.score >= LIKE_ENOUGH][:MOST_OFFERED])


def _answers(hits: Sequence[TicketHit]) -> list[OpenRequest]:
    return [
        {
            "ticket_id": hit.ticket_id,
            "subject": hit.subject,
            "status": hit.status,
            "created_at": moment_json(hit.created_at),
            "url": hit.url,
            "score": round(float(hit.score), 6),
        }
        for hit in hits
    ]
