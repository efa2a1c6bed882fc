"""The corpus: documents of one or more rows each, in memory, searchable by terms and by vector.

Not thread-safe: the owner locks. What it holds can always be made again from the document store.
"""

import itertools
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar, get_type_hints

import numpy as np
from numpy.typing import NDArray

from firstline.kb_index.column import Column
from firstline.kb_index.facet import Facet
from firstline.kb_index.lexical_index import Integers, LexicalIndex
from firstline.kb_index.limit import Limit
from firstline.kb_index.record_list import RecordList
from firstline.kb_index.vector_index import Mask, Rows, VectorIndex
from firstline.kb_index.vocabulary import Vocabulary
from firstline.models.encoder import Vectors

R = TypeVar("R")
Scores = NDArray[np.float32]

VECTOR_LEG = "vectors"
IDENTIFIER_LEG = "identifiers"
_editions = itertools.count()
_RARE_ROWS = 3
_SAMPLE_STEP = 8
_SAMPLING_ROWS = 100
_FIRST_ROWS = 400


@dataclass(frozen=True, slots=True)
class Entry(Generic[R]):
    """One row: its terms for each lexical leg, its raw vector (d,), and what a hit shows of it."""

    terms: Mapping[str, Integers]
    vector: Vectors
    record: R


@dataclass(frozen=True, slots=True)
class RowScores:
    """What one lexical leg says of every row, shape (n,), and the rows that it ranks first, whatever may be shown.

    Found while an encoder is busy, those spare the search that follows a look at all rows; `everywhere` is whether no
    other row has a score at all.
    """

    values: Scores
    first: Rows
    everywhere: bool

    @classmethod
    def of(cls, values: Scores) -> "RowScores":
        first = best_rows(values, np.ones(len(values), dtype=bool), _FIRST_ROWS)
        return cls(values, first, everywhere=len(first) < _FIRST_ROWS)

    def best(self, mask: Mask, limit: int) -> Rows:
        """As `best_rows`."""
        allowed = self.first[mask[self.first]]
        if len(allowed) < limit and not self.everywhere:
            return best_rows(self.values, mask, limit)
        return _best_among(allowed, self.values, limit)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Rows that some leg ranks high, shape (m,), with the score of every leg for each of them, shape (m,)."""

    rows: Rows
    legs: Mapping[str, Scores]


class _Part(Protocol):
    def arrays(self) -> dict[str, NDArray[Any]]: ...
    def restore(self, arrays: Mapping[str, NDArray[Any]]) -> None: ...


class Corpus(Generic[R]):
    """Rows of documents, appended; those of changed and deleted documents are passed over until `compact`.

    `edition` is another number, in the whole process, after every change of the rows.

    Args:
        record: the class of what a hit shows of a row (see `RecordList`).
        lexical: an empty lexical index for each family of terms.
        vectors: an empty vector index.
        facets: attributes of a record by which a search may be limited.
    """

    def __init__(
        self,
        record: type[R],
        *,
        lexical: Mapping[str, LexicalIndex],
        vectors: VectorIndex,
        facets: Sequence[str],
    ) -> None:
        self.lexical = dict(lexical)
        self.vectors = vectors
        self.vocabulary = Vocabulary()
        self.languages: set[str] = set()
        self.edition = next(_editions)
        self.records = RecordList(record)
        self.ids: list[str] = []
        kinds = get_type_hints(record)
        self._facets = {name: Facet(kinds[name]) for name in facets}
        self._rows_of: dict[str, list[int]] = {}
        self._alive = Column("bool")

    def __len__(self) -> int:
        """Number of documents."""
        return len(self._rows_of)

    @property
    def alive(self) -> Mask:
        """Which rows belong to a present document, shape (n,)."""
        alive: Mask = self._alive.values
        return alive

    @property
    def dead_rows(self) -> int:
        return len(self.records) - int(np.count_nonzero(self.alive))

    def rows_of(self, document_id: str) -> Sequence[int]:
        return self._rows_of.get(document_id, ())

    def replace(self, documents: Mapping[str, Sequence[Entry[R]]]) -> None:
        """Put the rows of each document in the place of those it had; a document without rows is gone."""
        self.edition = next(_editions)
        for document_id in documents:
            for row in self._rows_of.pop(document_id, ()):
                self._alive.values[row] = False
        entries = [entry for group in documents.values() for entry in group]
        if not entries:
            return
        self._own([document_id for document_id, group in documents.items() for _ in group])
        records = [entry.record for entry in entries]
        self.records.extend(records)
        for name, facet in self._facets.items():
            facet.append([getattr(record, name) for record in records])
        for name, index in self.lexical.items():
            index.add([entry.terms[name] for entry in entries])
        self.vectors.add(np.stack([entry.vector for entry in entries]))

    def mask(self, limits: Mapping[str, Limit]) -> Mask:
        """Rows of present documents that every limit allows, shape (n,)."""
        mask = self.alive
        for name, allows in limits.items():
            allowed = self.allowed(name, allows)
            mask = mask if allowed is None else mask & allowed
        return mask

    def allowed(self, facet: str, limit: Limit) -> Mask | None:
        """The rows, dead ones too, whose value of `facet` is allowed, shape (n,), or None where that is every row."""
        return self._facets[facet].mask(limit)

    def values(self, facet: str) -> list[Hashable]:
        """The values of `facet` among all rows, dead ones too."""
        return self._facets[facet].values

    def scores(self, terms: Mapping[str, Integers]) -> dict[str, RowScores]:
        """The score of every row by lexical leg.

        The identifier leg is the share, in [0, 1], of the query's rare identifiers that a row has too; it is left out
        where the query has none.

        Args:
            terms: numbers of the query's terms for each lexical leg.
        """
        scores = {name: index.scores(terms[name]) for name, index in self.lexical.items() if name != IDENTIFIER_LEG}
        identifiers = self._identifier_share(terms[IDENTIFIER_LEG])
        if identifiers is not None:
            scores[IDENTIFIER_LEG] = identifiers
        return {name: RowScores.of(values) for name, values in scores.items()}

    def rarity(self, words: Sequence[str]) -> dict[str, float]:
        """Inverse document frequency of those of `words` that some row has too."""
        index = self.lexical["words"]
        known = [word for word in dict.fromkeys(words) if word in self.vocabulary]
        frequencies = index.frequencies(self.vocabulary.known(known))
        return dict(zip(known, index.rarity(frequencies).tolist(), strict=True))

    def candidates(
        self, scores: Mapping[str, RowScores], vector: Vectors, *, mask: Mask, depth: int, also: Rows | None = None
    ) -> Candidates:
        """The best `depth` rows of each leg among those of `mask`, every leg having scored all of them.

        Args:
            scores: what `scores` gave for the query's terms in this edition of the corpus.
            vector: the query's raw vector, shape (d,).
            also: rows of `mask` that are candidates whatever the legs say of them.
        """
        found = [leg.best(mask, depth) for leg in scores.values()]
        if also is not None:
            found.append(also)
        found.append(self.vectors.search(vector, limit=depth, mask=None if mask.all() else mask))
        return self.scored(scores, vector, np.unique(np.concatenate(found)))

    def scored(self, scores: Mapping[str, RowScores], vector: Vectors, rows: Rows) -> Candidates:
        """What each leg says of `rows`, shape (m,); arguments as of `candidates`."""
        legs = {IDENTIFIER_LEG: np.zeros(len(rows), dtype=np.float32)}
        legs.update({name: leg.values[rows] for name, leg in scores.items()})
        legs[VECTOR_LEG] = self.vectors.similarities(vector, rows)
        return Candidates(rows, legs)

    def compact(self) -> None:
        """Drop the rows of changed and deleted documents; `vectors` is exact again until it is trained."""
        self.edition = next(_editions)
        alive = self.alive.copy()
        rows = np.flatnonzero(alive)
        owners = [self.ids[row] for row in rows.tolist()]
        self._disown()
        self._own(owners)
        self.records.keep(rows)
        for facet in self._facets.values():
            facet.keep(rows)
        for index in self.lexical.values():
            index.keep(alive)
        self.vectors.keep(alive)

    def arrays(self) -> dict[str, NDArray[Any]]:
        """All rows for a snapshot, which must not hold dead ones."""
        return {f"{name}.{key}": array for name, part in self._parts().items() for key, array in part.arrays().items()}

    def restore(self, owners: list[str], arrays: Mapping[str, NDArray[Any]]) -> None:
        """Become what the corpus was whose ids and `arrays()` these are. Raises ValueError when they do not agree."""
        self.edition = next(_editions)
        for name, part in self._parts().items():
            start = f"{name}."
            part.restore({key.removeprefix(start): array for key, array in arrays.items() if key.startswith(start)})
        if not len(self.records) == len(self.vectors) == len(owners):
            raise ValueError(f"{len(owners)} ids, {len(self.records)} records and {len(self.vectors)} vectors")
        self._disown()
        self._own(owners)

    def _parts(self) -> dict[str, _Part]:
        """What a snapshot keeps, each under its name."""
        facets = {f"facet.{name}": facet for name, facet in self._facets.items()}
        return {"vectors": self.vectors, "records": self.records, **self.lexical, **facets}

    def _disown(self) -> None:
        self.ids, self._rows_of, self._alive = [], {}, Column("bool")

    def _own(self, owners: Sequence[str]) -> None:
        """Give the rows that come next to their documents."""
        for row, owner in enumerate(owners, start=len(self.ids)):
            self._rows_of.setdefault(owner, []).append(row)
        self.ids.extend(owners)
        self._alive.append(np.ones(len(owners), dtype=bool))

    def _identifier_share(self, identifiers: Integers) -> Scores | None:
        """For each row, how much of the query's rare identifiers it has; None where the query has none."""
        index = self.lexical[IDENTIFIER_LEG]
        known = np.unique(identifiers)
        frequencies = index.frequencies(known)
        rare = known[(frequencies > 0) & (frequencies <= max(_RARE_ROWS, np.sqrt(len(index)) / 4))]
        if not len(rare):
            return None
        share: Scores = index.scores(rare) / index.rarity(index.frequencies(rare)).sum()
        return share


def best_rows(scores: Scores, mask: Mask, limit: int) -> Rows:
    """The `limit` best rows of `mask` with a score above 0, in the order of the rows; of equals the earlier ones."""
    least = 0.0
    if len(scores) > _SAMPLING_ROWS * limit:
        # The limit-th best of some rows is a lower bound of the limit-th best of all: few rows are left to compare.
        sample = np.where(mask[::_SAMPLE_STEP], scores[::_SAMPLE_STEP], 0)
        least = float(np.partition(sample, len(sample) - limit)[len(sample) - limit])
    rows = np.flatnonzero(scores >= least if least > 0 else scores > 0)
    return _best_among(rows[mask[rows]], scores, limit)


def _best_among(rows: Rows, scores: Scores, limit: int) -> Rows:
    if len(rows) <= limit:
        return rows
    found = scores[rows]
    threshold = np.partition(found, len(found) - limit)[len(found) - limit]
    above = rows[found > threshold]
    level = rows[found == threshold][: limit - len(above)]
    best: Rows = np.sort(np.concatenate((above, level)))
    return best
