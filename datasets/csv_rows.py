"""The CSV file: rows of a delimited export."""

import csv
from collections import deque
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from firstline.datasets.cut_cell import LastCells
from firstline.datasets.errors import TicketFileError
from firstline.datasets.header import Header
from firstline.datasets.header_lines import header_lines
from firstline.datasets.raw_row import RawRow
from firstline.datasets.source_file import open_text
from firstline.datasets.total_row import reads_like_total

_LONGEST_CELL = 1 << 26
_LONGEST_LINE = 1 << 27
_LINE_ENDS = ("\n", "\r")


def csv_rows(
    path: Path,
    *,
    known: Collection[str] = (),
    once: Collection[str] = (),
    lenient: bool = False,
    notes: list[str] | None = None,
) -> Iterator[RawRow]:
    """Stream the rows of a CSV file. Blank lines are no rows; a row with too many cells has a `problem`.

    A head above the header is passed over (`header_lines`).

    Columns of the same name (Jira writes every comment under `Comment`) become one that holds a list.

    Args:
        known: column names that help to find the delimiter.
        once: column names that may be there only once.
        lenient: do not raise when the file ends in the middle of a row.
        notes: gets a sentence where the file may end in the middle of its last cell.

    Raises:
        TicketFileError: the file cannot be read, a quote is opened and never closed, the file ends in the middle of a
            row, or a name of `once` comes twice.
    """
    # The limit belongs to the process and is 128 KiB: a mail with an inline picture is larger.
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_CELL))
    with open_text(path) as stream:
        top = header_lines(stream, known)
        delimiter = top.delimiter
        lines = _RecordLines(path, top.read, stream, skipped=top.skipped)
        reader = csv.reader(lines, delimiter=delimiter)
        header = Header.of(path, next(reader, []), once=once)
        lines.forget()
        yield from _rows(path, header, reader, lines, delimiter, lenient=lenient, notes=notes)


def _rows(
    path: Path,
    header: Header,
    reader: Iterator[list[str]],
    lines: "_RecordLines",
    delimiter: str,
    *,
    lenient: bool,
    notes: list[str] | None,
) -> Iterator[RawRow]:
    """The rows below the header, as `csv_rows` gives them."""
    number, started, complete = 0, lines.started, True
    last = LastCells()
    held: RawRow | None = None  # whether its quote is closed shows at the end of the file
    for cells in _records(path, reader, lines):
        started = lines.started
        lines.forget()
        if not cells:
            continue
        if not lenient and complete and number and _is_short(cells, header) and lines.ended_early():
            raise _cut(path, started, len(cells), len(header.names))
        complete = complete and len(cells) >= len(header.names)
        number += 1
        if not reads_like_total(cells):
            last.add(cells)
        if held is not None:
            yield held
        held = header.row(number, cells)
    unclosed = held is not None and lines.unclosed(delimiter)
    if notes is not None and not unclosed and lines.ended_early() and (doubt := last.doubt(path)):
        notes.append(doubt)
    if held is not None and unclosed:
        never = f'a quote (") in the row that starts at line {started} is never closed, so all lines after it'
        if not lenient:
            raise TicketFileError(
                f"{path}: {never} were read as one cell; close it, or double the quotes inside cells. A file that was "
                "cut off while it was written or copied looks the same: compare its size with that of the export"
            )
        held = replace(held, problem=f"{never} were read as one cell")
    if held is not None:
        yield held


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


def _is_short(cells: Sequence[str], header: Header) -> bool:
    """Whether cells are missing, and not because a report ends with a total."""
    return len(cells) < len(header.names) and not reads_like_total(cells)


def _cut(path: Path, line: int, cells: int, wanted: int) -> TicketFileError:
    return TicketFileError(
        f"{path}: the file ends in the middle of the row at line {line} ({cells} of {wanted} cells and no line end): "
        "it was cut short; export it again"
    )


class _RecordLines:
    """Lines of a CSV file that remembers those of the record being read."""

    def __init__(self, path: Path, first: Sequence[str], stream: TextIO, *, skipped: int = 0) -> None:
        self._path = path
        self._first = deque(first)
        self._stream = stream
        self._record: list[str] = []
        self._last: list[str] = []
        self._line = skipped
        self.started = skipped + 1

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._first.popleft() if self._first else self._stream.readline(_LONGEST_LINE)
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
