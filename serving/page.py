"""The page: one part of a long list, read in an order that stays while others write."""

import base64
import binascii
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, select

from firstline.serving.clock import stamp
from firstline.serving.problems import invalid


@dataclass(frozen=True, slots=True)
class PageQuery:
    """What to read: `[since, until)`, of one ticket or all, at most `limit`, after what `cursor` had ended with."""

    since: datetime | None = None
    until: datetime | None = None
    ticket_id: str | None = None
    limit: int = 100
    cursor: str | None = None

    def spans(self, moment: datetime | None) -> bool:
        """Whether `moment` lies in the time asked for; what has no date does only when none was."""
        if moment is None:
            return self.since is None and self.until is None
        return (self.since is None or moment >= self.since) and (self.until is None or moment < self.until)


@dataclass(frozen=True, slots=True)
class Page:
    """Oldest first. `next_cursor` is None when nothing followed at the time."""

    items: list[dict[str, Any]]
    next_cursor: str | None

    def as_json(self) -> dict[str, Any]:
        return {"items": self.items, "next_cursor": self.next_cursor}


def write_cursor(position: str) -> str:
    """An opaque cursor for the last `position` that was shown."""
    return base64.urlsafe_b64encode(f"v1:{position}".encode()).decode().rstrip("=")


def read_cursor(cursor: str) -> str:
    """The position that `write_cursor` was given.

    Raises:
        ProblemError: 422, this service never gave out that cursor.
    """
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except (binascii.Error, ValueError):
        text = ""
    version, _, position = text.partition(":")
    if version != "v1" or not position:
        raise invalid("#", "query parameter cursor: not a cursor of this service; leave it out to start anew")
    return position


def select_page(
    connection: Connection,
    table: Table,
    query: PageQuery,
    *,
    show: Callable[[Mapping[str, Any]], dict[str, Any] | None],
    where: ColumnElement[bool] | None = None,
) -> Page:
    """Read one page of `table`, which has the columns `seq`, `at` and `ticket_id`.

    `show` makes an item of a row, or None of one that the reader may not see: pages are filled up with those behind it.
    """
    statement = select(table).order_by(table.c.seq).limit(query.limit + 1)
    if where is not None:
        statement = statement.where(where)
    if query.since is not None:
        statement = statement.where(table.c.at >= stamp(query.since))
    if query.until is not None:
        statement = statement.where(table.c.at < stamp(query.until))
    if query.ticket_id is not None:
        statement = statement.where(table.c.ticket_id == query.ticket_id)
    after = 0 if query.cursor is None else _sequence(query.cursor)
    found: list[tuple[int, dict[str, Any]]] = []
    while len(found) <= query.limit:
        rows = connection.execute(statement.where(table.c.seq > after)).mappings().all()
        items = ((row["seq"], show(dict(row))) for row in rows)
        found.extend((seq, item) for seq, item in items if item is not None)
        if len(rows) <= query.limit:
            break
        after = rows[-1]["seq"]
    shown = found[: query.limit]
    more = len(found) > query.limit
    return Page([item for _, item in shown], write_cursor(str(shown[-1][0])) if more else None)


def _sequence(cursor: str) -> int:
    position = read_cursor(cursor)
    if not position.isascii() or not position.isdigit() or len(position) > 18:
        raise invalid("#", "query parameter cursor: not a cursor of this list; leave it out to start anew")
    return int(position)
