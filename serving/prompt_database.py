"""The prompt database: a second way into the state, whose commits do not wait for the disk.

What Firstline itself said (decisions, suggestions, keys of repeated requests) is written on the way of every answer,
where a sync of the disk would cost as much as half an encode (2 to 4 ms measured, against 0.02). Such a commit survives
the death of the process, `kill -9` included; after a power cut the last moments may be missing. What people and desks
say (feedback, tickets, articles) goes through the state's own database and is on disk when it is answered.
"""

import sqlite3

from sqlalchemy import event

from firstline.kb_index.database import Database


def prompt_database(database: Database) -> Database:
    """Another `Database` on the same data; its owner closes it."""
    engine = database.engine
    prompt = Database(engine.url.render_as_string(hide_password=False))
    if engine.dialect.name == "sqlite":
        event.listen(prompt.engine, "connect", _do_not_wait)
    return prompt


def _do_not_wait(connection: sqlite3.Connection, _record: object) -> None:
    # In write-ahead mode NORMAL never damages the file; it only leaves the sync to the next checkpoint.
    connection.execute("PRAGMA synchronous=NORMAL")
