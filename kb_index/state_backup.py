"""The state backup: one file with all that a desk's state holds, whole whatever is written meanwhile."""

import sqlite3
from contextlib import closing
from pathlib import Path

from firstline.datasets.disk_sync import sync
from firstline.datasets.errors import InputError, StateError
from firstline.datasets.unfinished_file import removed_on_failure, unfinished_file
from firstline.kb_index.database import database_file
from firstline.kb_index.state_location import FILE_NAME, StateLocation

_HEADER = b"SQLite format 3\x00"
_TABLES = frozenset({"articles", "tickets", "vectors"})


_ON_A_SERVER = (
    "{location} is a database on a server, which has a way of its own: pg_dump --format=custom --file=FILE copies it "
    "while the service goes on, pg_restore makes it again (docs/operations.md)"
)


def folder_of(location: StateLocation) -> Path:
    """The folder of a state that is one. Raises InputError for a database elsewhere, naming what to use instead."""
    if not location.is_folder:
        raise InputError(_ON_A_SERVER.format(location=location))
    return location.folder


def back_up(folder: Path, target: Path) -> int:
    """Copy the state in `folder` to the file `target`; returns its bytes. A service may go on writing.

    The copy is checked and on disk before it takes the place of an earlier backup. Snapshots are not in it: they are
    made again when the state is opened.

    Raises:
        InputError: there is no state, or `target` is something else than a backup.
        StateError: the state cannot be read, or the copy not written.
    """
    source = database_file(folder)
    if target.exists() and not _is_database(target):
        raise InputError(f"{target} exists and is no backup; name another file")
    _copy(source, target)
    return target.stat().st_size


def restore(backup: Path, folder: Path) -> None:
    """Make the state `folder` from the file `backup`.

    Raises:
        InputError: `backup` is none, or `folder` has a state already, which is never written over.
        StateError: the backup is damaged, or the state cannot be written.
    """
    if not backup.is_file() or not _is_database(backup):
        raise InputError(f"{backup} is no backup that `firstline backup` wrote")
    if (folder / FILE_NAME).exists():
        raise InputError(f"{folder} has a state already; move it away, or name another folder")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StateError(f"{folder} cannot be made: {error.strerror or error}") from None
    _copy(backup, folder / FILE_NAME)


def _copy(source: Path, target: Path) -> None:
    """By SQLite's own online backup: pages that change meanwhile are copied again."""
    unfinished = unfinished_file(target)
    try:
        with removed_on_failure(unfinished):
            unfinished.touch(mode=0o600)
            with closing(sqlite3.connect(source)) as there, closing(sqlite3.connect(unfinished)) as here:
                there.backup(here)
                here.execute("PRAGMA journal_mode=DELETE")
                _check(here, source)
            sync(unfinished)
            unfinished.replace(target)
            sync(target.parent)
    except sqlite3.Error as error:
        raise StateError(f"{source} cannot be copied to {target}: {error}") from None
    except OSError as error:
        raise StateError(f"{target} cannot be written: {error.strerror or error}") from None


def _check(copy: sqlite3.Connection, source: Path) -> None:
    (verdict,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
    names = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if verdict != "ok":
        raise StateError(f"{source} is damaged: {verdict}")
    if not names >= _TABLES:
        raise InputError(f"{source} is a database, but no desk's state")


def _is_database(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return stream.read(len(_HEADER)) == _HEADER
    except OSError:
        return False
