"""The PostgreSQL backend: a state in a database that several machines share.

One writer at a time here too: every transaction that writes first takes one advisory lock. A `seq` is drawn, and a
`revision` counted, while the lock is held, and PostgreSQL lets go of it only after the commit can be seen. So whoever
sees a number has all that are smaller, or never will: what cursors, exports and the indexes in memory rest on. Numbers
of a sequence alone are drawn in one order and committed in another, and a reader between the two would skip a row.
"""

import threading
import time
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from sqlalchemy import URL, Connection, create_engine, event
from sqlalchemy.exc import DBAPIError, OperationalError

from firstline.datasets.errors import StateAddressError, StateError
from firstline.kb_index.database_backend import driver_words

WAIT_MILLISECONDS = 15_000

# One lock for each schema that holds a state.
_TURN = (
    "SELECT pg_advisory_xact_lock(1179210836, hashtext(coalesce(current_schema(), ''))), "
    # A process that was stopped in the middle must not stop all the others for ever.
    "set_config('idle_in_transaction_session_timeout', '300000', true)"
)
_PREPARE = (
    "SELECT set_config('lock_timeout', '{wait}', false), set_config('synchronous_commit', {commit}, false), "
    # A machine that is gone holds its locks until the server has noticed.
    "set_config('tcp_keepalives_idle', '30', false), set_config('tcp_keepalives_interval', '10', false), "
    "set_config('tcp_keepalives_count', '3', false), current_setting('server_encoding')"
)
# What the administrator chose, such as waiting for a standby; only never less than this disk.
_DURABLE = (
    "CASE current_setting('synchronous_commit') WHEN 'off' THEN 'on' ELSE current_setting('synchronous_commit') END"
)
_REACH = {"connect_timeout": 5, "keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3,
          "tcp_user_timeout": 10_000}  # fmt: skip
_CONNECTIONS = 12
_DOWN_SECONDS = 1.0


class PostgresqlBackend:
    """
    Args:
        prompt: commits do not wait for the disk; see `prompt_database`.

    Raises:
        StateAddressError: psycopg is not installed.
    """

    def __init__(self, url: URL, *, prompt: bool) -> None:
        reach = {name: value for name, value in _REACH.items() if name not in url.query}
        try:
            self.engine = create_engine(
                url,
                pool_size=4,
                max_overflow=_CONNECTIONS - 4,
                pool_timeout=WAIT_MILLISECONDS / 1000,
                # A connection that the server's restart broke is replaced before anything is done with it, so nothing
                # is ever done twice.
                pool_pre_ping=True,
                connect_args=reach,
                hide_parameters=True,
                use_native_hstore=False,
            )
        except ImportError:
            raise StateAddressError(
                "a state in PostgreSQL needs psycopg, which is not installed: pip install 'firstline[postgres]'"
            ) from None
        self.read_options: Mapping[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        # Not repeatable: the first statement waits for the lock, and what follows has to see what came before it. To
        # write is said beforehand, so that a standby refuses at once and not at the first row.
        self.write_options: Mapping[str, Any] = {"isolation_level": "READ COMMITTED", "postgresql_readonly": False}
        self._watch: Any = None
        self._watch_lock = threading.Lock()
        self._down: tuple[float, Exception] | None = None
        commit = "'off'" if prompt else _DURABLE
        event.listen(self.engine, "connect", partial(_prepare, _PREPARE.format(wait=WAIT_MILLISECONDS, commit=commit)))

    def take_turn(self, connection: Connection) -> None:
        connection.exec_driver_sql(_TURN)

    def change_counter(self) -> int | None:
        """None: one question of the server tells as much as another, so the highest revision is asked at once."""
        return None

    def peek(self, statement: str) -> Any:
        """One question and answer; 0.1 to 0.2 ms on the same machine.

        Asked anew every time: a notification may be under way still when whoever committed has been told.
        """
        with self._watch_lock:
            if self._down is not None and time.monotonic() < self._down[0]:
                # Each of many threads would wait in turn for a server that does not answer.
                raise OperationalError(statement, None, self._down[1])
            fresh = self._watch is None
            try:
                return self._asked(statement)
            except self._driver.Error as error:
                failure = self._lost(statement, error)
                if fresh or not failure.connection_invalidated:
                    raise failure from None
            try:
                return self._asked(statement)
            except self._driver.Error as error:
                raise self._lost(statement, error) from None

    @property
    def _driver(self) -> Any:
        return self.engine.dialect.loaded_dbapi

    def _asked(self, statement: str) -> Any:
        if self._watch is None:
            connection = self.engine.raw_connection()
            self._watch = connection.driver_connection
            # Its own from now on, outside the pool.
            connection.detach()
            self._watch.autocommit = True
        self._down = None
        return self._watch.execute(statement, prepare=True).fetchone()[0]

    def _lost(self, statement: str, error: Exception) -> OperationalError:
        """What the question came to; without its connection where that is of no use any more."""
        gone = self._watch is None or self._watch.closed
        failure = OperationalError(statement, None, error, connection_invalidated=gone)
        if self._watch is None:
            self._down = (time.monotonic() + _DOWN_SECONDS, error)
        if gone:
            self._watch = None
        return failure

    def vacuum(self, tables: Sequence[str]) -> None:
        try:
            with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                for table in tables:
                    connection.exec_driver_sql(f"VACUUM (FULL) {table}")
        except DBAPIError as error:
            raise StateError(
                f"What was deleted is gone from the tables, but may still lie in their files "
                f"({driver_words(error)}); run it again."
            ) from None

    def close(self) -> None:
        with self._watch_lock:
            if self._watch is not None:
                self._watch.close()
                self._watch = None
        self.engine.dispose()


def _prepare(statement: str, connection: Any, _record: object) -> None:
    from firstline.kb_index.postgresql_text import TextDumper

    connection.adapters.register_dumper(str, TextDumper)
    connection.autocommit = True
    encoding = connection.execute(statement).fetchone()[-1]
    connection.autocommit = False
    if encoding != "UTF8":
        raise StateAddressError(
            f"the database has the encoding {encoding}, which cannot hold every text; make one with "
            "createdb --encoding=UTF8 --template=template0"
        )
