"""The ranker store: the newest article ranker of a state."""

import logging

from safetensors import SafetensorError
from sqlalchemy import Column, Connection, LargeBinary, Table, delete, insert, select

from firstline.kb_index.article_ranker import ArticleRanker
from firstline.kb_index.column_type import number, words
from firstline.kb_index.database import Database, metadata
from firstline.kb_index.revised_value import RevisedValue, next_revision

RANKERS = Table(
    "article_rankers",
    metadata,
    Column("encoder", words(), primary_key=True),
    Column("revision", number(), nullable=False),
    Column("data", LargeBinary),
)

logger = logging.getLogger(__name__)


class RankerStore:
    """One row an encoder: a ranker reads vectors, so another encoder's is of no use.

    A row without data says that there is nothing worth learning, so that other processes drop what they hold.
    """

    def __init__(self, database: Database, *, encoder: str) -> None:
        self._database = database
        self._encoder = encoder
        self._newest = RevisedValue(database, RANKERS, self._read)

    def newest(self) -> ArticleRanker | None:
        """The ranker as last stored by any process, read again only where it changed."""
        return self._newest.now()

    def _read(self, connection: Connection) -> ArticleRanker | None:
        wanted = select(RANKERS.c.data).where(RANKERS.c.encoder == self._encoder)
        return _parsed(connection.execute(wanted).scalar_one_or_none())

    def put(self, ranker: ArticleRanker | None) -> None:
        """Take the place of every ranker of this state, those of other encoders too."""
        with self._database.write() as connection:
            row = {
                "revision": next_revision(connection, RANKERS),
                "data": None if ranker is None else ranker.dump(),
            }
            connection.execute(delete(RANKERS))
            connection.execute(insert(RANKERS).values(encoder=self._encoder, **row))


def _parsed(data: bytes | None) -> ArticleRanker | None:
    if data is None:
        return None
    try:
        return ArticleRanker.parse(data)
    except (SafetensorError, KeyError, ValueError) as error:
        logger.warning("the article ranker is ignored, `firstline index` learns it anew: %s", error)
        return None
