"""The SQLite backend: a state in a folder.

Write-ahead mode: readers never wait for a writer, one writer at a time, and `synchronous=FULL` so that what was
acknowledged survives a crash of the process and of the machine.
"""

import contextlib
import sqlite3
import threading
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from sqlalchemy import URL, Connection, create_engine, event
from sqlalchemy.exc import OperationalError

from firstline.datasets.errors import StateError

BUSY_MILLISECONDS = 15_000
_WRITE = "firstline_write"


class SqliteBackend:
    """
    Args:
        prompt: commits do not wait for the disk; see `prompt_database`.
    """

    def __init__(self, url: URL, *, prompt: bool) -> None:
        self.engine = create_engine(url, pool_size=8, max_overflow=-1, hide_parameters=True)
        self.read_options: Mapping[str, Any] = {}
        self.write_options: Mapping[str, Any] = {_WRITE: True}
        self._watch: Any = None
        self._watch_lock = threading.Lock()
        # In write-ahead mode NORMAL never damages the file; it only leaves the sync to the next checkpoint.
        event.listen(self.engine, "connect", partial(_prepare, synchronous="NORMAL" if prompt else "FULL"))
        event.listen(self.engine, "begin", _begin)

    def take_turn(self, connection: Connection) -> None:
        """`BEGIN IMMEDIATE` waited already."""

    def change_counter(self) -> int | None:
        """Some microseconds."""
        return int(self.peek("PRAGMA data_version"))

    def peek(self, statement: str) -> Any:
        """Some microseconds, where a transaction of the engine costs most of a millisecond."""
        with self._watch_lock:
            if self._watch is None:
                self._watch = self.engine.raw_connection()
            try:
                return self._watch.driver_connection.execute(statement).fetchone()[0]
            except sqlite3.Error as error:
                raise OperationalError(statement, None, error) from None

    def vacuum(self, tables: Sequence[str]) -> None:  # noqa: ARG002  # the file is rewritten as a whole
        with contextlib.closing(self.engine.raw_connection()) as connection:
            driver: Any = connection.driver_connection
            try:
                for statement in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                    driver.execute(statement).fetchall()
            except sqlite3.Error as error:
                raise StateError(
                    f"What was deleted is gone from the tables, but may still lie in the file ({error}); run it again."
                ) from None

    def close(self) -> None:
        with self._watch_lock:
            if self._watch is not None:
                self._watch.close()
                self._watch = None
        self.engine.dispose()


def _prepare(connection: sqlite3.Connection, _record: object, *, synchronous: str) -> None:
    # The driver's own transaction handling begins too late for a consistent read; `_begin` does it instead.
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout={BUSY_MILLISECONDS}",
        "journal_mode=WAL",
        f"synchronous={synchronous}",
        "foreign_keys=ON",
        "cache_size=-8192",  # KiB for each of the threads that ask; the system keeps the file itself
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # A transaction that reads first and writes later would fail with "database is locked" without waiting.
    writes = connection.get_execution_options().get(_WRITE, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
