"""The header: the columns of a table, some of which may carry the same name."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from firstline.datasets.errors import TicketFileError
from firstline.datasets.raw_row import RawRow

LONGEST_CELL = 1 << 24
"""Characters; Excel knows 32,767, and a mail with pictures in it has a few million."""


@dataclass(frozen=True, slots=True)
class Header:
    """Names of columns in order; empty ones have no name. A name that comes again holds a list of its cells."""

    names: tuple[str, ...]
    repeated: frozenset[str] = frozenset()

    @classmethod
    def of(cls, path: Path, names: Sequence[str], *, once: Collection[str] = ()) -> "Header":
        """Make a header.

        Args:
            once: names that may be there only once.

        Raises:
            TicketFileError: one of those comes again.
        """
        stripped = tuple(name.strip() for name in names)
        repeated = frozenset(name for name, count in Counter(stripped).items() if name and count > 1)
        twice = sorted(repeated.intersection(once))
        if twice:
            raise TicketFileError(
                f"{path}: the header names {', '.join(twice)} more than once; every column needs its own name"
            )
        return cls(stripped, repeated)

    def row(self, number: int, cells: Sequence[Any]) -> RawRow:
        """One row under these names; too many cells or a cell that is too long are a problem."""
        values: dict[str, Any] = dict.fromkeys(name for name in self.names if name)
        problem = None
        for name, cell in zip(self.names, cells, strict=False):
            if not name or cell is None or cell == "":
                continue
            if isinstance(cell, str) and len(cell) > LONGEST_CELL:
                problem = f"{name}: a cell of {len(cell):,} characters; at most {LONGEST_CELL:,} are read"
                continue
            if name in self.repeated:
                values[name] = [*(values[name] or ()), cell]
            else:
                values[name] = cell
        if len(cells) > len(self.names) and any(cell not in (None, "") for cell in cells[len(self.names) :]):
            problem = problem or f"{len(cells)} cells where the header has {len(self.names)}"
        return RawRow(number, values, problem)
