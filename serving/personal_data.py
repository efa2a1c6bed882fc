"""The personal data: what a desk's state holds of one person, and what of it is old."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, delete, select, update
from sqlalchemy.engine import Connection

from firstline.datasets.ticket import Ticket
from firstline.kb_index.article_usefulness import VOTES, requester_voter
from firstline.kb_index.document_store import TICKETS
from firstline.kb_index.state import State
from firstline.serving.clock import stamp
from firstline.serving.tables import decisions, feedback, idempotency_keys, portal_events, portal_interactions

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Holdings:
    """Ids of what belongs together; `votes` are the interactions in which something was said of an article."""

    tickets: tuple[str, ...]
    decisions: tuple[str, ...]
    feedback: tuple[str, ...]
    interactions: tuple[str, ...]
    votes: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        return {
            "tickets": len(self.tickets),
            "decisions": len(self.decisions),
            "feedback": len(self.feedback),
            "portal interactions": len(self.interactions),
            "votes": len(self.votes),
        }


@dataclass(frozen=True, slots=True)
class Retention:
    """Since when each kind of row is kept; None for ever."""

    tickets: datetime | None = None
    decisions: datetime | None = None
    portal: datetime | None = None


def holdings_of(connection: Connection, person: str) -> Holdings:
    """Everything of the requester with the id `person`: their tickets, and what hangs on those."""
    tickets = _tickets(connection, _quoted(person), lambda ticket: ticket.requester_id == person)
    own = _ids(connection, portal_interactions, portal_interactions.c.requester_id == person)
    about = _where_any(connection, portal_interactions, portal_interactions.c.ticket_id, tickets)
    voted = (
        connection.execute(select(VOTES.c.interaction_id).where(VOTES.c.voter == requester_voter(person)))
        .scalars()
        .all()
    )
    found = _with_tickets(connection, tickets)
    return Holdings(tickets, *found, tuple(dict.fromkeys((*own, *about))), tuple(voted))


def old_holdings(connection: Connection, kept: Retention) -> Holdings:
    """What was last touched before the moments of `kept`."""
    tickets: tuple[str, ...] = ()
    if kept.tickets is not None:
        since = kept.tickets
        tickets = _tickets(connection, None, lambda ticket: (at := _touched(ticket)) is not None and at < since)
    decided, said = _with_tickets(connection, tickets)
    if kept.decisions is not None:
        moment = stamp(kept.decisions)
        decided = tuple(dict.fromkeys((*decided, *_ids(connection, decisions, decisions.c.at < moment))))
        said = tuple(dict.fromkeys((*said, *_ids(connection, feedback, feedback.c.at < moment))))
    interactions: tuple[str, ...] = ()
    if kept.portal is not None:
        interactions = _ids(connection, portal_interactions, portal_interactions.c.last_at < stamp(kept.portal))
    return Holdings(tickets, decided, said, interactions)


def rows_of(connection: Connection, held: Holdings) -> Iterator[dict[str, Any]]:
    """The rows themselves, each with its `kind`, to be handed to the person."""
    for id_ in held.tickets:
        content = connection.execute(select(TICKETS.c.content).where(TICKETS.c.id == id_)).scalar_one()
        yield {"kind": "ticket", **json.loads(content)}
    for kind, table, ids in (
        ("decision", decisions, held.decisions),
        ("feedback", feedback, held.feedback),
        ("portal_interaction", portal_interactions, held.interactions),
    ):
        for row in _rows(connection, table, table.c.id, ids):
            yield {"kind": kind, **{name: value for name, value in row.items() if name not in {"seq", "vector"}}}
    for row in _rows(connection, portal_events, portal_events.c.interaction_id, held.interactions):
        yield {"kind": "portal_event", **{name: value for name, value in row.items() if name != "seq"}}


def erase(state: State, held: Holdings, *, person: str | None = None) -> None:
    """Take everything held away, and learn the order of articles anew without it.

    Of tickets the id stays with a mark that it is gone, so that other processes notice. Answers that are kept for
    repeated calls may quote a ticket and go too. What `person` said as an agent stays without the name. Snapshots go:
    open the state again and optimise it.
    """
    for id_ in held.tickets:
        state.tickets.delete(id_)
    with state.database.write() as connection:
        _delete(connection, decisions, decisions.c.id, held.decisions)
        _delete(connection, feedback, feedback.c.id, held.feedback)
        _delete(connection, VOTES, VOTES.c.interaction_id, held.votes)
        _delete(connection, portal_events, portal_events.c.interaction_id, held.interactions)
        _delete(connection, portal_interactions, portal_interactions.c.id, held.interactions)
        connection.execute(delete(idempotency_keys).where(idempotency_keys.c.status.is_not(None)))
        if person is not None:
            connection.execute(update(feedback).where(feedback.c.actor == person).values(actor=None))
    if held.tickets:
        state.learn_order()
        state.drop_snapshots()
    state.database.vacuum()


def _quoted(person: str) -> str:
    """As the stored JSON of a ticket has it."""
    return json.dumps(person, ensure_ascii=False)


def _touched(ticket: Ticket) -> datetime | None:
    times = (ticket.created_at, ticket.updated_at, ticket.resolved_at, ticket.closed_at)
    return max((time.astimezone(UTC) for time in times if time is not None), default=None)


def _tickets(connection: Connection, containing: str | None, wanted: Callable[[Ticket], bool]) -> tuple[str, ...]:
    query = select(TICKETS.c.id, TICKETS.c.content).where(TICKETS.c.deleted.is_(False)).order_by(TICKETS.c.id)
    if containing is not None:
        query = query.where(TICKETS.c.content.contains(containing, autoescape=True))
    rows = connection.execute(query.execution_options(yield_per=_AT_ONCE))
    return tuple(row.id for row in rows if wanted(Ticket.model_validate_json(row.content)))


def _with_tickets(connection: Connection, tickets: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Decisions and feedback about those tickets, and feedback about those decisions."""
    decided = _where_any(connection, decisions, decisions.c.ticket_id, tickets)
    said = _where_any(connection, feedback, feedback.c.ticket_id, tickets)
    of_decisions = _where_any(connection, feedback, feedback.c.decision_id, decided)
    return decided, tuple(dict.fromkeys((*said, *of_decisions)))


def _ids(connection: Connection, table: Table, condition: ColumnElement[bool]) -> tuple[str, ...]:
    return tuple(connection.execute(select(table.c.id).where(condition)).scalars())


def _where_any(
    connection: Connection, table: Table, column: ColumnElement[Any], values: Sequence[str]
) -> tuple[str, ...]:
    return tuple(id_ for part in _parts(values) for id_ in _ids(connection, table, column.in_(part)))


def _rows(
    connection: Connection, table: Table, column: ColumnElement[Any], values: Sequence[str]
) -> Iterator[dict[str, Any]]:
    for part in _parts(values):
        yield from (dict(row) for row in connection.execute(select(table).where(column.in_(part))).mappings())


def _delete(connection: Connection, table: Table, column: ColumnElement[Any], values: Sequence[str]) -> None:
    for part in _parts(values):
        connection.execute(delete(table).where(column.in_(part)))


def _parts(values: Sequence[str]) -> Iterator[Sequence[str]]:
    return (values[start : start + _AT_ONCE] for start in range(0, len(values), _AT_ONCE))
