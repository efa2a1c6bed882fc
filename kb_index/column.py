"""The column: an array that grows by appending, one row a document."""

from typing import Any

import numpy as np
from numpy.typing import NDArray


class Column:
    """Rows of one dtype and shape, appended in amortised constant time.

    Args:
        dtype: numpy's name of the element type.
        width: length of a row; 0 for a column of scalars.
    """

    def __init__(self, dtype: str, *, width: int = 0) -> None:
        self._width = width
        self._buffer: NDArray[Any] = np.zeros((16, width) if width else 16, dtype=dtype)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    @property
    def values(self) -> NDArray[Any]:
        """All rows as a view, shape (n,) or (n, width); it stays valid, and stays as it was, when the column grows."""
        return self._buffer[: self._count]

    def append(self, rows: NDArray[Any]) -> None:
        """Add `rows`, shape (m,) or (m, width), at the end."""
        wanted = self._count + len(rows)
        if wanted > len(self._buffer):
            capacity = max(wanted, len(self._buffer) * 3 // 2)
            grown = np.zeros((capacity, *self._buffer.shape[1:]), dtype=self._buffer.dtype)
            grown[: self._count] = self.values
            self._buffer = grown
        self._buffer[self._count : wanted] = rows
        self._count = wanted

    def replace(self, rows: NDArray[Any]) -> None:
        """Hold `rows` and nothing else."""
        self._buffer = np.ascontiguousarray(rows, dtype=self._buffer.dtype)
        self._count = len(rows)
