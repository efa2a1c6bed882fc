"""The identity of an index: which encoder's vectors a state holds."""

from collections.abc import Callable, Sequence

from sqlalchemy import Column, Connection, Table, insert, select, update

from firstline.datasets.errors import IndexMismatchError
from firstline.kb_index.column_type import words
from firstline.kb_index.database import Database, metadata
from firstline.kb_index.document_store import drop_other_vectors
from firstline.models.encoder import Encoder

SETTINGS = Table(
    "index_settings",
    metadata,
    Column("name", words(), primary_key=True),
    Column("value", words(), nullable=False),
)

FORMAT = "1"
_ENCODER, _FORMAT = "encoder", "format"


class Identity:
    """Which encoder a state belongs to, compared with the one in use."""

    def __init__(self, database: Database, encoder: Encoder) -> None:
        self._database = database
        self._fingerprint = encoder.fingerprint

    def matches(self) -> bool:
        with self._database.read() as connection:
            return _value(connection, _ENCODER) == self._fingerprint

    def require(self) -> None:
        """
        Raises:
            IndexMismatchError: the state holds another encoder's vectors.
        """
        with self._database.read() as connection:
            self.guard(connection)

    def guard(self, connection: Connection) -> None:
        """The same within a caller's transaction."""
        held = _value(connection, _ENCODER)
        if held != self._fingerprint:
            raise IndexMismatchError(
                f"This state was indexed with the encoder {str(held)[:12]}; the one in use is "
                f"{self._fingerprint[:12]}. Run `firstline index articles PATH --bundle BUNDLE` again with this bundle "
                f"(all stored articles and tickets are encoded anew), or use the bundle that the state was built with."
            )

    def claim(self) -> None:
        """Write the encoder's fingerprint into a state that has none yet."""
        with self._database.write() as connection:
            if _value(connection, _ENCODER) is None:
                connection.execute(insert(SETTINGS).values(name=_ENCODER, value=self._fingerprint))
                connection.execute(insert(SETTINGS).values(name=_FORMAT, value=FORMAT))

    def change_over(self, encode_rest: Sequence[Callable[[Connection], None]]) -> None:
        """Make the state this encoder's, in one transaction, and drop the vectors of the one before.

        Args:
            encode_rest: each encodes, within the transaction, what was stored since the bulk was encoded.
        """
        with self._database.write() as connection:
            for encode in encode_rest:
                encode(connection)
            changed = update(SETTINGS).where(SETTINGS.c.name == _ENCODER).values(value=self._fingerprint)
            connection.execute(changed)
            drop_other_vectors(connection, self._fingerprint)


def _value(connection: Connection, name: str) -> str | None:
    return connection.execute(select(SETTINGS.c.value).where(SETTINGS.c.name == name)).scalar_one_or_none()
