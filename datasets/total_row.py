"""The total row: what a report writes below its last ticket, `Total | 400`, and is none."""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from firstline.datasets.raw_row import RawRow

_TOTAL = re.compile(
    r"(?:grand |sub)?total(?:e|en|t)?(?: (?:records?|rows?|count|tickets?|requests?|number))?(?: of \w+)?|sum|count|"
    r"(?:row|record) count|(?:записей|строк|заявок|всего|итого|общий итог)(?: \w+)?|"
    r"(?:gesamt(?:summe|zahl|anzahl|ergebnis)?(?: der)?|summe|anzahl|insgesamt)(?: \w+)?|"
    r"(?:sum|antall|totalt)(?: \w+)?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[-+]?\d[\d\s.,:%]*")
_MOST = 3
_FEWER = 0.7
_FEWEST_ROWS = 3


def reads_like_total(cells: Sequence[Any]) -> bool:
    """Whether the first of the filled cells says total, and any others are numbers: `Total | 400`, `Total: 400`."""
    filled = [str(cell).strip() for cell in cells if cell is not None and str(cell).strip()]
    if not filled:
        return False
    said, _, number = filled[0].partition(":")
    rest = [part for part in (number.strip(), *filled[1:]) if part]
    return bool(rest) and bool(_TOTAL.fullmatch(said.strip())) and all(map(_NUMBER.fullmatch, rest))


def without_total_rows(path: Path, rows: Iterator[RawRow], notes: list[str] | None) -> Iterator[RawRow]:
    """The rows without the last ones that are empty or totals: these fill far fewer cells than the others and read so.

    Args:
        notes: gets a sentence for those that were left out.
    """
    held: deque[RawRow] = deque()
    number = cells = 0
    for row in rows:
        number += 1
        cells += _filled(row)
        held.append(row)
        if len(held) > _MOST:
            yield held.popleft()
    out: list[RawRow] = []
    while held and number >= _FEWEST_ROWS and (not _filled(held[-1]) or _is_total(held[-1], cells / number)):
        out.insert(0, held.pop())
    yield from held
    out = [row for row in out if _filled(row)]
    if out and notes is not None:
        shown = "; ".join(" | ".join(str(value) for value in row.values.values() if value) for row in out)
        notes.append(f"{path.name}: left out below the last row, as a total and no ticket: {shown}")


def _is_total(row: RawRow, mean: float) -> bool:
    return _filled(row) <= _FEWER * mean and reads_like_total(list(row.values.values()))


def _filled(row: RawRow) -> int:
    return sum(value not in (None, "") for value in row.values.values())
