"""The state's version: which migrations its tables have been through.

Alembic knows the way from one version to the next. It takes longer to import than the rest of opening a state, so it
is asked only where the version is not the newest.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from firstline.datasets.errors import StateError

NEWEST = "0001"
"""The revision of the last migration."""

VERSION_TABLE = "firstline_version"
"""Not Alembic's own name for it: MLflow may keep its tables in the same database."""

Opened = Callable[[], AbstractContextManager[Connection]]

MIGRATIONS = Path(__file__).parent / "migrations"


def version_of(connection: Connection) -> str | None:
    """The revision of a state; None of one that is empty, or was made before there were versions."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    version: str | None = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608  # a name of ours
    return version


def bring_up_to_date(read: Opened, write: Opened) -> None:
    """Run the migrations that a state has not been through, in one transaction.

    Args:
        read: a transaction that reads.
        write: one that holds the write lock, so that of several processes that start at once one migrates and the
            others find it done.

    Raises:
        StateError: the state was made by a newer version, or its tables are none that Firstline made.
    """
    with read() as connection:
        if version_of(connection) == NEWEST:
            return
    with write() as connection:
        version = version_of(connection)
        if version != NEWEST:
            _migrate(connection, version)


def _migrate(connection: Connection, version: str | None) -> None:
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory(MIGRATIONS, version_locations=[MIGRATIONS])
    known = {script.revision for script in scripts.walk_revisions()}
    if version is not None and version not in known:
        raise StateError(
            f"The state was made by a newer version of Firstline: its tables are of version {version[:40]}, and this "
            f"one knows them up to {NEWEST}. Install that version, or restore a backup of before."
        )
    context = MigrationContext.configure(
        connection,
        # `_upgrade_revs` has no other name; Alembic's own cookbook says this one.
        opts={"version_table": VERSION_TABLE, "fn": lambda heads, _: scripts._upgrade_revs(NEWEST, heads)},
    )
    # Handed over, not Alembic's global `op`: threads may open states of their own.
    context.run_migrations(operations=Operations(context))
