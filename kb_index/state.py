"""The state: what changes while a desk runs, as opened by one process."""

import shutil
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any

from firstline.datasets.redaction import PERSONAL_KINDS
from firstline.kb_index.article_index import ArticleIndex
from firstline.kb_index.database import Database
from firstline.kb_index.document_store import ARTICLES, TICKETS, DocumentStore
from firstline.kb_index.identity import Identity
from firstline.kb_index.ranker_fit import RankerFit
from firstline.kb_index.state_location import StateLocation
from firstline.kb_index.ticket_index import TicketIndex
from firstline.models.cross_encoder import CrossEncoder
from firstline.models.encoder import Encoder, Progress, Vectors
from firstline.models.language_offsets import LanguageOffsets

SNAPSHOTS = "snapshots"


def default_location(bundle: Path) -> Path:
    """Where the state of a bundle lies unless told otherwise: beside it, with `.state` appended."""
    path = bundle.absolute()
    return path.with_name(path.name + ".state")


class State:
    """A desk's articles and tickets with their indexes, and the database that others keep their tables in.

    Open it with `State.open`; it is a context manager. One process may share it between threads.
    """

    def __init__(self, database: Database, articles: ArticleIndex, tickets: TicketIndex, *, snapshots: Path) -> None:
        self._snapshots = snapshots
        self.database = database
        self.articles = articles
        self.tickets = tickets

    @classmethod
    def open(
        cls,
        named: str | Path | StateLocation,
        *,
        encoder: Encoder,
        centre: Vectors | None = None,
        offsets: LanguageOffsets | None = None,
        judge: CrossEncoder | None = None,
        redacts: Collection[str] = PERSONAL_KINDS,
        reencode: bool = False,
        progress: Progress | None = None,
    ) -> "State":
        """Open the state in a folder, which is made when it is not there, or at a URL, and load its indexes.

        Args:
            centre: the bundle's mean vector, shape (d,): see `vector_index`.
            offsets: what the bundle knows of languages, so that articles of several are found alike.
            judge: reads the best articles once more together with the request.
            redacts: the kinds of personal data that are taken out of tickets before they are stored.
            reencode: if the state is another encoder's, encode everything in it anew beside what is in use, then change
                over in one transaction. `firstline index` opens it so.

        Raises:
            StateError: the folder or the database cannot be used.
            IndexMismatchError: the state is another encoder's and `reencode` was not asked for.
        """
        location = StateLocation.of(named)
        database = Database.open(location)
        try:
            identity = Identity(database, encoder)
            identity.claim()
            store = partial(DocumentStore, database, encoder=encoder.fingerprint, dimension=encoder.dimension)
            shared: dict[str, Any] = {"identity": identity, "encoder": encoder, "prior": centre}
            articles = ArticleIndex(database, store(ARTICLES), offsets=offsets, judge=judge, **shared)
            tickets = TicketIndex(database, store(TICKETS), redacts=redacts, **shared)
            if reencode and not identity.matches():
                articles.encode_stored(progress=progress)
                tickets.encode_stored(progress=progress)
                identity.change_over([articles.encode_rest, tickets.encode_rest])
            identity.require()
            folder = location.folder / SNAPSHOTS
            with ThreadPoolExecutor(2, thread_name_prefix="load") as pool:
                list(pool.map(lambda index: index.load(folder), (articles, tickets)))
        except BaseException:
            database.close()
            raise
        return cls(database, articles, tickets, snapshots=folder)

    def __enter__(self) -> "State":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def optimise(self, *, threads: int = 1) -> None:
        """Make searches and the next opening quick: for the end of a long run of puts. Some seconds at 100,000 tickets.

        Searches and puts of other threads and processes go on meanwhile.
        """
        # Of a state elsewhere the folder is not there yet; it may be read by its owner only, as a state is.
        self._snapshots.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._snapshots.mkdir(mode=0o700, exist_ok=True)
        for index in (self.articles, self.tickets):
            index.optimise(threads=threads)
            index.save(self._snapshots)

    @property
    def has_snapshots(self) -> bool:
        return self._snapshots.is_dir() and any(self._snapshots.iterdir())

    def drop_snapshots(self) -> None:
        """The next opening reads the database alone: a snapshot's vocabulary has the words of what was deleted too."""
        shutil.rmtree(self._snapshots, ignore_errors=True)

    def learn_order(self) -> RankerFit:
        """Learn the order of articles from the tickets that name them: for the end of indexing. Some ten seconds."""
        return self.articles.learn_order(self.tickets.stored())

    def close(self) -> None:
        self.database.close()
