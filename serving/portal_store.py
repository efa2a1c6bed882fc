"""The portal store: what customers were shown while they wrote, and what they did with it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Connection

from firstline.datasets.errors import NotFoundError
from firstline.kb_index.article_usefulness import requester_voter
from firstline.kb_index.database import Database
from firstline.serving.clock import now, stamp
from firstline.serving.portal_request import EventType
from firstline.serving.tables import portal_events, portal_interactions

SUGGESTED = "suggested"
"""The articles that an interaction has before it changed; its `detail` holds ids, never words."""

ENDING: frozenset[EventType] = frozenset({"asked_person", "submitted"})


@dataclass(frozen=True, slots=True)
class Interaction:
    """One customer, one text that is being written. `article_ids` are in place now, from the top; of one that is
    `held_out` they would be. `ended` names the event that ended it. Times are those of `clock.stamp`."""

    id: str
    started_at: str
    last_at: str
    visitor: str
    requester_id: str | None = None
    held_out: bool = False
    trial: bool = False
    ended: str | None = None
    ticket_id: str | None = None
    article_ids: tuple[str, ...] = ()
    is_new: bool = False
    """Not kept yet."""

    @property
    def voter(self) -> str:
        """Whose vote it is: a customer who signed in is one wherever they are."""
        return f"visitor:{self.visitor}" if self.requester_id is None else requester_voter(self.requester_id)


class PortalStore:
    """An interaction begins with its first suggestion; every event after that belongs to one."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, interaction_id: str) -> Interaction | None:
        with self._database.read() as connection:
            return _read(connection, interaction_id)

    def suggested(
        self,
        interaction: Interaction,
        *,
        status: str,
        article_ids: Sequence[str] | None,
        encoder: str | None = None,
        vector: bytes | None = None,
    ) -> None:
        """Keep what is in place now.

        Args:
            article_ids: None where nothing was looked for, which leaves what was there in place.
            vector: of the text, float16, from the encoder with that fingerprint.
        """
        moment = stamp(now())
        row: dict[str, Any] = {"last_at": moment, "requester_id": interaction.requester_id}
        if article_ids is not None:
            row |= {"article_ids": list(article_ids), "encoder": encoder, "vector": vector}
        with self._database.write() as connection:
            if interaction.is_new:
                fixed = {name: getattr(interaction, name) for name in ("id", "visitor", "held_out", "trial")}
                row = {"started_at": moment, "article_ids": [], **fixed, **row}
                connection.execute(insert(portal_interactions), [row])
            else:
                own = portal_interactions.c.id == interaction.id
                connection.execute(update(portal_interactions).where(own).values(**row))
            if interaction.is_new or (article_ids is not None and tuple(article_ids) != interaction.article_ids):
                detail = {"status": status, "article_ids": list(article_ids or ())}
                _insert(connection, interaction.id, SUGGESTED, moment, detail=detail)

    def happened(
        self, interaction_id: str, event: EventType, *, article_id: str | None, ticket_id: str | None
    ) -> Interaction:
        """Keep one event; the interaction as it is after it.

        Raises:
            NotFoundError: nobody was given that interaction id.
        """
        moment = stamp(now())
        with self._database.write() as connection:
            found = _read(connection, interaction_id)
            if found is None:
                raise NotFoundError("no interaction has that interaction_id; POST /v1/portal/suggest gives one")
            _insert(connection, interaction_id, event, moment, article_id=article_id, ticket_id=ticket_id)
            # Who submitted has ended for good; a beacon that comes late takes nothing back.
            ended = found.ended if event not in ENDING or found.ended == "submitted" else event
            after = replace(found, last_at=moment, ended=ended, ticket_id=ticket_id or found.ticket_id)
            changed = {"last_at": moment, "ended": after.ended, "ticket_id": after.ticket_id}
            own = portal_interactions.c.id == interaction_id
            connection.execute(update(portal_interactions).where(own).values(**changed))
        return after

    def article_in_question(self, interaction_id: str, article_id: str | None) -> str | None:
        """The article that a verdict is about: the one that it names, or the last that was opened.

        None where that one was never suggested in this interaction: nobody judges what they were not shown.
        """
        wanted = select(portal_events).where(portal_events.c.interaction_id == interaction_id)
        opened, suggested = article_id, set()
        with self._database.read() as connection:
            for row in connection.execute(wanted.order_by(portal_events.c.seq)).mappings():
                suggested.update((row["detail"] or {}).get("article_ids", ()))
                if article_id is None and row["type"] == "opened":
                    opened = row["article_id"]
        return opened if opened in suggested else None


def _read(connection: Connection, interaction_id: str) -> Interaction | None:
    table = portal_interactions
    names = [name for name in Interaction.__dataclass_fields__ if name not in ("article_ids", "is_new")]
    columns = [*(table.c[name] for name in names), table.c.article_ids]
    row = connection.execute(select(*columns).where(table.c.id == interaction_id)).mappings().first()
    return None if row is None else Interaction(**{**row, "article_ids": tuple(row["article_ids"])})


def _insert(connection: Connection, interaction_id: str, event: str, moment: str, **values: Any) -> None:
    row = {"interaction_id": interaction_id, "at": moment, "type": event, **values}
    connection.execute(insert(portal_events), [row])
