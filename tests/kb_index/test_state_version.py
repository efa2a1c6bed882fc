"""Tests of state_version: whatever a state was, after it was opened its tables are those of this version."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text

import firstline.serving.tables  # noqa: F401  # its tables belong to a state too
from firstline.datasets.errors import StateError
from firstline.kb_index.database import Database, metadata
from firstline.kb_index.migrations.first_tables import tables
from firstline.kb_index.state_version import MIGRATIONS, NEWEST, VERSION_TABLE, version_of

ROOT = Path(__file__).parents[2]

OPEN = """
import sys
from firstline.kb_index.database import Database
database = Database.open(sys.argv[1])
database.close()
print("alembic" in sys.modules)
"""


def opened(place):
    return subprocess.Popen([sys.executable, "-c", OPEN, place], stdout=subprocess.PIPE, text=True, cwd=ROOT)


@pytest.fixture
def older(place):
    """A state that was made before there were versions, with a row in it."""
    database = Database.open(place)
    with database.write() as connection:
        tables.drop_all(connection)
        connection.execute(text(f"DROP TABLE {VERSION_TABLE}"))
        tables.create_all(connection)
        connection.execute(text("INSERT INTO index_settings VALUES ('encoder', 'kept')"))
    yield database
    database.close()


def version(database):
    with database.read() as connection:
        return version_of(connection)


@pytest.mark.both_engines
def test_the_migrations_give_exactly_the_tables_that_the_code_knows(place):
    database = Database.open(place)
    with database.read() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE, "compare_type": True})
        assert compare_metadata(context, metadata) == []
    database.close()


def test_the_newest_version_is_that_of_the_last_migration():
    assert ScriptDirectory(MIGRATIONS, version_locations=[MIGRATIONS]).get_current_head() == NEWEST


@pytest.mark.both_engines
def test_a_state_of_before_there_were_versions_is_taken_as_it_is(older, place):
    assert version(older) is None
    Database.open(place).close()
    assert version(older) == NEWEST
    with older.read() as connection:
        assert connection.execute(text("SELECT value FROM index_settings")).scalar_one() == "kept"


@pytest.mark.both_engines
def test_what_such_a_state_lacks_is_made(older, place):
    """`firstline index` alone had made no tables of the service, and indexes came later."""
    with older.write() as connection:
        connection.execute(text("DROP TABLE decisions"))
        connection.execute(text("DROP INDEX feedback_by_time"))
    Database.open(place).close()
    with older.read() as connection:
        assert inspect(connection).has_table("decisions")
        assert inspect(connection).has_index("feedback", "feedback_by_time")


@pytest.mark.both_engines
def test_tables_of_somebody_else_are_named_and_left_alone(older, place):
    with older.write() as connection:
        connection.execute(text("DROP TABLE tickets"))
        connection.execute(text("CREATE TABLE tickets (number INTEGER)"))
    with pytest.raises(StateError, match=r"table tickets .* columns number, and"):
        Database.open(place)
    assert version(older) is None


@pytest.mark.both_engines
def test_a_state_of_a_newer_version_is_refused_and_left_alone(place):
    database = Database.open(place)
    with database.write() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))
    with pytest.raises(StateError, match="newer version of Firstline"):
        Database.open(place)
    assert version(database) == "9999"
    database.close()


@pytest.mark.both_engines
def test_of_several_processes_that_start_at_once_one_migrates(place):
    processes = [opened(place) for _ in range(3)]
    said = [process.communicate(timeout=60)[0].strip() for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0]
    assert "True" in said
    # Alembic takes longer to import than all the rest of opening.
    assert opened(place).communicate(timeout=60)[0].strip() == "False"


def test_a_state_of_the_version_before_opens_with_its_rows(tmp_path):
    """As the last version without migrations wrote it: SQLAlchemy's own `create_all`."""
    (tmp_path / "old.state").mkdir()
    engine = create_engine(f"sqlite:///{tmp_path / 'old.state' / 'firstline.db'}")
    with engine.begin() as connection:
        metadata.create_all(connection)
        connection.execute(text("INSERT INTO tickets VALUES ('T1', '{}', NULL, 'd', 0, 1)"))
    engine.dispose()
    shutil.copytree(tmp_path / "old.state", tmp_path / "copy.state")
    database = Database.open(tmp_path / "copy.state")
    assert version(database) == NEWEST
    assert database.peek("SELECT id FROM tickets") == "T1"
    database.close()
