"""The prompt database: a second way into the state, whose commits do not wait for the disk.

What Firstline itself said (decisions, suggestions, keys of repeated requests) is written on the way of every answer,
where a sync of the disk would cost as much as half an encode (2 to 4 ms measured, against 0.02). Such a commit survives
the death of the process, `kill -9` included; after a power cut the last moments may be missing, with PostgreSQL (where
it is `synchronous_commit=off`) after a crash of the server too. What people and desks
say (feedback, tickets, articles) goes through the state's own database and is on disk when it is answered.
"""

from firstline.kb_index.database import Database


def prompt_database(database: Database) -> Database:
    """Another `Database` on the same data; its owner closes it."""
    return Database(database.engine.url, prompt=True)
