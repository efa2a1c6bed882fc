"""The revised value: what a table says, read again only after somebody changed it."""

from collections.abc import Callable
from typing import Generic, TypeVar

from sqlalchemy import Connection, Table, func, select

from firstline.kb_index.database import Database

T = TypeVar("T")


def latest_revision(database: Database, table: Table) -> int:
    """The highest `revision` in `table`, 0 where it is empty; some microseconds in SQLite."""
    return int(database.peek(f"SELECT max(revision) FROM {table.name}") or 0)  # noqa: S608  # a name of ours


def next_revision(connection: Connection, table: Table) -> int:
    """The number of the next change, within the transaction that makes it."""
    return (connection.execute(select(func.max(table.c.revision))).scalar_one() or 0) + 1


class RevisedValue(Generic[T]):
    """What `read` makes of a table in which every change has a higher `revision` than those before it.

    Cheap to ask with every call, and true whichever process made the change.
    """

    def __init__(self, database: Database, table: Table, read: Callable[[Connection], T]) -> None:
        self._database = database
        self._table = table
        self._read = read
        self._known: tuple[int, T] | None = None

    def now(self) -> T:
        """The value as of the last change."""
        revision = latest_revision(self._database, self._table)
        if self._known is None or self._known[0] != revision:
            with self._database.read() as connection:
                self._known = (revision, self._read(connection))
        return self._known[1]
