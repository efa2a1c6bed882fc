"""The state export: rows of a desk's state for those who train and measure, from one place in time to another.

Rows come in the order in which they were committed, and a cursor is a place in that order: what is written meanwhile
comes after it, so that no row is lost and none comes twice.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Table, func, select
from sqlalchemy.engine import Connection

from firstline.datasets.config import Config
from firstline.datasets.final_label import with_final_labels
from firstline.datasets.ticket import Ticket
from firstline.kb_index.database import Database, require_state
from firstline.kb_index.document_store import TICKETS
from firstline.kb_index.state_location import StateLocation
from firstline.serving.clock import stamp
from firstline.serving.export_cursor import ExportCursor, Kind, read_place
from firstline.serving.feedback_history import FeedbackHistory, read_history
from firstline.serving.tables import decisions, feedback

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Export:
    """Rows to write, and the cursor that the next export begins from."""

    rows: Iterator[dict[str, Any]]
    cursor: ExportCursor


@contextmanager
def open_view(named: str | Path | StateLocation) -> Iterator[Connection]:
    """One consistent view of a state, whatever is written meanwhile.

    Raises:
        InputError: there is no state.
        StateError: what lies there cannot be used.
    """
    database = Database.open(require_state(named))
    try:
        with database.read() as connection:
            yield connection
    finally:
        database.close()


def export_rows(connection: Connection, kind: Kind, *, since: str | None, until: str | None) -> Export:
    """Decisions or feedback behind `since` and up to `until`, each a cursor of this kind or a time.

    Without `since` from the beginning, without `until` all that is there.
    """
    table = decisions if kind == "decisions" else feedback
    first = _row(connection, table, kind, since) or 0
    last = _row(connection, table, kind, until)
    end = _last(connection, table) if last is None else last

    def rows() -> Iterator[dict[str, Any]]:
        wanted = select(table).where(table.c.seq > first, table.c.seq <= end).order_by(table.c.seq)
        for row in connection.execute(wanted.execution_options(yield_per=_AT_ONCE)).mappings():
            yield _decision_row(dict(row)) if kind == "decisions" else _without_seq(dict(row))

    return Export(rows(), ExportCursor(kind, max(first, end)))


def export_training(connection: Connection, *, since: str | None, until: str | None, config: Config) -> Export:
    """Tickets with at least one confirmed label, of which something was said behind `since` and up to `until`.

    Each comes once, in the order of the ids, as it is kept now and with the labels that were final at `until`. A label
    that nobody confirmed is left out. Of tickets that the state does not keep there is no text, and so no row.
    """
    place = None if since is None else read_place(since, "training")
    end = None if until is None else read_place(until, "training")
    last = end if isinstance(end, ExportCursor) else None
    if isinstance(end, datetime):
        last = ExportCursor("training", _row(connection, feedback, "training", until) or 0, _last_revision(connection))
    if last is None:
        last = ExportCursor("training", _last(connection, feedback), _last_revision(connection))
    history = read_history(connection, config, until_feedback=last.row)
    wanted = None if place is None else _touched(connection, history, place, last)

    def rows() -> Iterator[dict[str, Any]]:
        for ticket in history.tickets:
            if wanted is None or ticket.id in wanted:
                row = _training_row(ticket, history)
                if row is not None:
                    yield row

    return Export(rows(), last)


def _row(connection: Connection, table: Table, kind: Kind, place: str | None) -> int | None:
    """The last row before a place; None where no place is named."""
    if place is None:
        return None
    read = read_place(place, kind)
    if isinstance(read, ExportCursor):
        return read.row
    # Stamps are made before commits, so they may be out of order by moments: rather a row too many than one too few.
    following = connection.execute(select(func.min(table.c.seq)).where(table.c.at >= stamp(read))).scalar_one()
    return _last(connection, table) if following is None else int(following) - 1


def _last(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.max(table.c.seq))).scalar_one() or 0)


def _last_revision(connection: Connection) -> int:
    return int(connection.execute(select(func.max(TICKETS.c.revision))).scalar_one() or 0)


def _decision_row(row: dict[str, Any]) -> dict[str, Any]:
    answer = dict(row["answer"])
    named = {"decision_id": row["id"], "ticket_id": row["ticket_id"], "created_at": row["at"]}
    return {**named, "text_sha256": row["text_sha256"], **answer}


def _without_seq(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "seq"}


def _touched(
    connection: Connection, history: FeedbackHistory, place: ExportCursor | datetime, last: ExportCursor
) -> set[str]:
    """The tickets of which something was said, or that were put, behind a place."""
    said = select(feedback.c.ticket_id).where(feedback.c.ticket_id.is_not(None), feedback.c.seq <= last.row)
    if isinstance(place, ExportCursor):
        put = select(TICKETS.c.id).where(TICKETS.c.revision > place.revision, TICKETS.c.revision <= last.revision)
        said = said.where(feedback.c.seq > place.row)
        return {*connection.execute(said).scalars(), *connection.execute(put).scalars()}
    ended = (
        (ticket.id, ticket.updated_at or ticket.closed_at or ticket.resolved_at or ticket.created_at)
        for ticket in history.tickets
    )
    newer = {ticket_id for ticket_id, moment in ended if moment is None or moment >= place}
    return {*connection.execute(said.where(feedback.c.at >= stamp(place))).scalars(), *newer}


def _training_row(ticket: Ticket, history: FeedbackHistory) -> dict[str, Any] | None:
    labels = history.labels.get(ticket.id, {})
    confirmed = {name: label for name, label in labels.items() if label.value is not None}
    if not confirmed:
        return None
    (final,) = with_final_labels([ticket], {ticket.id: labels}, config=history.config)
    row = final.model_dump(mode="json", exclude_defaults=True)
    for name in labels.keys() - confirmed.keys():
        row.pop(name, None)
    return {"id": ticket.id, **row, "label_source": {name: label.source for name, label in sorted(confirmed.items())}}
