"""The database: where a desk's state is kept, in a folder or on a server. The one home of the SQL engine."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, MetaData, inspect
from sqlalchemy.exc import DatabaseError, DBAPIError

from firstline.datasets.errors import FirstlineError, InputError, StateAddressError, StateError
from firstline.kb_index.database_backend import DatabaseBackend, driver_words
from firstline.kb_index.postgresql_backend import PostgresqlBackend
from firstline.kb_index.sqlite_backend import SqliteBackend
from firstline.kb_index.state_location import FILE_NAME, StateLocation
from firstline.kb_index.state_version import bring_up_to_date

metadata = MetaData()
"""Tables of every part that keeps state. They are made by the migrations, which are to give the same."""

_LANDMARK = "index_settings"


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
        url: of the database.
        prompt: commits do not wait for the disk; see `prompt_database`.

    Raises:
        StateAddressError: the driver of the database is not installed.
    """

    def __init__(self, url: URL, *, prompt: bool = False) -> None:
        kind = SqliteBackend if url.get_backend_name() == "sqlite" else PostgresqlBackend
        self._backend: DatabaseBackend = kind(url, prompt=prompt)
        self.engine = self._backend.engine

    @classmethod
    def open(cls, named: str | Path | StateLocation) -> "Database":
        """The database of a state, with the tables of this version. A folder is made, for its owner only, when it is
        not there.

        Raises:
            InputError: a URL that is not understood.
            StateAddressError: nothing that can be used answers at a URL.
            StateError: the folder cannot be made, what lies there is no database, or it is a newer version's.
        """
        location = StateLocation.of(named)
        if location.is_folder:
            _make(location.folder)
        database = cls(location.url)
        try:
            bring_up_to_date(database.read, database.write)
        except DBAPIError as error:
            database.close()
            raise _unusable(location, error) from None
        except BaseException:
            database.close()
            raise
        return database

    @contextlib.contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection with one consistent view of the data."""
        with self.engine.connect().execution_options(**self._backend.read_options) as connection:
            yield connection

    @contextlib.contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that holds the write lock from its start and is on disk when the block is left."""
        options = self._backend.write_options
        with self.engine.connect().execution_options(**options) as connection, connection.begin():
            self._backend.take_turn(connection)
            yield connection

    def change_counter(self) -> int | None:
        """A number that differs from the last one after any connection committed, None where there is none."""
        return self._backend.change_counter()

    def peek(self, statement: str) -> Any:
        """The first value that `statement` selects, outside of any transaction: for what every request asks."""
        return self._backend.peek(statement)

    def vacuum(self) -> None:
        """Give back the room of what was deleted, so that nothing of it is left in the tables' files. Waits for others.

        Raises:
            StateError: others kept the database busy, or there is no room for a copy of it.
        """
        self._backend.vacuum([table.name for table in metadata.sorted_tables])

    def close(self) -> None:
        self._backend.close()


def require_state(named: str | Path | StateLocation) -> StateLocation:
    """The location of a state that is there; nothing is made.

    Raises:
        InputError: there is none.
        StateAddressError: nothing that can be used answers at a URL.
    """
    location = StateLocation.of(named)
    if location.is_folder:
        database_file(location.folder)
    elif not has_state(location):
        raise InputError(f"{location} has no desk's state yet; `firstline index` and `firstline serve` make it")
    return location


def has_state(location: StateLocation) -> bool:
    """Whether a state is there; nothing is made.

    Raises:
        StateAddressError: nothing that can be used answers at a URL.
    """
    if location.is_folder:
        return location.database_file.is_file()
    database = Database(location.url)
    try:
        with database.read() as connection:
            return inspect(connection).has_table(_LANDMARK)
    except DBAPIError as error:
        raise _unusable(location, error) from None
    finally:
        database.close()


def _make(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StateError(f"The state folder {folder} cannot be made: {error.strerror}. Name another.") from None


def _unusable(location: StateLocation, error: DBAPIError) -> FirstlineError:
    if location.is_folder and isinstance(error, DatabaseError):
        return StateError(
            f"{location.database_file} cannot be opened as a database ({error.orig}). Restore it from a backup, or "
            f"remove the folder and run `firstline index` again."
        )
    return StateAddressError(
        f"{location} cannot be used: {driver_words(error)}. Look whether the server runs, and at the user, the "
        "password (in the URL, PGPASSWORD or ~/.pgpass) and the name of the database."
    )
