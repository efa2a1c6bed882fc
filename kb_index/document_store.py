"""The document store: rows of articles or tickets with their vectors, as they are on disk.

Vectors lie apart, by the digest of the text they stand for and by encoder, so that the same content is never encoded
twice and those of a new encoder can be prepared while the old ones are in use. A deletion leaves the id with a new
revision, so that other processes notice, and takes text and vectors away.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import (
    Boolean,
    Column,
    Float,
    LargeBinary,
    Table,
    Text,
    bindparam,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.engine import Connection

from firstline.kb_index.column_type import number, words
from firstline.kb_index.database import Database, metadata
from firstline.kb_index.revised_value import latest_revision, next_revision
from firstline.models.encoder import Vectors

_CHUNK = 500
_STATES_AT_ONCE = 5_000


def _documents(name: str) -> Table:
    return Table(
        name,
        metadata,
        Column("id", words(), primary_key=True),
        Column("content", Text, nullable=False),
        Column("updated_at", Float),
        Column("digest", words(), index=True),
        Column("deleted", Boolean, nullable=False),
        Column("revision", number(), nullable=False, unique=True),
    )


ARTICLES = _documents("articles")
TICKETS = _documents("tickets")
VECTORS = Table(
    "vectors",
    metadata,
    Column("digest", words(), primary_key=True),
    Column("encoder", words(), primary_key=True),
    Column("data", LargeBinary, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Document:
    """One row to be stored: `updated_at` in seconds since 1970, `digest` that of the encoded texts."""

    id: str
    content: str
    updated_at: float | None
    digest: str


@dataclass(frozen=True, slots=True)
class PutResult:
    """What became of one row: `applied` is false where a newer one was there already."""

    id: str
    applied: bool
    created: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A row as another process may have left it; `content` is None after a deletion, `vectors` has shape (m, d) and is
    of the texts with that `digest`."""

    id: str
    revision: int
    content: str | None
    vectors: Vectors | None
    digest: str | None = None


class VectorsGoneError(Exception):
    """A row was to be stored whose text has no vectors: they must be encoded again."""


class DocumentStore:
    """Rows of one table.

    Args:
        encoder: fingerprint of the encoder whose vectors are read and written.
        dimension: length of a vector.
    """

    def __init__(self, database: Database, table: Table, *, encoder: str, dimension: int) -> None:
        self._database = database
        self._table = table
        self._encoder = encoder
        self._dimension = dimension

    @property
    def name(self) -> str:
        return self._table.name

    def put(
        self,
        documents: Sequence[Document],
        vectors: Mapping[str, Vectors],
        *,
        guard: Callable[[Connection], None],
    ) -> list[PutResult]:
        """Store `documents` in one transaction; `vectors` are those of digests that had none.

        A row with an older `updated_at` than the stored one is not applied; equal content leaves no new revision.

        Args:
            guard: called first within the transaction; what it raises undoes it.

        Raises:
            VectorsGoneError: a text has vectors neither stored nor in `vectors`.
        """
        with self._database.write() as connection:
            guard(connection)
            _store_vectors(connection, self._encoder, vectors)
            stored = self._stored(connection, [document.id for document in documents])
            results, changed = _decide(documents, stored)
            if gone := self._without_vectors(connection, {document.digest for document in changed.values()}):
                raise VectorsGoneError(f"{len(gone)} texts have no vectors any more")
            replaced = {stored[id_].digest for id_ in changed if id_ in stored}
            self._upsert(connection, list(changed.values()), stored)
            self._forget(connection, replaced - {document.digest for document in changed.values()})
        return results

    def delete(self, id_: str) -> bool:
        """Take a row away; false where it was not there."""
        with self._database.write() as connection:
            stored = self._stored(connection, [id_]).get(id_)
            if stored is None or stored.deleted:
                return False
            row = {"content": "", "updated_at": None, "digest": None, "deleted": True}
            revision = next_revision(connection, self._table)
            connection.execute(update(self._table).where(self._table.c.id == id_).values(**row, revision=revision))
            self._forget(connection, {stored.digest})
        return True

    def get(self, id_: str) -> str | None:
        table = self._table
        query = select(table.c.content).where(table.c.id == id_, table.c.deleted.is_(False))
        with self._database.read() as connection:
            return connection.execute(query).scalar_one_or_none()

    def page(self, *, limit: int, after: str | None) -> list[str]:
        """Contents of up to `limit` rows in the order of their ids, beginning behind the id `after`."""
        table = self._table
        query = select(table.c.content).where(table.c.deleted.is_(False)).order_by(table.c.id).limit(limit)
        if after is not None:
            query = query.where(table.c.id > after)
        with self._database.read() as connection:
            return list(connection.execute(query).scalars())

    def latest_revision(self) -> int:
        return latest_revision(self._database, self._table)

    def states(self, *, up_to: int) -> Iterator[list[tuple[str, int, str]]]:
        """Id, revision and digest of the live rows whose revision is at most `up_to`, in the order of revisions, some
        thousands at a time."""
        table = self._table
        query = (
            select(table.c.id, table.c.revision, table.c.digest)
            .where(table.c.deleted.is_(False), table.c.revision <= up_to)
            .order_by(table.c.revision)
        )
        with self._database.read() as connection:
            for rows in connection.execute(query).partitions(_STATES_AT_ONCE):
                yield [(id_, revision, digest) for id_, revision, digest in rows]

    def follows_from(self, earlier: Collection[tuple[str, int, str]], *, revision: int) -> bool:
        """Whether the table is what `states(up_to=revision)` once told, and what was put and deleted since.

        It is not where a backup was restored or a database of that name was made anew: a row never vanishes, for a
        deletion leaves the id with a later revision.
        """
        table, known = self._table, {id_: (number, digest) for id_, number, digest in earlier}
        query = select(table.c.id, table.c.revision, table.c.digest, table.c.deleted)
        met = 0
        with self._database.read() as connection:
            # Unpacked, for a hundred thousand rows are read by name in three times the time.
            for id_, latest, digest, deleted in connection.execute(query):
                met += id_ in known
                if latest <= revision and known.get(id_) != (None if deleted else (latest, digest)):
                    return False
        return met == len(known)

    def changes(self, since: int) -> Iterator[list[Change]]:
        """Rows with a later revision than `since`, in its order, some thousands at a time."""
        table = self._table
        join = table.outerjoin(VECTORS, (VECTORS.c.digest == table.c.digest) & (VECTORS.c.encoder == self._encoder))
        query = (
            select(table.c.id, table.c.revision, table.c.deleted, table.c.content, table.c.digest, VECTORS.c.data)
            .select_from(join)
            .order_by(table.c.revision)
            .limit(4 * _CHUNK)
        )
        while True:
            with self._database.read() as connection:
                rows = connection.execute(query.where(table.c.revision > since)).all()
            if not rows:
                return
            since = rows[-1].revision
            yield [self._change(row) for row in rows]

    def without_vectors(self, digests: Collection[str]) -> set[str]:
        """Those of `digests` that this encoder has not encoded yet."""
        with self._database.read() as connection:
            return self._without_vectors(connection, digests)

    def _without_vectors(self, connection: Connection, digests: Collection[str]) -> set[str]:
        return set(digests) - _encoded(connection, self._encoder, digests)

    def contents_without_vectors(self, connection: Connection, *, limit: int) -> Sequence[tuple[str, str]]:
        """Digest and content of up to `limit` live rows that this encoder has not encoded yet."""
        table = self._table
        encoded = select(VECTORS.c.digest).where(VECTORS.c.encoder == self._encoder, VECTORS.c.digest == table.c.digest)
        query = select(table.c.digest, table.c.content).where(table.c.deleted.is_(False), ~encoded.exists())
        return [(row.digest, row.content) for row in connection.execute(query.limit(limit))]

    def store_vectors(self, vectors: Mapping[str, Vectors], *, connection: Connection | None = None) -> None:
        """Store vectors by digest, in a transaction of their own or in that of `connection`."""
        if connection is not None:
            _store_vectors(connection, self._encoder, vectors)
            return
        with self._database.write() as own:
            _store_vectors(own, self._encoder, vectors)

    def _change(self, row: Any) -> Change:
        if row.deleted or row.data is None:
            return Change(row.id, row.revision, None if row.deleted else row.content, None)
        vectors = np.frombuffer(row.data, dtype=np.float32).reshape(-1, self._dimension)
        return Change(row.id, row.revision, row.content, vectors, row.digest)

    def renew(self, changes: Sequence[Change], *, guard: Callable[[Connection], None]) -> None:
        """Store what was encoded anew of rows that are as they were read: neither content nor revision changes.

        Args:
            changes: with the new digest and vectors.
            guard: called first within the transaction; what it raises undoes it.
        """
        with self._database.write() as connection:
            guard(connection)
            for change in changes:
                own = (self._table.c.id == change.id) & (self._table.c.revision == change.revision)
                before = connection.execute(select(self._table.c.digest).where(own)).scalar_one_or_none()
                if before is None or change.digest is None or change.vectors is None:
                    continue
                _store_vectors(connection, self._encoder, {change.digest: change.vectors})
                connection.execute(update(self._table).where(own).values(digest=change.digest))
                self._forget(connection, {before} - {change.digest})

    def _stored(self, connection: Connection, ids: Sequence[str]) -> dict[str, "_Stored"]:
        table = self._table
        found: dict[str, _Stored] = {}
        for first in range(0, len(ids), _CHUNK):
            query = select(table.c.id, table.c.updated_at, table.c.digest, table.c.deleted, table.c.content)
            for row in connection.execute(query.where(table.c.id.in_(ids[first : first + _CHUNK]))):
                found[row.id] = _Stored(row.updated_at, row.digest, row.deleted, row.content)
        return found

    def _upsert(self, connection: Connection, documents: Sequence[Document], stored: Mapping[str, "_Stored"]) -> None:
        first = next_revision(connection, self._table)
        rows = [
            {"key": d.id, "content": d.content, "updated_at": d.updated_at, "digest": d.digest, "deleted": False,
             "revision": first + offset}
            for offset, d in enumerate(documents)
        ]  # fmt: skip
        known = [row for row in rows if row["key"] in stored]
        fresh = [{("id" if name == "key" else name): value for name, value in row.items()}
                 for row in rows if row["key"] not in stored]  # fmt: skip
        if fresh:
            connection.execute(insert(self._table), fresh)
        if known:
            connection.execute(update(self._table).where(self._table.c.id == bindparam("key")), known)

    def _forget(self, connection: Connection, digests: set[str | None]) -> None:
        """Take away the vectors, of every encoder, of texts that no row holds any more."""
        held = [select(table.c.id).where(table.c.digest == VECTORS.c.digest).exists() for table in (ARTICLES, TICKETS)]
        for digest in digests - {None}:
            connection.execute(delete(VECTORS).where(VECTORS.c.digest == digest, ~held[0], ~held[1]))


@dataclass(frozen=True, slots=True)
class _Stored:
    updated_at: float | None
    digest: str | None
    deleted: bool
    content: str


def _decide(
    documents: Sequence[Document], stored: Mapping[str, _Stored]
) -> tuple[list[PutResult], dict[str, Document]]:
    """What each document comes to, and the last applied one of each id whose content differs from what is stored."""
    results: list[PutResult] = []
    changed: dict[str, Document] = {}
    for document in documents:
        earlier = stored.get(document.id)
        present = document.id in changed or (earlier is not None and not earlier.deleted)
        newest = changed.get(document.id) or earlier
        moment = None if newest is None else newest.updated_at
        if present and moment is not None and document.updated_at is not None and document.updated_at < moment:
            results.append(PutResult(document.id, applied=False, created=False))
            continue
        results.append(PutResult(document.id, applied=True, created=not present))
        same = earlier is not None and (earlier.content, earlier.digest) == (document.content, document.digest)
        if earlier is not None and not earlier.deleted and same:
            changed.pop(document.id, None)
        else:
            changed[document.id] = document
    return results, changed


def drop_other_vectors(connection: Connection, encoder: str) -> None:
    """Forget the vectors of every encoder but this one."""
    connection.execute(delete(VECTORS).where(VECTORS.c.encoder != encoder))


def _encoded(connection: Connection, encoder: str, digests: Collection[str]) -> set[str]:
    ordered = sorted(set(digests))
    found: set[str] = set()
    for first in range(0, len(ordered), _CHUNK):
        wanted = ordered[first : first + _CHUNK]
        query = select(VECTORS.c.digest).where(VECTORS.c.encoder == encoder, VECTORS.c.digest.in_(wanted))
        found.update(connection.execute(query).scalars())
    return found


def _store_vectors(connection: Connection, encoder: str, vectors: Mapping[str, Vectors]) -> None:
    """Another process may have encoded the same text a moment ago: the first vectors stay."""
    present = _encoded(connection, encoder, vectors)
    rows = [
        {"digest": digest, "encoder": encoder, "data": np.ascontiguousarray(matrix, np.float32).tobytes()}
        for digest, matrix in vectors.items()
        if digest not in present
    ]
    if rows:
        connection.execute(insert(VECTORS), rows)
