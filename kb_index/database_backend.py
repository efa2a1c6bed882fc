"""The database backend: what a kind of database has to say for itself."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError


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


def driver_words(error: DBAPIError) -> str:
    """What the driver says, in one line. It names hosts and users, never a password, and no value of a row."""
    # A server's answer may quote a row in what follows its first sentence.
    primary = getattr(getattr(error.orig, "diag", None), "message_primary", None)
    return " ".join(str(primary or error.orig).split())
