"""The portal history: interactions and the tickets around them, as a state keeps them, for those who measure."""

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import numpy as np
from sqlalchemy import select
from sqlalchemy.engine import Connection

from firstline.datasets.timestamp import parse_timestamp
from firstline.kb_index.document_store import TICKETS, VECTORS
from firstline.models.encoder import Vectors
from firstline.serving.clock import stamp
from firstline.serving.portal_store import SUGGESTED
from firstline.serving.tables import portal_events, portal_interactions

INTERACTION_KEY = "portal_interaction_id"
"""The extra field of a ticket that names the interaction which it was sent from."""

_AT_ONCE = 500
_VERDICTS = ("solved", "did_not_answer", "not_related")


def read_interactions(
    connection: Connection, *, since: datetime | None, until: datetime | None
) -> Iterator[dict[str, Any]]:
    """Interactions begun in [`since`, `until`), oldest first; those of people who only tried the portal out are left
    out. `article_ids` are all that were shown at any time, or would have been; a verdict that names no article is about
    the last one that was opened."""
    table, events = portal_interactions, portal_events
    wanted = select(table).where(table.c.trial.is_(False)).order_by(table.c.started_at, table.c.id)
    if since is not None:
        wanted = wanted.where(table.c.started_at >= stamp(since))
    if until is not None:
        wanted = wanted.where(table.c.started_at < stamp(until))
    kept = connection.execute(wanted).mappings().all()
    said: dict[str, list[Any]] = defaultdict(list)
    for first in range(0, len(kept), _AT_ONCE):
        ids = [row["id"] for row in kept[first : first + _AT_ONCE]]
        these = select(events).where(events.c.interaction_id.in_(ids)).order_by(events.c.seq)
        for event in connection.execute(these).mappings():
            said[event["interaction_id"]].append(event)
    for row in kept:
        yield _interaction(row, said[row["id"]])


def read_contacts(connection: Connection, encoder: str | None) -> Iterator[dict[str, Any]]:
    """Tickets that name a requester or an interaction, and a time; `vector` is that encoder's."""
    join = TICKETS.outerjoin(VECTORS, (VECTORS.c.digest == TICKETS.c.digest) & (VECTORS.c.encoder == encoder))
    wanted = select(TICKETS.c.id, TICKETS.c.content, VECTORS.c.data).select_from(join)
    rows = connection.execute(wanted.where(TICKETS.c.deleted.is_(False)).execution_options(yield_per=_AT_ONCE))
    for row in rows:
        ticket = json.loads(row.content)
        requester, interaction = ticket.get("requester_id"), ticket.get(INTERACTION_KEY)
        at = ticket.get("created_at") or ticket.get("updated_at")
        if at is None or (requester is None and interaction is None):
            continue
        yield {
            "id": row.id,
            "at": parse_timestamp(at),
            "requester_id": requester,
            "interaction_id": interaction,
            # A ticket is one text, and so one vector.
            "vector": None if row.data is None else np.frombuffer(row.data, dtype=np.float32),
        }


def newest_encoder(connection: Connection) -> str | None:
    """The encoder of the interactions' vectors that are compared with those of tickets."""
    table = portal_interactions
    wanted = select(table.c.encoder).where(table.c.encoder.is_not(None)).order_by(table.c.last_at.desc()).limit(1)
    return connection.execute(wanted).scalar_one_or_none()


def _interaction(row: Any, events: list[Any]) -> dict[str, Any]:
    types = [event["type"] for event in events]
    shown = [one for event in events if event["type"] == SUGGESTED for one in (event["detail"] or {})["article_ids"]]
    opened: str | None = None
    verdicts = []
    for event in events:
        opened = event["article_id"] if event["type"] == "opened" else opened
        if event["type"] in _VERDICTS:
            verdicts.append((event["article_id"] or opened, event["type"]))
    return {
        "id": row["id"],
        "started_at": datetime.fromisoformat(row["started_at"]),
        "requester_id": row["requester_id"],
        "held_out": row["held_out"],
        "article_ids": tuple(dict.fromkeys(shown)),
        "opened": tuple(event["article_id"] for event in events if event["type"] == "opened"),
        "verdicts": tuple(verdicts),
        "asked_person": "asked_person" in types,
        "submitted": "submitted" in types,
        "ticket_id": row["ticket_id"],
        "encoder": row["encoder"],
        "vector": _vector(row["vector"]),
    }


def _vector(data: bytes | None) -> Vectors | None:
    if data is None:
        return None
    vector: Vectors = np.frombuffer(data, dtype=np.float16).astype(np.float32)
    return vector
