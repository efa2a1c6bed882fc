"""The tables that the HTTP service adds to a desk's state."""

from sqlalchemy import JSON, Boolean, Column, Index, Integer, LargeBinary, Table

from firstline.kb_index.column_type import number, words
from firstline.kb_index.database import metadata

# `seq` is the order of commit, for one writer writes at a time in every database (`Database.write`): a cursor over it
# stays true while others write.
# Ids of tickets may be of any length in a request, and a hash takes each; a sorted index of PostgreSQL does not.
# Times are RFC 3339 in UTC with microseconds: as text they sort as they happened, in every database.

decisions = Table(
    "decisions",
    metadata,
    Column("seq", number(), primary_key=True, autoincrement=True),
    Column("id", words(64), nullable=False, unique=True),
    Column("ticket_id", words(), nullable=True),
    Column("at", words(32), nullable=False),
    Column("text_sha256", words(64), nullable=False),
    Column("answer", JSON, nullable=False),
    Index("decisions_of_ticket", "ticket_id", postgresql_using="hash"),
    Index("decisions_by_time", "at"),
    sqlite_autoincrement=True,
)

feedback = Table(
    "feedback",
    metadata,
    Column("seq", number(), primary_key=True, autoincrement=True),
    Column("id", words(64), nullable=False, unique=True),
    Column("at", words(32), nullable=False),
    Column("decision_id", words(64), nullable=False),
    Column("ticket_id", words(), nullable=True),
    Column("target", words(32), nullable=False),
    Column("field", words(), nullable=True),
    Column("action", words(16), nullable=False),
    Column("final_value", words(), nullable=True),
    Column("reason", words(), nullable=True),
    Column("actor", words(), nullable=True),
    Column("source", words(16), nullable=False),
    Index("feedback_of_decision", "decision_id"),
    Index("feedback_of_ticket", "ticket_id", postgresql_using="hash"),
    Index("feedback_by_time", "at"),
    sqlite_autoincrement=True,
)

portal_events = Table(
    "portal_events",
    metadata,
    Column("seq", number(), primary_key=True, autoincrement=True),
    Column("interaction_id", words(64), nullable=False),
    Column("at", words(32), nullable=False),
    Column("type", words(32), nullable=False),
    Column("article_id", words(), nullable=True),
    Column("ticket_id", words(), nullable=True),
    Column("detail", JSON, nullable=True),
    Index("portal_events_of_interaction", "interaction_id"),
    sqlite_autoincrement=True,
)

portal_interactions = Table(
    "portal_interactions",
    metadata,
    Column("id", words(64), primary_key=True),
    Column("started_at", words(32), nullable=False),
    Column("last_at", words(32), nullable=False),
    Column("requester_id", words(), nullable=True),
    Column("visitor", words(64), nullable=False),
    Column("held_out", Boolean, nullable=False),
    Column("trial", Boolean, nullable=False),
    Column("ended", words(16), nullable=True),
    Column("ticket_id", words(), nullable=True),
    Column("article_ids", JSON, nullable=False),
    Column("encoder", words(64), nullable=True),
    Column("vector", LargeBinary, nullable=True),
    Index("portal_interactions_by_time", "started_at"),
)
"""One row an interaction. `article_ids` are in place now, or would be where it is held out; `vector` is the last
text's, float16, so that a later contact about the same can be told."""

portal_keys = Table(
    "portal_keys",
    metadata,
    Column("day", words(10), primary_key=True),
    Column("key", LargeBinary, nullable=False),
)

banners = Table(
    "banners",
    metadata,
    Column("id", words(), primary_key=True),
    Column("at", words(32), nullable=False),
    Column("revision", number(), nullable=False, unique=True),
    Column("content", JSON(none_as_null=True), nullable=True),
)
"""Known incidents; one that was taken away leaves its revision, so that other processes notice."""

idempotency_keys = Table(
    "idempotency_keys",
    metadata,
    Column("route", words(), primary_key=True),
    Column("key", words(255), primary_key=True),
    Column("body_sha256", words(64), nullable=False),
    Column("started_at", words(32), nullable=False),
    Column("status", Integer, nullable=True),
    Column("media_type", words(), nullable=True),
    Column("answer", LargeBinary, nullable=True),
    Index("idempotency_keys_by_time", "started_at"),
)

field_lists = Table(
    "field_lists",
    metadata,
    Column("name", words(), primary_key=True),
    Column("at", words(32), nullable=False),
    Column("revision", number(), nullable=False, unique=True),
    Column("change", JSON, nullable=True),
)
"""What a desk changed of its closed lists; a change that was taken back leaves its revision, so that others notice."""

api_keys = Table(
    "api_keys",
    metadata,
    Column("id", words(16), primary_key=True),
    Column("digest", words(64), nullable=False),
    Column("content", JSON, nullable=False),
    Column("created_at", words(32), nullable=False),
    Column("revoked_at", words(32), nullable=True),
    Column("revision", number(), nullable=False, unique=True),
)
"""Who may call; only digests of the keys. One that was revoked stays, so that a log's key ids keep their names."""
