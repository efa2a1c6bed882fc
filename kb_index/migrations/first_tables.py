"""The first tables: those of every state that was made before there were versions.

Such a state may lack tables, for each was made when a command first needed it, and indexes that came later; what it
lacks is made. A table of the same name with other columns is somebody else's, and nothing is touched.
"""

from typing import Any

from alembic.operations import Operations
from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Connection,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    inspect,
)

from firstline.datasets.errors import StateError

revision = "0001"
down_revision = None

tables = MetaData()


def _words(length: int | None = None) -> Any:
    return String(length).with_variant(String(collation="C"), "postgresql")


def _count() -> Any:
    return BigInteger().with_variant(Integer(), "sqlite")


for _name in ("articles", "tickets"):
    Table(
        _name,
        tables,
        Column("id", _words(), primary_key=True),
        Column("content", Text, nullable=False),
        Column("updated_at", Float),
        Column("digest", _words(), index=True),
        Column("deleted", Boolean, nullable=False),
        Column("revision", _count(), nullable=False, unique=True),
    )
Table(
    "vectors",
    tables,
    Column("digest", _words(), primary_key=True),
    Column("encoder", _words(), primary_key=True),
    Column("data", LargeBinary, nullable=False),
)
Table(
    "index_settings",
    tables,
    Column("name", _words(), primary_key=True),
    Column("value", _words(), nullable=False),
)
Table(
    "article_rankers",
    tables,
    Column("encoder", _words(), primary_key=True),
    Column("revision", _count(), nullable=False),
    Column("data", LargeBinary),
)
Table(
    "article_votes",
    tables,
    Column("article_id", _words(), primary_key=True),
    Column("voter", _words(80), primary_key=True),
    Column("day", _words(10), primary_key=True),
    Column("interaction_id", _words(64), nullable=False),
    Column("verdict", _words(16), nullable=False),
    Column("revision", _count(), nullable=False, unique=True),
)
Table(
    "decisions",
    tables,
    Column("seq", _count(), primary_key=True, autoincrement=True),
    Column("id", _words(64), nullable=False, unique=True),
    Column("ticket_id", _words(), nullable=True),
    Column("at", _words(32), nullable=False),
    Column("text_sha256", _words(64), nullable=False),
    Column("answer", JSON, nullable=False),
    Index("decisions_of_ticket", "ticket_id", postgresql_using="hash"),
    Index("decisions_by_time", "at"),
    sqlite_autoincrement=True,
)
Table(
    "feedback",
    tables,
    Column("seq", _count(), primary_key=True, autoincrement=True),
    Column("id", _words(64), nullable=False, unique=True),
    Column("at", _words(32), nullable=False),
    Column("decision_id", _words(64), nullable=False),
    Column("ticket_id", _words(), nullable=True),
    Column("target", _words(32), nullable=False),
    Column("field", _words(), nullable=True),
    Column("action", _words(16), nullable=False),
    Column("final_value", _words(), nullable=True),
    Column("reason", _words(), nullable=True),
    Column("actor", _words(), nullable=True),
    Column("source", _words(16), nullable=False),
    Index("feedback_of_decision", "decision_id"),
    Index("feedback_of_ticket", "ticket_id", postgresql_using="hash"),
    Index("feedback_by_time", "at"),
    sqlite_autoincrement=True,
)
Table(
    "portal_events",
    tables,
    Column("seq", _count(), primary_key=True, autoincrement=True),
    Column("interaction_id", _words(64), nullable=False),
    Column("at", _words(32), nullable=False),
    Column("type", _words(32), nullable=False),
    Column("article_id", _words(), nullable=True),
    Column("ticket_id", _words(), nullable=True),
    Column("detail", JSON, nullable=True),
    Index("portal_events_of_interaction", "interaction_id"),
    sqlite_autoincrement=True,
)
Table(
    "portal_interactions",
    tables,
    Column("id", _words(64), primary_key=True),
    Column("started_at", _words(32), nullable=False),
    Column("last_at", _words(32), nullable=False),
    Column("requester_id", _words(), nullable=True),
    Column("visitor", _words(64), nullable=False),
    Column("held_out", Boolean, nullable=False),
    Column("trial", Boolean, nullable=False),
    Column("ended", _words(16), nullable=True),
    Column("ticket_id", _words(), nullable=True),
    Column("article_ids", JSON, nullable=False),
    Column("encoder", _words(64), nullable=True),
    Column("vector", LargeBinary, nullable=True),
    Index("portal_interactions_by_time", "started_at"),
)
Table(
    "portal_keys",
    tables,
    Column("day", _words(10), primary_key=True),
    Column("key", LargeBinary, nullable=False),
)
Table(
    "banners",
    tables,
    Column("id", _words(), primary_key=True),
    Column("at", _words(32), nullable=False),
    Column("revision", _count(), nullable=False, unique=True),
    Column("content", JSON(none_as_null=True), nullable=True),
)
Table(
    "idempotency_keys",
    tables,
    Column("route", _words(), primary_key=True),
    Column("key", _words(255), primary_key=True),
    Column("body_sha256", _words(64), nullable=False),
    Column("started_at", _words(32), nullable=False),
    Column("status", Integer, nullable=True),
    Column("media_type", _words(), nullable=True),
    Column("answer", LargeBinary, nullable=True),
    Index("idempotency_keys_by_time", "started_at"),
)
Table(
    "field_lists",
    tables,
    Column("name", _words(), primary_key=True),
    Column("at", _words(32), nullable=False),
    Column("revision", _count(), nullable=False, unique=True),
    Column("change", JSON, nullable=True),
)
Table(
    "api_keys",
    tables,
    Column("id", _words(16), primary_key=True),
    Column("digest", _words(64), nullable=False),
    Column("content", JSON, nullable=False),
    Column("created_at", _words(32), nullable=False),
    Column("revoked_at", _words(32), nullable=True),
    Column("revision", _count(), nullable=False, unique=True),
)


def upgrade(operations: Operations) -> None:
    """Make what is not there.

    Raises:
        StateError: a table of one of these names has other columns.
    """
    connection = operations.get_bind()
    there = set(inspect(connection).get_table_names())
    for table in tables.sorted_tables:
        if table.name in there:
            _check(connection, table)
    tables.create_all(connection)
    for table in tables.sorted_tables:
        if table.name in there:
            for index in table.indexes:
                index.create(connection, checkfirst=True)


def _check(connection: Connection, table: Table) -> None:
    found = {column["name"] for column in inspect(connection).get_columns(table.name)}
    wanted = {column.name for column in table.columns}
    if found != wanted:
        raise StateError(
            f"The table {table.name} is none that this version of Firstline can bring up to date: it has the columns "
            f"{', '.join(sorted(found))}, and {', '.join(sorted(wanted))} are wanted. Name a database or a schema of "
            "Firstline's own, or a state that a released version made."
        )
