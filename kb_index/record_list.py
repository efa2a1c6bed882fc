"""The record list: what hits show of each row."""

from collections.abc import Mapping, Sequence
from typing import Any, Generic, TypeVar, overload

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from firstline.kb_index.column import Column

R = TypeVar("R")


class RecordList(Sequence[R], Generic[R]):
    """A record for each row, in their order.

    Those of a snapshot stay what was written, JSON in the snapshot's own memory, until they are first asked for: of a
    hundred thousand few ever are.

    Args:
        kind: the class of a record: a dataclass that pydantic can write and read.
    """

    def __init__(self, kind: type[R]) -> None:
        self._adapter: TypeAdapter[R] = TypeAdapter(kind)
        self._held: list[R | None] = []
        self._written: NDArray[np.uint8] = np.empty(0, np.uint8)
        self._spans = Column("int64", width=2)

    def __len__(self) -> int:
        return len(self._held)

    @overload
    def __getitem__(self, row: int) -> R: ...
    @overload
    def __getitem__(self, row: slice) -> Sequence[R]: ...
    def __getitem__(self, row: int | slice) -> R | Sequence[R]:
        if isinstance(row, slice):
            return [self[number] for number in range(*row.indices(len(self)))]
        record = self._held[row]
        if record is None:
            record = self._held[row] = self._adapter.validate_json(self._json(row))
        return record

    def extend(self, records: Sequence[R]) -> None:
        self._held.extend(records)
        self._spans.append(np.zeros((len(records), 2), dtype=np.int64))

    def keep(self, rows: NDArray[np.int64]) -> None:
        """Hold the records of those rows and no other."""
        self._held = [self._held[row] for row in rows.tolist()]
        self._spans.replace(self._spans.values[rows])

    def arrays(self) -> dict[str, NDArray[Any]]:
        """All records for a snapshot."""
        written = [self._json(row) for row in range(len(self))]
        ends = np.cumsum([len(record) for record in written], dtype=np.int64)
        return {"json": np.frombuffer(b"".join(written), np.uint8), "ends": ends}

    def restore(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        """Become what `arrays()` of another list was."""
        ends = arrays["ends"]
        self._written = arrays["json"]
        self._spans.replace(np.column_stack((np.concatenate(([0], ends[:-1])), ends)))
        self._held = [None] * len(ends)

    def _json(self, row: int) -> bytes:
        start, end = self._spans.values[row].tolist()
        return self._written[start:end].tobytes() if end > start else self._adapter.dump_json(self[row])
