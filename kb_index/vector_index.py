"""The vector index: nearest rows by centred cosine. The one home of faiss.

A multilingual encoder's vectors share a large common part that says nothing, so cosine is taken after a centre is
subtracted from both sides (measured in docs/benchmarks.md). The centre is the mean of the indexed rows, shrunk towards
the bundle's mean of requests while they are few: `(n * mean + k * prior) / (n + k)` with k = 50. Where rows and queries
are texts of two kinds, such as passages and requests, k is at least n: their common centre lies between the two means.
"""

from collections.abc import Mapping
from typing import Any

import faiss as _faiss
import numpy as np
from numpy.typing import NDArray

from firstline.kb_index.column import Column
from firstline.models.encoder import Vectors

# Its type hints do not know what its Python side adds to the classes.
faiss: Any = _faiss

Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]

PRIOR_ROWS = 50
EXACT_ROWS = 20_000
"""Up to here every row is compared: no build, no recall to lose, about 1.5 ms."""

_RECENTRE_GROWTH = 1.1
_RETRAIN_GROWTH = 2.0
_TAIL_ROWS = 2_000
_FEW_SELECTED = 4_000
_RERANK_FACTOR = 2
_TRAINING_ROWS_PER_LIST = 40
_TRAINING_ROUNDS = 8
_TUNING_QUERIES = 100
_TUNING_DEPTH = 10
_WANTED_RECALL = 0.985


class VectorIndex:
    """Raw vectors by row, in half precision, and an index over their centred directions.

    Exact up to `exact_rows`; above that, and once `train` was called, an inverted file of scalar-quantised vectors
    whose candidates are compared again exactly, with an exact tail for rows that came since. Not thread-safe: the
    owner locks.

    Args:
        dimension: length d of a vector.
        prior: the bundle's mean vector, shape (d,); zero where there is none.
        rows_are_requests: whether rows are texts of the queries' own kind.
        exact_rows: the size from which `train` builds the inverted file.
    """

    def __init__(
        self,
        dimension: int,
        *,
        prior: Vectors | None = None,
        rows_are_requests: bool = True,
        exact_rows: int = EXACT_ROWS,
    ) -> None:
        self._dimension = dimension
        self._halfway = prior is not None and not rows_are_requests
        self._prior = np.zeros(dimension, np.float32) if prior is None else np.asarray(prior, np.float32)
        self._exact_rows = exact_rows
        self._raw = Column("float16", width=dimension)
        self._norms = Column("float32")
        self._centre: Vectors = self._prior
        self._centred_rows = 0
        self._flat: Any = faiss.IndexFlatIP(dimension)
        self._flat_first = 0
        self._lists: Any = None
        self._mapped_lists: NDArray[np.uint8] | None = None
        self._lists_trained_on = 0

    def __len__(self) -> int:
        return len(self._raw)

    @property
    def wants_training(self) -> bool:
        """Whether comparing every row has become slower than it need be."""
        return len(self) > self._exact_rows and len(self) >= _RETRAIN_GROWTH * self._lists_trained_on

    def add(self, vectors: Vectors) -> None:
        """Append raw vectors, shape (m, d)."""
        if not len(vectors):
            return
        self._raw.append(vectors)
        if self._lists is None and len(self) > _RECENTRE_GROWTH * self._centred_rows:
            self._recentre()
        self._append_directions()
        if self._lists is not None and self._flat.ntotal > _TAIL_ROWS:
            self._fold_tail()

    def search(self, query: Vectors, *, limit: int, mask: Mask | None = None) -> Rows:
        """The nearest `limit` rows among those of `mask`, best first.

        Args:
            query: a raw vector, shape (d,).
            mask: shape (n,); rows where it is false are passed over inside the search, before the best are chosen.
        """
        faiss.omp_set_num_threads(1)
        selected = len(self) if mask is None else int(np.count_nonzero(mask))
        limit = min(limit, selected)
        if not limit:
            return np.empty(0, dtype=np.int64)
        if self._lists is not None and mask is not None and selected <= _FEW_SELECTED:
            return self._best(query, np.flatnonzero(mask), limit)
        direction = self._direction(query)
        candidates = self._exact(direction, limit, mask)
        if self._lists is None:
            return candidates
        return self._best(
            query, np.concatenate((candidates, self._approximate(direction, limit, mask, selected))), limit
        )

    def similarities(self, query: Vectors, rows: Rows) -> Vectors:
        """Centred cosine of a raw query, shape (d,), to `rows`, shape (m,)."""
        direction = self._direction(query)[0]
        found: Vectors = (
            self._raw.values[rows].astype(np.float32) @ direction - self._centre @ direction
        ) / self._norms.values[rows]
        return found

    def copy(self) -> "VectorIndex":
        """The same rows, not indexed yet: to `train` while this index goes on being searched."""
        twin = VectorIndex(self._dimension, prior=self._prior, exact_rows=self._exact_rows)
        twin._halfway = self._halfway
        twin._raw.replace(self._raw.values.copy())
        return twin

    def raw_from(self, row: int) -> Vectors:
        """The raw vectors from `row` on, shape (m, d)."""
        vectors: Vectors = self._raw.values[row:]
        return vectors

    def train(self, *, threads: int = 1) -> None:
        """Build the inverted file over all rows. Some seconds for 100,000."""
        self._recentre()
        self._lists_trained_on = len(self)
        self._build_lists(threads)

    def keep(self, rows: Mask) -> None:
        """Drop the rows that are false, shape (n,); the inverted file goes too, until `train` is called."""
        vectors = self._raw.values[rows]
        self._raw.replace(vectors[:0])
        self._lists, self._mapped_lists, self._lists_trained_on, self._centred_rows = None, None, 0, 0
        self._recentre()
        self.add(vectors)

    def arrays(self) -> dict[str, NDArray[Any]]:
        """All of the index for a snapshot."""
        held = {"raw": self._raw.values, "centre": self._centre, "norms": self._norms.values}
        if self._lists is not None:
            self._fold_tail()
            held["lists"] = faiss.serialize_index(self._lists)
            held["trained_on"] = np.array([self._lists_trained_on], dtype=np.int64)
        return held

    def restore(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        """Become what `arrays()` of another index was."""
        self._raw.replace(arrays["raw"])
        self._centre, self._centred_rows = arrays["centre"], len(self)
        self._norms.replace(arrays["norms"])
        self._flat.reset()
        self._flat_first = 0
        if "lists" in arrays:
            self._mapped_lists = arrays["lists"]
            self._lists = _mapped_index(arrays["lists"])
            self._lists_trained_on = int(arrays["trained_on"][0])
            self._flat_first = self._lists.ntotal
        if len(self) > self._flat_first:
            self._flat.add(self._directions(self._flat_first))

    def _recentre(self) -> None:
        """Take the centre of the present rows; what was indexed around the old one is taken out of the exact part."""
        self._centre, self._centred_rows = self._present_centre(), len(self)
        self._norms.replace(np.empty(0, np.float32))
        self._flat.reset()
        self._flat_first = 0

    def _append_directions(self) -> None:
        """Index exactly the rows that are not indexed yet."""
        centred = self._raw.values[len(self._norms) :] - self._centre
        norms = np.maximum(np.sqrt(np.einsum("ij,ij->i", centred, centred)), 1e-9)
        self._norms.append(norms)
        self._flat.add(centred / norms[:, None])

    def _present_centre(self) -> Vectors:
        rows = len(self)
        weight = max(PRIOR_ROWS, rows) if self._halfway else PRIOR_ROWS
        total = self._raw.values.sum(axis=0, dtype=np.float64)
        centre: Vectors = ((total + weight * self._prior) / (rows + weight)).astype(np.float32)
        return centre

    def _directions(self, first: int) -> Vectors:
        """Centred directions of the rows from `first` on, shape (m, d)."""
        directions: Vectors = (self._raw.values[first:] - self._centre) / self._norms.values[first:, None]
        return directions

    def _direction(self, query: Vectors) -> Vectors:
        centred = np.asarray(query, np.float32) - self._centre
        direction: Vectors = (centred / max(float(np.linalg.norm(centred)), 1e-9))[None, :]
        return direction

    def _best(self, query: Vectors, rows: Rows, limit: int) -> Rows:
        similarities = self.similarities(query, rows)
        best: Rows = rows[np.lexsort((rows, -similarities))[:limit]]
        return best

    def _exact(self, direction: Vectors, limit: int, mask: Mask | None) -> Rows:
        part = None if mask is None else mask[self._flat_first :]
        with_selector = None if part is None else faiss.SearchParameters(sel=_selector(part))
        count = min(limit, self._flat.ntotal)
        if not count:
            return np.empty(0, dtype=np.int64)
        _, found = self._flat.search(direction, count, params=with_selector)
        rows: Rows = found[0][found[0] >= 0] + self._flat_first
        return rows

    def _approximate(self, direction: Vectors, limit: int, mask: Mask | None, selected: int) -> Rows:
        lists = self._lists
        widening = min(8, len(self) // max(1, selected))
        parameters = faiss.SearchParametersIVF(
            nprobe=min(lists.nlist, lists.nprobe * widening),
            sel=None if mask is None else _selector(mask[: lists.ntotal]),
        )
        _, found = lists.search(direction, limit * _RERANK_FACTOR, params=parameters)
        rows: Rows = found[0][found[0] >= 0]
        return rows

    def _build_lists(self, threads: int) -> None:
        """IVF,SQ8 with 4 * sqrt(n) lists (shared/scale.md, section 5)."""
        faiss.omp_set_num_threads(threads)
        self._append_directions()
        directions = self._directions(0)
        count = int(4 * np.sqrt(len(self)))
        quantizer = faiss.IndexFlatIP(self._dimension)
        lists = faiss.IndexIVFScalarQuantizer(
            quantizer, self._dimension, count, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
        )
        quantizer.this.disown()
        lists.own_fields = True
        lists.cp.min_points_per_centroid = 1
        lists.cp.niter = _TRAINING_ROUNDS
        shuffled = np.random.default_rng(0).permutation(len(directions))
        lists.train(directions[np.sort(shuffled[: _TRAINING_ROWS_PER_LIST * count])])
        lists.add(directions)
        self._lists, self._mapped_lists, self._flat_first = lists, None, len(directions)
        self._tune(directions, directions[shuffled[:_TUNING_QUERIES]])
        self._flat.reset()

    def _tune(self, directions: Vectors, queries: Vectors) -> None:
        """Visit as many lists as it takes to find what comparing every row finds."""
        truth = [set(np.argpartition(-row, _TUNING_DEPTH)[:_TUNING_DEPTH].tolist()) for row in queries @ directions.T]
        probes = max(8, self._lists.nlist // 32)
        while True:
            self._lists.nprobe = probes
            _, found = self._lists.search(queries, _TUNING_DEPTH * _RERANK_FACTOR)
            hits = sum(len(best.intersection(row.tolist())) for best, row in zip(truth, found, strict=True))
            if hits >= _WANTED_RECALL * _TUNING_DEPTH * len(queries) or probes >= self._lists.nlist // 2:
                return
            probes = probes * 5 // 4

    def _fold_tail(self) -> None:
        if self._flat.ntotal:
            if self._mapped_lists is not None:  # nothing can be added to what lies in a file: the process would end
                self._lists, self._mapped_lists = faiss.deserialize_index(self._mapped_lists), None
            self._lists.add(self._directions(self._flat_first))
            self._flat_first = len(self)
            self._flat.reset()


def _mapped_index(written: NDArray[np.uint8]) -> Any:
    """The index that was serialised, read where it lies: `written` must be there as long as the index is."""
    reader = faiss.ZeroCopyIOReader(faiss.swig_ptr(written), len(written))
    return faiss.read_index(reader, faiss.IO_FLAG_MMAP_IFC)


def _selector(mask: Mask) -> Any:
    return faiss.IDSelectorBitmap(np.packbits(mask, bitorder="little"))
