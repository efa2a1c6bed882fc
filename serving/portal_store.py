"""The portal store: what customers did with the articles they were shown."""

from collections.abc import Mapping
from typing import Any, Literal

from sqlalchemy import insert, select

from firstline.datasets.errors import NotFoundError
from firstline.kb_index.database import Database
from firstline.serving.clock import now, stamp
from firstline.serving.tables import portal_events

EventType = Literal["shown", "opened", "solved", "not_related", "did_not_answer", "asked_person", "submitted"]
_SUGGESTED = "suggested"


class PortalStore:
    """An interaction begins with its first suggestion; every event after that belongs to one."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def knows(self, interaction_id: str) -> bool:
        statement = select(portal_events.c.seq).where(portal_events.c.interaction_id == interaction_id).limit(1)
        with self._database.read() as connection:
            return connection.execute(statement).first() is not None

    def suggested(self, interaction_id: str, *, detail: Mapping[str, Any]) -> None:
        """Keep that articles were suggested; `detail` holds ids, never words."""
        self._insert(interaction_id, _SUGGESTED, detail=dict(detail))

    def happened(self, interaction_id: str, event: EventType, *, article_id: str | None, ticket_id: str | None) -> None:
        """Keep one event.

        Raises:
            NotFoundError: nobody was given that interaction id.
        """
        if not self.knows(interaction_id):
            raise NotFoundError("no interaction has that interaction_id; POST /v1/portal/suggest gives one")
        self._insert(interaction_id, event, article_id=article_id, ticket_id=ticket_id)

    def _insert(self, interaction_id: str, event: str, **values: Any) -> None:
        row = {"interaction_id": interaction_id, "at": stamp(now()), "type": event, **values}
        with self._database.write() as connection:
            connection.execute(insert(portal_events), [row])
