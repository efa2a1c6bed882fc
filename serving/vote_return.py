"""The vote's return: a customer who said "solved" and asks a person about the same after all takes that vote back."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
from sqlalchemy import select

from firstline.datasets.request_text import request_text
from firstline.datasets.ticket import Ticket
from firstline.kb_index.article_usefulness import ArticleVotes, requester_voter
from firstline.kb_index.same_subject import SubjectArticles, alike
from firstline.kb_index.state import State
from firstline.models.encoder import Encoder, Vectors
from firstline.serving.portal_history import INTERACTION_KEY
from firstline.serving.tables import portal_interactions

_WINDOW = timedelta(days=7)
"""As `firstline report deflection` counts."""


class VoteReturns:
    """Looks through new tickets for customers who voted before.

    Args:
        encoder: the state's.
        centre: the bundle's mean vector, shape (d,).
    """

    def __init__(self, state: State, votes: ArticleVotes, *, encoder: Encoder, centre: Vectors) -> None:
        self._state = state
        self._votes = votes
        self._encoder = encoder
        self._centre = centre
        self._subjects = SubjectArticles(state.articles)

    def take_back(self, tickets: Sequence[Ticket]) -> int:
        """Take back what was said in the interactions that these tickets were sent from, and in those of the same
        customers of the seven days before that are about the same; how many votes that were."""
        sent_from = {str(id_) for ticket in tickets if (id_ := (ticket.model_extra or {}).get(INTERACTION_KEY))}
        dated = [
            (requester_voter(ticket.requester_id), ticket)
            for ticket in tickets
            if ticket.requester_id and ticket.created_at
        ]
        oldest = min((_utc(ticket.created_at) for _, ticket in dated), default=None)
        if oldest is not None:
            solved = self._votes.solved_by({voter for voter, _ in dated}, since=oldest - _WINDOW)
            for voter, ticket in dated:
                for interaction_id, article_id in solved.get(voter, ()):
                    if interaction_id not in sent_from and self._is_return(ticket, interaction_id, article_id):
                        sent_from.add(interaction_id)
        return self._votes.take_back(sent_from) if sent_from else 0

    def _is_return(self, ticket: Ticket, interaction_id: str, article_id: str) -> bool:
        table = portal_interactions
        wanted = select(table.c.started_at, table.c.vector, table.c.encoder).where(table.c.id == interaction_id)
        with self._state.database.read() as connection:
            row = connection.execute(wanted).first()
        if row is None:
            return False
        began = datetime.fromisoformat(row.started_at)
        if not began < _utc(ticket.created_at) <= began + _WINDOW:
            return False
        vector = self._encoder.encode([request_text(ticket)])[0]
        if row.vector is not None and row.encoder == self._encoder.fingerprint:
            said = np.frombuffer(row.vector, dtype=np.float16).astype(np.float32)
            if alike(said, vector, self._centre):
                return True
        return not self._subjects.originals((article_id,)).isdisjoint(self._subjects.of(ticket, vector))


def _utc(moment: datetime | None) -> datetime:
    assert moment is not None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
