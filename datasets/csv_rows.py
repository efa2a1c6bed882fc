"""The CSV file: rows of a delimited export."""

import csv
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TextIO

from firstline.datasets.delimiter import DELIMITERS, sniff_delimiter
from firstline.datasets.errors import TicketFileError
from firstline.datasets.raw_row import RawRow
from firstline.datasets.source_file import open_text

_LONGEST_CELL = 1 << 30
_EXCEL_HINT = re.compile(r"sep=(.)\s*$")


def csv_rows(path: Path, *, known: Collection[str] = (), lenient: bool = False) -> Iterator[RawRow]:
    """Stream the rows of a CSV file. Blank lines are no rows; a row with too many cells has a `problem`.

    Args:
        known: column names that help to find the delimiter.
        lenient: do not raise when the last quote is never closed.

    Raises:
        TicketFileError: the file cannot be read, or a quote is opened and never closed.
    """
    # The limit belongs to the process and is 128 KiB: a mail with an inline picture is larger.
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_CELL))
    with open_text(path) as stream:
        first, delimiter = _header_line(stream, known)
        lines = _RecordLines(first, stream)
        reader = csv.reader(lines, delimiter=delimiter)
        header = [name.strip() for name in next(reader, [])]
        _check_header(path, header)
        number, started = 0, 1
        lines.forget()
        for cells in reader:
            started = lines.started
            lines.forget()
            if not cells:
                continue
            number += 1
            yield _row(number, header, cells)
        if not lenient and lines.unclosed(delimiter):
            raise TicketFileError(
                f'{path}: a quote (") in the row that starts at line {started} is never closed, so all lines after it '
                "were read as one cell; close it, or double the quotes inside cells"
            )


def _header_line(stream: TextIO, known: Collection[str]) -> tuple[str, str]:
    """The first line that is not blank, and the delimiter; Excel may name that in a line of its own."""
    line = next((line for line in stream if line.strip()), "")
    if (hint := _EXCEL_HINT.match(line)) and hint[1] in DELIMITERS:
        return next((line for line in stream if line.strip()), ""), hint[1]
    return line, sniff_delimiter(line, known)


def _check_header(path: Path, header: list[str]) -> None:
    twice = sorted({name for name in header if name and header.count(name) > 1})
    if twice:
        raise TicketFileError(
            f"{path}: the header names {', '.join(twice)} more than once; every column needs its own name"
        )


def _row(number: int, header: list[str], cells: list[str]) -> RawRow:
    values = {name: cell or None for name, cell in zip(header, cells, strict=False) if name}
    surplus = len(cells) - len(header)
    if surplus > 0 and any(cells[len(header) :]):
        return RawRow(number, values, f"{len(cells)} cells where the header has {len(header)}")
    for name in header[len(cells) :]:
        values.setdefault(name, None)
    return RawRow(number, values)


class _RecordLines:
    """Lines of a CSV file that remembers those of the record being read."""

    def __init__(self, first: str, stream: TextIO) -> None:
        self._first: str | None = first
        self._stream = stream
        self._record: list[str] = []
        self._last: list[str] = []
        self._line = 0
        self.started = 1

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._first if self._first is not None else next(self._stream)
        self._first = None
        self._line += 1
        self._record.append(line)
        return line

    def forget(self) -> None:
        """A record is complete."""
        self._last, self._record = self._record, []
        self.started = self._line + 1

    def unclosed(self, delimiter: str) -> bool:
        """Whether the last record ended with the file inside quotes."""
        try:
            for _ in csv.reader(self._last, delimiter=delimiter, strict=True):
                pass
        except csv.Error as error:
            return "unexpected end" in str(error)
        return False
