"""The facet: one property of each row by which a search may be limited."""

from collections.abc import Hashable

import numpy as np
from numpy.typing import NDArray

from firstline.kb_index.column import Column
from firstline.kb_index.limit import Limit

Mask = NDArray[np.bool_]


class Facet:
    """A value for each row, held as a number: a limit is decided once for each distinct value."""

    def __init__(self) -> None:
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
