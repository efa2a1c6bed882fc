"""The header lines: what stands above the rows of a CSV file."""

import csv
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TextIO

from firstline.datasets.column_names import named_column
from firstline.datasets.delimiter import DELIMITERS, sniff_delimiter

_EXCEL_HINT = re.compile(r"sep=(.)\s*$")
_MOST_LINES = 12
_LONGEST_LINE = 1 << 27
_FEWEST_KNOWN = 2
_NUMBER = re.compile(r"[-\d.,: /]+")


@dataclass(frozen=True, slots=True)
class HeaderLines:
    """`read` are lines that were read already, the header's first; `skipped` is how many stood above it."""

    read: tuple[str, ...]
    delimiter: str
    skipped: int = 0


def header_lines(stream: TextIO, known: Collection[str] = ()) -> HeaderLines:
    """Find the header: the first line that is not blank, or the first with several names below titles of one cell each.

    Excel may name the delimiter in a line of its own. A title is passed over only when a line below it has two names
    that are known and the line below that has as many cells: a table may have a single column.

    Args:
        known: names that help to find the delimiter.
    """
    lines: list[str] = []
    hinted = None
    skipped = 0
    while (line := stream.readline(_LONGEST_LINE)) and not line.strip():
        skipped += 1
    if (hint := _EXCEL_HINT.match(line)) and hint[1] in DELIMITERS:
        hinted = hint[1]
        skipped += 1
        while (line := stream.readline(_LONGEST_LINE)) and not line.strip():
            skipped += 1
    lines.append(line)
    delimiter = hinted or sniff_delimiter(line, known)
    if len(_filled(line, delimiter)) > 1 or not line.endswith(("\n", "\r")) or line.count('"') % 2:
        return HeaderLines(tuple(lines), delimiter, skipped)
    while len(lines) < _MOST_LINES and (line := stream.readline(_LONGEST_LINE)):
        lines.append(line)
    place = _below_titles(lines, known, hinted)
    return HeaderLines(tuple(lines[place:]), hinted or sniff_delimiter(lines[place], known), skipped + place)


def _below_titles(lines: Sequence[str], known: Collection[str], hinted: str | None) -> int:
    """The place of the header among the first lines, 0 where the first one is."""
    for place, line in enumerate(lines):
        delimiter = hinted or sniff_delimiter(line, known)
        names = _filled(line, delimiter)
        if len(names) < 2:
            continue
        below = next((other for other in lines[place + 1 :] if other.strip()), "")
        alike = below.count('"') % 2 or len(_cells(below, delimiter)) == len(_cells(line, delimiter))
        named = sum(name in known or named_column(name) is not None for name in names)
        if alike and named >= _FEWEST_KNOWN and not any(map(_NUMBER.fullmatch, names)):
            return place
    return 0


def _cells(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line], delimiter=delimiter), [])


def _filled(line: str, delimiter: str) -> list[str]:
    return [cell.strip() for cell in _cells(line, delimiter) if cell.strip()]
