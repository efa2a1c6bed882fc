"""The database: where a desk's state is kept. The one home of the SQL engine.

SQLite in write-ahead mode: readers never wait for a writer, one writer at a time, and `synchronous=FULL` so that what
was acknowledged survives a crash of the process and of the machine.
"""

import contextlib
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, MetaData, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError

from firstline.datasets.errors import InputError, StateError

FILE_NAME = "firstline.db"
BUSY_MILLISECONDS = 15_000
_WRITE = "firstline_write"

metadata = MetaData()
"""Tables of every part that keeps state; `Database.create_all` creates those that are not there yet."""


def database_file(folder: Path) -> Path:
    """The database of a state that is there.

    Raises:
        InputError: there is none.
    """
    file = folder / FILE_NAME
    if not file.is_file():
        raise InputError(f"{folder} is no desk's state: it has no {FILE_NAME}; name the folder that serve was given")
    return file


class Database:
    """Connections to one state.

    Args:
        url: an SQLAlchemy URL such as `sqlite:////var/lib/desk/firstline.db`.
    """

    def __init__(self, url: str) -> None:
        self.engine: Engine = create_engine(url, pool_size=8, max_overflow=-1)
        self._is_sqlite = self.engine.dialect.name == "sqlite"
        self._watch: Any = None
        self._watch_lock = threading.Lock()
        if self._is_sqlite:
            event.listen(self.engine, "connect", _prepare_sqlite)
            event.listen(self.engine, "begin", _begin_sqlite)

    @classmethod
    def in_folder(cls, folder: Path) -> "Database":
        """The database of a state folder, which is made, for its owner only, when it is not there.

        Raises:
            StateError: the folder cannot be made, or what lies there is no database.
        """
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise StateError(f"The state folder {folder} cannot be made: {error.strerror}. Name another.") from None
        database = cls(f"sqlite:///{folder / FILE_NAME}")
        try:
            database.create_all()
        except DatabaseError as error:
            database.close()
            raise StateError(
                f"{folder / FILE_NAME} cannot be opened as a database ({error.orig}). Restore it from a backup, or "
                f"remove the folder and run `firstline index` again."
            ) from None
        return database

    def create_all(self) -> None:
        """Create the tables of `metadata` that are missing."""
        with self.write() as connection:
            metadata.create_all(connection)

    @contextlib.contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection with one consistent view of the data."""
        with self.engine.connect() as connection:
            yield connection

    @contextlib.contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that holds the write lock from its start and is on disk when the block is left."""
        with self.engine.connect().execution_options(**{_WRITE: True}) as connection, connection.begin():
            yield connection

    def change_counter(self) -> int | None:
        """A number that differs from the last one after any connection committed, None where there is none.

        Costs some microseconds in SQLite (`PRAGMA data_version`).
        """
        return int(self._watched("PRAGMA data_version")) if self._is_sqlite else None

    def peek(self, statement: str) -> Any:
        """The first value that `statement` selects, outside of any transaction.

        Some microseconds in SQLite, where a transaction of the engine costs most of a millisecond: for what every
        request asks.
        """
        if self._is_sqlite:
            return self._watched(statement)
        with self.read() as connection:
            return connection.exec_driver_sql(statement).scalar()

    def _watched(self, statement: str) -> Any:
        with self._watch_lock:
            if self._watch is None:
                self._watch = self.engine.raw_connection()
            try:
                return self._watch.driver_connection.execute(statement).fetchone()[0]
            except sqlite3.Error as error:
                raise OperationalError(statement, None, error) from None

    def vacuum(self) -> None:
        """Give back the room of what was deleted, so that nothing of it is left in the file. Waits for writers.

        Raises:
            StateError: others kept the database busy, or there is no room for a copy of it.
        """
        if not self._is_sqlite:
            return
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


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # The driver's own transaction handling begins too late for a consistent read; `_begin_sqlite` does it instead.
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout={BUSY_MILLISECONDS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "cache_size=-65536",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and writes later would fail with "database is locked" without waiting.
    writes = connection.get_execution_options().get(_WRITE, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
