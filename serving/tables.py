"""The tables that the HTTP service adds to a desk's state."""

from sqlalchemy import JSON, Boolean, Column, Index, Integer, LargeBinary, String, Table

from firstline.kb_index.database import metadata

# `seq` is the order of commit under SQLite's one writer, so a cursor over it stays true while others write.
# Times are RFC 3339 in UTC with microseconds: as text they sort as they happened, in every database.

decisions = Table(
    "decisions",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("ticket_id", String, nullable=True),
    Column("at", String(32), nullable=False),
    Column("text_sha256", String(64), nullable=False),
    Column("answer", JSON, nullable=False),
    Index("decisions_of_ticket", "ticket_id"),
    Index("decisions_by_time", "at"),
    sqlite_autoincrement=True,
)

feedback = Table(
    "feedback",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("at", String(32), nullable=False),
    Column("decision_id", String(64), nullable=False),
    Column("ticket_id", String, nullable=True),
    Column("target", String(32), nullable=False),
    Column("field", String, nullable=True),
    Column("action", String(16), nullable=False),
    Column("final_value", String, nullable=True),
    Column("reason", String, nullable=True),
    Column("actor", String, nullable=True),
    Column("source", String(16), nullable=False),
    Index("feedback_of_decision", "decision_id"),
    Index("feedback_of_ticket", "ticket_id"),
    Index("feedback_by_time", "at"),
    sqlite_autoincrement=True,
)

portal_events = Table(
    "portal_events",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("interaction_id", String(64), nullable=False),
    Column("at", String(32), nullable=False),
    Column("type", String(32), nullable=False),
    Column("article_id", String, nullable=True),
    Column("ticket_id", String, nullable=True),
    Column("detail", JSON, nullable=True),
    Index("portal_events_of_interaction", "interaction_id"),
    sqlite_autoincrement=True,
)

portal_interactions = Table(
    "portal_interactions",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("started_at", String(32), nullable=False),
    Column("last_at", String(32), nullable=False),
    Column("requester_id", String, nullable=True),
    Column("visitor", String(64), nullable=False),
    Column("held_out", Boolean, nullable=False),
    Column("trial", Boolean, nullable=False),
    Column("ended", String(16), nullable=True),
    Column("ticket_id", String, nullable=True),
    Column("article_ids", JSON, nullable=False),
    Column("encoder", String(64), nullable=True),
    Column("vector", LargeBinary, nullable=True),
    Index("portal_interactions_by_time", "started_at"),
)
"""One row an interaction. `article_ids` are in place now, or would be where it is held out; `vector` is the last
text's, float16, so that a later contact about the same can be told."""

portal_keys = Table(
    "portal_keys",
    metadata,
    Column("day", String(10), primary_key=True),
    Column("key", LargeBinary, nullable=False),
)

banners = Table(
    "banners",
    metadata,
    Column("id", String, primary_key=True),
    Column("at", String(32), nullable=False),
    Column("revision", Integer, nullable=False, unique=True),
    Column("content", JSON(none_as_null=True), nullable=True),
)
"""Known incidents; one that was taken away leaves its revision, so that other processes notice."""

idempotency_keys = Table(
    "idempotency_keys",
    metadata,
    Column("route", String, primary_key=True),
    Column("key", String(255), primary_key=True),
    Column("body_sha256", String(64), nullable=False),
    Column("started_at", String(32), nullable=False),
    Column("status", Integer, nullable=True),
    Column("media_type", String, nullable=True),
    Column("answer", LargeBinary, nullable=True),
    Index("idempotency_keys_by_time", "started_at"),
)

field_lists = Table(
    "field_lists",
    metadata,
    Column("name", String, primary_key=True),
    Column("at", String(32), nullable=False),
    Column("revision", Integer, nullable=False, unique=True),
    Column("change", JSON, nullable=True),
)
"""What a desk changed of its closed lists; a change that was taken back leaves its revision, so that others notice."""

api_keys = Table(
    "api_keys",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("content", JSON, nullable=False),
    Column("created_at", String(32), nullable=False),
    Column("revoked_at", String(32), nullable=True),
    Column("revision", Integer, nullable=False, unique=True),
)
"""Who may call; only digests of the keys. One that was revoked stays, so that a log's key ids keep their names."""
