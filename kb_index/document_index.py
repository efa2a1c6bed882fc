"""The document index: a table of the state and, kept in step with it, a corpus in memory.

Base of the article and the ticket index. One path leads into memory: a put commits to the database first, and every
process, the one that wrote included, then reads the rows whose revision it has not seen. So what was acknowledged is
found by the next search, whoever wrote it.
"""

import hashlib
import json
import logging
import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import ClassVar, Generic, TypeVar

import numpy as np
from pydantic import TypeAdapter
from pydantic_core import to_json
from sqlalchemy import Connection

from firstline.datasets.article import Article
from firstline.datasets.errors import IndexMismatchError, InputError
from firstline.datasets.ticket import Ticket
from firstline.kb_index.analyzer import Terms
from firstline.kb_index.canonical_json import canonical_json
from firstline.kb_index.corpus import Corpus, Entry
from firstline.kb_index.database import Database
from firstline.kb_index.document_store import Change, Document, DocumentStore, PutResult, VectorsGoneError
from firstline.kb_index.identity import Identity
from firstline.kb_index.lexical_index import Integers
from firstline.kb_index.prepared_query import PreparedQuery
from firstline.kb_index.row_states import grew_from, written_states
from firstline.kb_index.snapshot import Snapshot
from firstline.kb_index.vocabulary import Vocabulary
from firstline.models.encoder import Encoder, Progress, Vectors

D = TypeVar("D", Article, Ticket)
R = TypeVar("R")

PutResults = list[PutResult]

_BATCH = 256
_NAMES = TypeAdapter(list[str])
_DEAD_ROWS = 1_000

logger = logging.getLogger(__name__)


class DocumentIndex(ABC, Generic[D, R]):
    """What the article and the ticket index have in common: storing, and keeping memory in step.

    `_made_of` names what its rows are made of beside what is stored. `_texts_change`: another version may make other
    texts of the same document.
    """

    _made_of = ""
    _texts_change: ClassVar[bool] = False

    def __init__(
        self,
        database: Database,
        store: DocumentStore,
        *,
        identity: Identity,
        encoder: Encoder,
        prior: Vectors | None = None,
    ) -> None:
        self._database = database
        self._prior = prior
        self._store = store
        self._identity = identity
        self._encoder = encoder
        self._lock = threading.RLock()
        self._training = threading.Lock()
        self._revision = 0
        self._counter: int | None = None
        self._detached = False
        self._renewed: dict[str, Change] = {}
        self._corpus: Corpus[R] = self._new_corpus()

    @abstractmethod
    def _new_corpus(self) -> Corpus[R]: ...

    @abstractmethod
    def _parse(self, content: str) -> D: ...

    @abstractmethod
    def _texts(self, document: D) -> Sequence[str]:
        """What is encoded, at least one text."""

    @abstractmethod
    def _entries(self, document: D, vectors: Vectors, corpus: Corpus[R]) -> Sequence[Entry[R]]:
        """The rows of a document, whose words `corpus` learns; `vectors` are those of its texts, shape (m, d)."""

    @abstractmethod
    def _asked(self, text: str, spoken: str | None) -> tuple[Terms, Mapping[str, Integers]]:
        """The terms of a query in the language `spoken`, and their numbers for each lexical leg."""

    def _kept(self, document: D) -> D:
        """What is stored of a document; its vectors are always those of what came."""
        return document

    def prepare(self, text: str, *, language: str | None = None, spoken: str | None = None) -> PreparedQuery:
        """Score the words of `text`: the part of a search that needs no vector.

        A `search` with what is returned sees whatever was acknowledged before this call.

        Args:
            language: BCP 47, what the reader would rather see; a mild preference, never a limit.
            spoken: BCP 47, what `text` is in; told from it where nobody says.
        """
        spoken = spoken or self._told(text) or language
        with self._lock:
            self._refresh()
            return self._prepared(text, language, spoken)

    def _prepared(self, text: str, language: str | None, spoken: str | None) -> PreparedQuery:
        terms, numbered = self._asked(text, spoken)
        return PreparedQuery(text, language, spoken, terms, self._corpus.scores(numbered), self._corpus.edition)

    def _current(self, query: PreparedQuery) -> PreparedQuery:
        """The query as of the present rows; the caller holds the lock."""
        if query.edition == self._corpus.edition:
            return query
        return self._prepared(query.text, query.language, query.spoken)

    def _vectors_now(self, document: D, change: Change, stored: Vectors) -> Vectors:
        """The vectors of the texts that this version makes of a document, shape (m, d); `stored` are those of the
        version that put it."""
        if not self._texts_change:
            return stored
        texts = self._texts(document)
        digest = texts_digest(texts)
        if change.digest == digest:
            return stored
        vectors: Vectors = np.asarray(self._encoder.encode(texts), np.float32)
        self._renewed[change.id] = replace(change, digest=digest, vectors=vectors)
        return vectors

    def _told(self, text: str) -> str | None:  # noqa: ARG002  # most indexes do not care
        """The language that `text` is in, where the index makes something of it."""
        return None

    @property
    def count(self) -> int:
        """Number of documents."""
        with self._lock:
            self._refresh()
            return len(self._corpus)

    def put(
        self, documents: Sequence[D], *, vectors: Sequence[Vectors] | None = None, progress: Progress | None = None
    ) -> PutResults:
        """Store documents and make them searchable; what is answered has survived a crash.

        Args:
            documents: each with an id.
            vectors: for each document the raw vectors of its texts, shape (m, d), where they are known already.
            progress: told how many of the texts that had to be encoded are done.

        Returns:
            One result a document, in order.

        Raises:
            InputError: a document has no id.
            IndexMismatchError: the state has been encoded anew by another encoder.
        """
        rows = []
        texts: dict[str, Sequence[str]] = {}
        given: dict[str, Vectors] = {}
        for position, document in enumerate(documents):
            encoded = self._texts(document)
            digest = texts_digest(encoded)
            if not document.id:
                raise InputError("An article or ticket without an id cannot be indexed. Give it one.")
            updated_at = None if document.updated_at is None else document.updated_at.timestamp()
            rows.append(Document(document.id, canonical_json(self._kept(document)), updated_at, digest))
            texts[digest] = encoded
            if vectors is not None:
                given[digest] = self._checked(vectors[position], len(encoded))
        results = self._stored(rows, texts, given, progress)
        with self._lock:
            self._refresh()
        self._maintain()
        return results

    def delete(self, document_id: str) -> bool:
        """Take a document away; false where it was not there."""
        deleted = self._store.delete(document_id)
        with self._lock:
            self._refresh()
        return deleted

    def get(self, document_id: str) -> D | None:
        content = self._store.get(document_id)
        return None if content is None else self._parse(content)

    def list(self, *, limit: int = 100, after: str | None = None) -> Sequence[D]:
        """Up to `limit` documents in the order of their ids, beginning behind the id `after`."""
        return [self._parse(content) for content in self._store.page(limit=limit, after=after)]

    def stored(self) -> Iterator[Sequence[Change]]:
        """All rows, deleted ones too, with the vectors of their texts, some thousands at a time."""
        return self._store.changes(0)

    def optimise(self, *, threads: int = 1) -> None:
        """Drop the rows of changed and deleted documents, merge segments and train the vector index where it pays."""
        with self._training:
            with self._lock:
                self._refresh()
                if self._corpus.dead_rows:
                    self._corpus.compact()
                for lexical in self._corpus.lexical.values():
                    lexical.optimise()
            self._train(threads)

    def load(self, folder: Path | None = None) -> None:
        """Fill memory: from the snapshot in `folder`, if it can be used, then from the database what came since. What
        had to be encoded anew, for an earlier version made other texts of it, is stored: it happens once."""
        with self._lock:
            snapshot = folder and Snapshot.read(folder, self._store.name, encoder=self._encoder.fingerprint)
            if snapshot:
                self._restore(snapshot)
            self._refresh()
            renewed, self._renewed = self._renewed, {}
        if renewed:
            self._store.renew(list(renewed.values()), guard=self._identity.guard)
            logger.info("%s that an earlier version had encoded are stored anew: %d", self._store.name, len(renewed))
        self._maintain()

    def save(self, folder: Path) -> None:
        """Write a snapshot into `folder`; call `optimise` before."""
        with self._lock:
            self._refresh()
            if self._detached or self._corpus.dead_rows:
                return
            corpus = self._corpus
            header = {
                "encoder": self._encoder.fingerprint,
                "made_of": self._made_of,
                "revision": self._revision,
                "languages": sorted(corpus.languages),
            }
            documents = {
                "states": b"".join(written_states(self._store, up_to=self._revision)),
                "words": to_json(corpus.vocabulary.words),
                "ids": to_json(corpus.ids),
                **self._also_kept(),
            }
            snapshot = Snapshot(header, corpus.arrays(), documents)
            snapshot.write(folder, self._store.name)

    def _also_kept(self) -> dict[str, bytes]:
        """Further JSON documents for a snapshot."""
        return {}

    def _restore_also(self, documents: Mapping[str, bytes], *, revision: int) -> None:
        """Take over what `_also_kept` gave when the documents had that revision; older versions kept less."""

    def _restore(self, snapshot: Snapshot) -> None:
        """Take over a snapshot, unless the database did not grow from what it holds, as after a backup was restored; or
        another bundle made other rows of it.
        """
        header, documents = snapshot.header, snapshot.documents
        try:
            if header["made_of"] != self._made_of:
                return
            if not grew_from(self._store, documents["states"], revision=header["revision"]):
                return
            corpus = self._new_corpus()
            corpus.vocabulary = Vocabulary(_NAMES.validate_json(documents["words"]))
            corpus.languages = set(header["languages"])
            corpus.restore(_NAMES.validate_json(documents["ids"]), snapshot.arrays)
            self._restore_also(documents, revision=header["revision"])
        except (KeyError, TypeError, ValueError, RuntimeError) as error:
            logger.warning("snapshot %s is ignored, the index is built from the database: %s", self._store.name, error)
            return
        self._corpus, self._revision = corpus, header["revision"]
        snapshot.release()

    def encode_stored(self, *, progress: Progress | None = None) -> None:
        """Encode all stored texts that this index's encoder has not encoded yet; may be broken off and begun again."""
        while True:
            with self._database.read() as connection:
                batch = self._store.contents_without_vectors(connection, limit=_BATCH)
            if not batch:
                return
            self._store.store_vectors(self._encoded(self._texts_of(batch), progress))

    def encode_rest(self, connection: Connection) -> None:
        """The same within a transaction, for what was stored while `encode_stored` ran."""
        while batch := self._store.contents_without_vectors(connection, limit=_BATCH):
            self._store.store_vectors(self._encoded(self._texts_of(batch), None), connection=connection)

    def _texts_of(self, batch: Sequence[tuple[str, str]]) -> dict[str, Sequence[str]]:
        return {digest: self._texts(self._parse(content)) for digest, content in batch}

    def _stored(
        self,
        rows: Sequence[Document],
        texts: Mapping[str, Sequence[str]],
        given: Mapping[str, Vectors],
        progress: Progress | None,
    ) -> PutResults:
        while True:
            self._identity.require()
            missing = self._store.without_vectors(list(texts))
            known = {digest: given[digest] for digest in missing if digest in given}
            unknown = {digest: texts[digest] for digest in texts if digest in missing and digest not in known}
            known.update(self._encoded(unknown, progress))
            try:
                return self._store.put(rows, known, guard=self._identity.guard)
            except VectorsGoneError:
                # Another process deleted the last row with the same text between the look and the write.
                continue

    def _encoded(self, texts: Mapping[str, Sequence[str]], progress: Progress | None) -> dict[str, Vectors]:
        if not texts:
            return {}
        matrix = self._encoder.encode([text for group in texts.values() for text in group], progress=progress)
        ends = np.cumsum([len(group) for group in texts.values()])
        return dict(zip(texts, np.split(np.asarray(matrix, np.float32), ends[:-1]), strict=True))

    def _checked(self, vectors: Vectors, count: int) -> Vectors:
        matrix = np.asarray(vectors, np.float32).reshape(-1, np.shape(vectors)[-1])
        if matrix.shape != (count, self._encoder.dimension):
            raise IndexMismatchError(
                f"Vectors of shape {matrix.shape} were given where {(count, self._encoder.dimension)} is wanted: "
                f"one row for each encoded text, from the encoder {self._encoder.fingerprint[:12]}."
            )
        return matrix

    def _refresh(self) -> None:
        counter = self._database.change_counter()
        if self._detached or (counter is not None and counter == self._counter):
            return
        if self._store.latest_revision() > self._revision:
            if not self._identity.matches():
                self._detached = True
                logger.warning("the state was encoded anew by another encoder: restart with its bundle to see changes")
                return
            for changes in self._store.changes(self._revision):
                if any(change.content is not None and change.vectors is None for change in changes):
                    # Another encoder took over between the two looks; the next search says so.
                    return
                self._apply(changes)
        self._counter = counter

    def _apply(self, changes: Sequence[Change]) -> None:
        documents: dict[str, Sequence[Entry[R]]] = {}
        for change in changes:
            documents[change.id] = ()
            if change.content is not None and change.vectors is not None:
                document = self._parse(change.content)
                vectors = self._vectors_now(document, change, change.vectors)
                documents[change.id] = self._entries(document, vectors, self._corpus)
        self._corpus.replace(documents)
        self._revision = changes[-1].revision

    def _maintain(self) -> None:
        """Compact and train when it has become due; one thread at a time, and searches wait for neither long."""
        if not self._training.acquire(blocking=False):
            return
        try:
            with self._lock:
                if self._corpus.dead_rows > max(_DEAD_ROWS, len(self._corpus.records) // 3):
                    self._corpus.compact()
            self._train(threads=1)
        finally:
            self._training.release()

    def _train(self, threads: int) -> None:
        """Build the inverted file beside the index in use, then take its place: searches go on meanwhile."""
        with self._lock:
            present = self._corpus.vectors
            draft = present.copy() if present.wants_training else None
        if draft is None:
            return
        draft.train(threads=threads)
        with self._lock:
            if self._corpus.vectors is present:
                draft.add(present.raw_from(len(draft)))
                self._corpus.vectors = draft


def texts_digest(texts: Sequence[str]) -> str:
    """By which the vectors of a document's texts are found."""
    return hashlib.sha256(json.dumps(texts).encode()).hexdigest()
