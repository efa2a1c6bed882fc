"""The idempotency store: answers already given under an `Idempotency-Key`."""

from collections import deque
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from firstline.kb_index.database import Database
from firstline.serving.clock import now, stamp
from firstline.serving.problems import CONFLICT, KEY_REUSED, ProblemError
from firstline.serving.tables import idempotency_keys

# A process that died at work leaves its key behind; after this a retry may take it over.
_ABANDONED_AFTER = timedelta(minutes=5)
_MOST_LEFT = 10_000


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """An answer as it was sent, so that a repeated request gets the same bytes."""

    status: int
    media_type: str | None
    body: bytes


class IdempotencyStore:
    """Shared by all processes through the database. Keys are kept for `hours`, one name space for each route."""

    def __init__(self, database: Database, *, hours: float) -> None:
        self._database = database
        self._kept = timedelta(hours=hours)
        self._left: deque[tuple[str, str]] = deque(maxlen=_MOST_LEFT)

    def begin(self, route: str, key: str, body_sha256: str) -> StoredAnswer | None:
        """The answer given before, or None when the caller is to do the work now.

        Raises:
            ProblemError: 422, the key came with another body; 409, the first request under it still runs.
        """
        table, here, moment = idempotency_keys, _row(route, key), now()
        with self._database.write() as connection:
            connection.execute(delete(table).where(table.c.started_at < stamp(moment - self._kept)))
            self._forget_left(connection)
            row = connection.execute(select(table).where(here)).mappings().first()
            abandoned = (
                row is not None and row["status"] is None and row["started_at"] < stamp(moment - _ABANDONED_AFTER)
            )
            if row is None or abandoned:
                connection.execute(delete(table).where(here))
                values = {"route": route, "key": key, "body_sha256": body_sha256, "started_at": stamp(moment)}
                connection.execute(insert(table), [values])
                return None
        if row["body_sha256"] != body_sha256:
            raise ProblemError(KEY_REUSED, "this Idempotency-Key came with another body before; use a new key")
        if row["status"] is None:
            raise ProblemError(CONFLICT, "the first request with this Idempotency-Key is still at work; try again")
        return StoredAnswer(row["status"], row["media_type"], row["answer"])

    def finish(self, route: str, key: str, answer: StoredAnswer) -> None:
        """Keep the answer for whoever repeats the request."""
        values = {"status": answer.status, "media_type": answer.media_type, "answer": answer.body}
        with self._database.write() as connection:
            connection.execute(update(idempotency_keys).where(_row(route, key)).values(values))

    def abandon(self, route: str, key: str) -> None:
        """Forget a request that stored nothing, so that it may be tried again.

        Where the database is gone, which may be why nothing was stored, the next key that begins here does it.
        """
        try:
            with self._database.write() as connection:
                connection.execute(delete(idempotency_keys).where(_row(route, key)))
        except SQLAlchemyError:
            self._left.append((route, key))

    def _forget_left(self, connection: Connection) -> None:
        """Within a caller's transaction; what it does not commit stays for the next one or for `_ABANDONED_AFTER`."""
        while self._left:
            unfinished = idempotency_keys.c.status.is_(None)
            connection.execute(delete(idempotency_keys).where(_row(*self._left.popleft()), unfinished))


def _row(route: str, key: str) -> ColumnElement[bool]:
    return and_(idempotency_keys.c.route == route, idempotency_keys.c.key == key)
