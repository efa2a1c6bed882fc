"""The column type: how text and counts of a state are kept, alike in every database."""

from typing import Any

from sqlalchemy import BigInteger, Integer, String
from sqlalchemy.types import TypeEngine


def words(length: int | None = None) -> TypeEngine[str]:
    """Text that may be a key.

    SQLite takes `length` as a note and compares code points. PostgreSQL would refuse what is longer, and would compare
    by the locale of whoever made the database, whose rules an update of the machine may change under an index.
    """
    return String(length).with_variant(String(collation="C"), "postgresql")


def number() -> TypeEngine[Any]:
    """A number that grows for ever. In SQLite only a plain INTEGER numbers its own rows, and it has 64 bits anyway."""
    return BigInteger().with_variant(Integer(), "sqlite")
