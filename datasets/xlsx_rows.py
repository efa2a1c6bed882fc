"""The Excel workbook: rows of an XLSX export."""

import re
import warnings
import zipfile
from collections.abc import Collection, Iterator, Sequence
from itertools import chain, dropwhile, islice
from pathlib import Path
from typing import IO, Any
from xml.etree.ElementTree import ParseError

from firstline.datasets.amount import amount
from firstline.datasets.errors import TicketFileError
from firstline.datasets.header import Header
from firstline.datasets.header_lines import MOST_LINES, below_head
from firstline.datasets.raw_row import RawRow

_MOST_BYTES = 4 << 30
_MOST_STRINGS = 1 << 29
_SUSPICIOUS_BYTES = 100 << 20
_SUSPICIOUS_RATIO = 250
_CHUNK = 1 << 20
_OVERLAP = 4_096
_NO_VALUE = re.compile(rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f(?:\s[^<>]*)?/>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</(?:\w+:)?c>")
_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#GETTING_DATA", "#SPILL!"})
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def xlsx_rows(
    path: Path, *, known: Collection[str] = (), once: Sequence[str] = (), notes: list[str] | None = None
) -> Iterator[RawRow]:
    """Stream the rows of a workbook's first sheet that has any; formulas give the value that Excel stored.

    A sheet with less than half as many columns as the widest one, such as a cover, is passed over.

    The first row with at least two names is the header, but for a head of few cells above it (`below_head`). Empty rows
    are no rows, cells such as `#N/A` are empty.

    Args:
        known: column names that tell the header from what stands above it.
        once: column names that may be there only once.
        notes: gets a sentence where sheets were passed over.

    Raises:
        TicketFileError: the file cannot be read, is protected by a password or unpacks to far more than it should, or
            formulas have no stored value; openpyxl is missing.
    """
    _check_archive(path)
    with path.open("rb") as stream:
        workbook = _opened(path, stream)
        for sheet in _tables(path, workbook.worksheets, known, notes):
            header, rows = _header(path, _cells(path, sheet), known, once)
            if header is None:
                continue
            number = 0
            for cells in rows:
                if any(cell is not None for cell in cells):
                    number += 1
                    yield header.row(number, cells)
            if number:
                return


def _tables(path: Path, sheets: Sequence[Any], known: Collection[str], notes: list[str] | None) -> list[Any]:
    """The sheets that are as wide as tickets may be."""
    for sheet in sheets:
        sheet.reset_dimensions()
    if len(sheets) < 2:
        return list(sheets)
    headers = [_header(path, _cells(path, sheet), known, ())[0] for sheet in sheets]
    wide = [0 if header is None else len(header.names) for header in headers]
    kept = [sheet for sheet, width in zip(sheets, wide, strict=True) if width and 2 * width >= max(wide)]
    narrow = [sheet.title for sheet, width in zip(sheets, wide, strict=True) if width and 2 * width < max(wide)]
    if narrow and notes is not None:
        notes.append(f"{path.name}: read the sheet {kept[0].title}; passed over {', '.join(narrow)}")
    return kept


def sheet_rows(path: Path) -> Iterator[list[Any]]:
    """The cells of the first sheet as they lie there, empty rows too."""
    with path.open("rb") as stream:
        for sheet in _opened(path, stream).worksheets[:1]:
            sheet.reset_dimensions()
            yield from _cells(path, sheet)


def _header(
    path: Path, rows: Iterator[list[Any]], known: Collection[str], once: Sequence[str]
) -> tuple[Header | None, Iterator[list[Any]]]:
    """The header and the rows below it; no header of a sheet that is empty."""
    first = list(islice(dropwhile(lambda cells: not any(map(_name, cells)), rows), MOST_LINES))
    if not first:
        return None, rows
    names = [[_name(cell) for cell in cells] for cells in first]
    several = next((at for at, cells in enumerate(names) if sum(map(bool, cells)) > 1), None)
    place = 0 if several is None else several + below_head(names[several:], known)
    return Header.of(path, names[place], once=once), chain(first[place + 1 :], rows)


def _name(cell: Any) -> str:
    return "" if cell is None else str(cell)


def _cells(path: Path, sheet: Any) -> Iterator[list[Any]]:
    rows = sheet.iter_rows(values_only=True)
    while True:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                cells = next(rows, None)
        except Exception as error:
            raise _damaged(path) from error
        if cells is None:
            return
        yield [_cell(value) for value in cells]


def _cell(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if not isinstance(value, str):
        return value
    if not value.strip() or value in _ERRORS:
        return None
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), value) if "_x" in value else value


def _opened(path: Path, stream: IO[bytes]) -> Any:
    """A stream rather than a path, because openpyxl looks at a path's ending."""
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise TicketFileError(
            f"{path}: reading Excel workbooks needs openpyxl: pip install 'firstline[train]', or save it as CSV"
        ) from None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return load_workbook(stream, read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, ParseError, OSError, SyntaxError, AttributeError, TypeError):
        raise _damaged(path) from None


def _damaged(path: Path) -> TicketFileError:
    return TicketFileError(f"{path}: the Excel workbook is damaged or cut short; save it again, or save it as CSV")


def _check_archive(path: Path) -> None:
    """Sizes are read off the archive before anything is unpacked; zipfile never unpacks more than they say."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            _refuse_bomb(path, members)
            if not any(member.filename == "xl/workbook.xml" for member in members):
                raise TicketFileError(
                    f"{path}: a zip archive, but no Excel workbook; unpack it and name the file in it"
                )
            without = sum(_formulas_without_value(archive, member) for member in members)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError):
        raise _damaged(path) from None
    except FileNotFoundError:
        raise TicketFileError(f"{path}: there is no such file") from None
    except OSError as error:
        raise TicketFileError(f"{path}: cannot be read: {error.strerror or error}") from None
    if without:
        raise TicketFileError(
            f"{path}: {amount(without, 'cell is a formula', 'cells are formulas')} whose value is not stored in the "
            "file; open it in Excel or LibreOffice and save it once, or save it as CSV"
        )


def _refuse_bomb(path: Path, members: Sequence[zipfile.ZipInfo]) -> None:
    size = sum(member.file_size for member in members)
    packed = max(1, sum(member.compress_size for member in members))
    strings = max((m.file_size for m in members if m.filename.endswith("sharedStrings.xml")), default=0)
    swollen = size > _SUSPICIOUS_BYTES and size / packed > _SUSPICIOUS_RATIO
    if swollen or size > _MOST_BYTES or strings > _MOST_STRINGS:
        raise TicketFileError(
            f"{path}: the workbook would unpack from {packed / 2**20:,.1f} MB to {size / 2**20:,.0f} MB, which no "
            "export does; it was not opened. Save it as CSV if it is yours"
        )


def _formulas_without_value(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> int:
    if not re.fullmatch(r"xl/worksheets/[^/]+\.xml", member.filename):
        return 0
    count = 0
    with archive.open(member) as stream:
        rest = b""
        for chunk in chain(iter(lambda: stream.read(_CHUNK), b""), (b"",)):
            window = rest + chunk
            edge = len(window) - _OVERLAP if chunk else len(window)
            count += sum(match.start() < edge for match in _NO_VALUE.finditer(window))
            rest = window[max(0, edge) :]
    return count
