"""The cut cell: whether a table ends inside its last cell, which nothing but its length can show."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_FEWEST_ROWS = 5


@dataclass(slots=True)
class LastCells:
    """The lengths of the last cells of the rows of a table, the newest row's and the shortest of those before it."""

    rows: int = 0
    newest: int = 0
    shortest: int = sys.maxsize

    def add(self, cells: Sequence[str]) -> None:
        """One more row."""
        if self.rows:
            self.shortest = min(self.shortest, self.newest)
        self.rows += 1
        self.newest = len(cells[-1].strip()) if cells else 0

    def doubt(self, path: Path) -> str:
        """A sentence where the newest row, which is the last one and has no line end, has the shortest last cell;
        empty where it has not, or the rows are too few to tell.
        """
        if self.rows < _FEWEST_ROWS or self.newest >= self.shortest:
            return ""
        return (
            f"{path.name}: cut short? The last line has no line end, and its last cell is shorter ({self.newest:,} "
            "characters) than that of any other row; look whether the export is whole"
        )
