"""The CSV file: rows of a delimited export."""

import csv
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TextIO

from firstline.datasets.delimiter import DELIMITERS, sniff_delimiter
from firstline.datasets.errors import TicketFileError
from firstline.datasets.header import Header
from firstline.datasets.raw_row import RawRow
from firstline.datasets.source_file import open_text

_LONGEST_CELL = 1 << 26
_EXCEL_HINT = re.compile(r"sep=(.)\s*$")
_LONGEST_LINE = 1 << 27
_LINE_ENDS = ("\n", "\r")


def csv_rows(
    path: Path, *, known: Collection[str] = (), once: Collection[str] = (), lenient: bool = False
) -> Iterator[RawRow]:
    """Stream the rows of a CSV file. Blank lines are no rows; a row with too many cells has a `problem`.

    Columns of the same name (Jira writes every comment under `Comment`) become one that holds a list.

    Args:
        known: column names that help to find the delimiter.
        once: column names that may be there only once.
        lenient: do not raise when the file ends in the middle of a row.

    Raises:
        TicketFileError: the file cannot be read, a quote is opened and never closed, the file ends in the middle of a
            row, or a name of `once` comes twice.
    """
    # The limit belongs to the process and is 128 KiB: a mail with an inline picture is larger.
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_CELL))
    with open_text(path) as stream:
        first, delimiter = _header_line(stream, known)
        lines = _RecordLines(path, first, stream)
        reader = csv.reader(lines, delimiter=delimiter)
        header = Header.of(path, next(reader, []), once=once)
        number, started, complete = 0, 1, True
        lines.forget()
        for cells in _records(path, reader, lines):
            started = lines.started
            lines.forget()
            if not cells:
                continue
            if not lenient and complete and number and len(cells) < len(header.names) and lines.ended_early():
                raise _cut(path, started, len(cells), len(header.names))
            complete = complete and len(cells) >= len(header.names)
            number += 1
            yield header.row(number, cells)
        if not lenient and lines.unclosed(delimiter):
            raise TicketFileError(
                f'{path}: a quote (") in the row that starts at line {started} is never closed, so all lines after it '
                "were read as one cell; close it, or double the quotes inside cells"
            )


def _records(path: Path, reader: Iterator[list[str]], lines: "_RecordLines") -> Iterator[list[str]]:
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise TicketFileError(
                f"{path}: a cell of the row that starts at line {lines.started} has more than {_LONGEST_CELL:,} "
                'characters; a quote (") is probably opened there and never closed'
            ) from None


def _cut(path: Path, line: int, cells: int, wanted: int) -> TicketFileError:
    return TicketFileError(
        f"{path}: the file ends in the middle of the row at line {line} ({cells} of {wanted} cells and no line end): "
        "it was cut short; export it again"
    )


def _header_line(stream: TextIO, known: Collection[str]) -> tuple[str, str]:
    """The first line that is not blank, and the delimiter; Excel may name that in a line of its own."""
    line = next((line for line in stream if line.strip()), "")
    if (hint := _EXCEL_HINT.match(line)) and hint[1] in DELIMITERS:
        return next((line for line in stream if line.strip()), ""), hint[1]
    return line, sniff_delimiter(line, known)


class _RecordLines:
    """Lines of a CSV file that remembers those of the record being read."""

    def __init__(self, path: Path, first: str, stream: TextIO) -> None:
        self._path = path
        self._first: str | None = first
        self._stream = stream
        self._record: list[str] = []
        self._last: list[str] = []
        self._line = 0
        self.started = 1

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._first if self._first is not None else self._stream.readline(_LONGEST_LINE)
        self._first = None
        if not line:
            raise StopIteration
        if len(line) == _LONGEST_LINE:
            raise TicketFileError(
                f"{self._path}: line {self._line + 1} has more than {_LONGEST_LINE:,} characters; this is no table"
            )
        self._line += 1
        self._record.append(line)
        return line

    def forget(self) -> None:
        """A record is complete."""
        self._last, self._record = self._record, []
        self.started = self._line + 1

    def ended_early(self) -> bool:
        """Whether the last record had no line end, which only the end of the file explains."""
        return bool(self._last) and not self._last[-1].endswith(_LINE_ENDS)

    def unclosed(self, delimiter: str) -> bool:
        """Whether the last record ended with the file inside quotes."""
        try:
            for _ in csv.reader(self._last, delimiter=delimiter, strict=True):
                pass
        except csv.Error as error:
            return "unexpected end" in str(error)
        return False
