"""The state move: what a backup of a folder's state holds, into an empty database on a server."""

from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, Table, func, inspect, select, text

from firstline.datasets.errors import InputError, StateError
from firstline.kb_index.database import Database, metadata
from firstline.kb_index.state_backup import restore
from firstline.kb_index.state_location import StateLocation
from firstline.kb_index.state_version import VERSION_TABLE

_ROWS = 500


def move_backup(backup: Path, location: StateLocation) -> int:
    """Put every row of the file `backup` into the database at `location`, in one transaction; returns how many.

    The parts that add tables of their own to a state have to be imported before.

    Raises:
        InputError: `backup` is none, or the database has a state with something in it.
        StateAddressError: nothing that can be used answers there.
        StateError: the backup is damaged, or of a newer version.
    """
    with TemporaryDirectory(prefix="firstline-") as folder:
        restore(backup, Path(folder) / "state")
        source = Database.open(Path(folder) / "state")
        try:
            target = Database.open(location)
            try:
                with source.read() as there, target.write() as here:
                    _check(there, here, location)
                    return sum(_copied(table, there, here) for table in metadata.sorted_tables)
            finally:
                target.close()
        finally:
            source.close()


def _check(there: Connection, here: Connection, location: StateLocation) -> None:
    unknown = {*inspect(there).get_table_names()} - {*metadata.tables, VERSION_TABLE, "sqlite_sequence"}
    if unknown:
        raise StateError(f"the backup has tables that nobody here knows: {', '.join(sorted(unknown))}")
    for table in metadata.sorted_tables:
        if here.execute(select(func.count()).select_from(table)).scalar_one():
            raise InputError(f"{location} has a state already ({table.name}); name an empty database, or a new schema")


def _copied(table: Table, there: Connection, here: Connection) -> int:
    count = 0
    for rows in there.execute(select(table)).mappings().partitions(_ROWS):
        here.execute(table.insert(), [dict(row) for row in rows])
        count += len(rows)
    counter = table.autoincrement_column
    if count and counter is not None and counter.autoincrement is True:
        # The server's own counter has not seen the numbers that came with the rows.
        here.execute(
            text("SELECT setval(pg_get_serial_sequence(:table, :column), :highest)"),
            {
                "table": table.name,
                "column": counter.name,
                "highest": here.execute(select(func.max(counter))).scalar_one(),
            },
        )
    return count
