"""The facet: one property of each row by which a search may be limited."""

from collections.abc import Hashable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from firstline.kb_index.column import Column
from firstline.kb_index.limit import Limit

Mask = NDArray[np.bool_]


class Facet:
    """A value for each row, held as a number: a limit is decided once for each distinct value.

    Args:
        kind: the type of a value, which pydantic can write and read.
    """

    def __init__(self, kind: Any) -> None:
        self._written: TypeAdapter[list[Hashable]] = TypeAdapter(list[kind])
        self._codes: dict[Hashable, int] = {}
        self._rows = Column("int32")

    def append(self, values: list[Hashable]) -> None:
        codes = self._codes
        self._rows.append(np.array([codes.setdefault(value, len(codes)) for value in values], dtype=np.int32))

    @property
    def values(self) -> list[Hashable]:
        """Every value that some row has or had."""
        return list(self._codes)

    def mask(self, allows: Limit) -> Mask | None:
        """The rows whose value is allowed, shape (n,), or None where that is every row."""
        allowed = np.array([allows(value) for value in self._codes], dtype=bool)
        if allowed.all():
            return None
        mask: Mask = allowed[self._rows.values]
        return mask

    def keep(self, rows: NDArray[np.int64]) -> None:
        """Drop all other rows, and the values that only those had."""
        values, codes = self.values, self._rows.values[rows]
        present, renumbered = np.unique(codes, return_inverse=True)
        self._codes = {values[code]: number for number, code in enumerate(present.tolist())}
        self._rows.replace(renumbered.astype(np.int32))

    def arrays(self) -> dict[str, NDArray[Any]]:
        """All of it for a snapshot."""
        return {"codes": self._rows.values, "values": np.frombuffer(self._written.dump_json(self.values), np.uint8)}

    def restore(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        """Become what `arrays()` of another facet was."""
        values = self._written.validate_json(arrays["values"].tobytes())
        self._codes = dict(zip(values, range(len(values)), strict=True))
        self._rows.replace(arrays["codes"])
