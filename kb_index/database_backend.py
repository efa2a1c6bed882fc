"""The database backend: what a kind of database has to say for itself."""

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

_POSTGRESQL_DISK_FULL = "53100"


class DatabaseBackend(Protocol):
    """One kind of database under a `Database`.

    `read_options` and `write_options` are execution options of SQLAlchemy for a connection that reads or writes.
    """

    engine: Engine
    read_options: Mapping[str, Any]
    write_options: Mapping[str, Any]

    def take_turn(self, connection: Connection) -> None:
        """Within a transaction that writes, before anything else: wait until no other one writes."""
        ...

    def change_counter(self) -> int | None: ...

    def peek(self, statement: str) -> Any: ...

    def vacuum(self, tables: Sequence[str]) -> None: ...

    def close(self) -> None: ...


def has_no_room(error: DBAPIError) -> bool:
    """Whether nothing can be written for want of room, or because the disk was made read-only."""
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:  # the low byte is the primary code
        return code & 0xFF in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY)
    return getattr(error.orig, "sqlstate", None) == _POSTGRESQL_DISK_FULL


def driver_words(error: DBAPIError) -> str:
    """The first sentence of what the driver says. It names hosts and users, never a password, and no value of a row."""
    # A server's answer may quote a row in what follows, and a failed connection asks whether somebody listens there.
    primary = getattr(getattr(error.orig, "diag", None), "message_primary", None)
    said = str(primary or error.orig).strip() or type(error.orig).__name__
    return said.splitlines()[0].strip()
