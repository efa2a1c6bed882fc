"""The field list store: what a desk changed of its closed lists while the service runs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Connection

from firstline.datasets.config import FieldConfig
from firstline.kb_index.database import Database
from firstline.kb_index.revised_value import latest_revision, next_revision
from firstline.serving.clock import now, stamp
from firstline.serving.tables import field_lists


@dataclass(frozen=True, slots=True)
class ListChange:
    """The last change of one field's list, and when it was made."""

    config: FieldConfig
    at: str


class FieldListStore:
    """One change a field: a later one takes its place."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def revision(self) -> int:
        """Another number after every change, whoever made it; some microseconds in SQLite."""
        return latest_revision(self._database, field_lists)

    def read(self) -> dict[str, ListChange]:
        """Field name to its change."""
        with self._database.read() as connection:
            return read_changes(connection)

    def put(self, changes: Mapping[str, FieldConfig | None]) -> None:
        """Keep all of `changes`, on disk when this returns; None takes back what was changed before."""
        with self._database.write() as connection:
            first = next_revision(connection, field_lists)
            known = set(connection.execute(select(field_lists.c.name)).scalars())
            for revision, (name, config) in enumerate(changes.items(), first):
                change = None if config is None else config.model_dump(mode="json", exclude_unset=True)
                row: dict[str, Any] = {"at": stamp(now()), "revision": revision, "change": change}
                if name in known:
                    connection.execute(update(field_lists).where(field_lists.c.name == name).values(**row))
                else:
                    connection.execute(insert(field_lists).values(name=name, **row))


def read_changes(connection: Connection) -> dict[str, ListChange]:
    """Field name to its change, as one view of the state has them."""
    rows = connection.execute(select(field_lists).order_by(field_lists.c.name)).mappings()
    return {
        row["name"]: ListChange(FieldConfig.model_validate(row["change"]), row["at"])
        for row in rows
        if row["change"] is not None
    }
