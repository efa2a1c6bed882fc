"""The table: rows of an export, whatever its format."""

import json
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Literal

from firstline.datasets.csv_rows import csv_rows
from firstline.datasets.errors import TicketFileError
from firstline.datasets.json_rows import is_json_document, json_rows
from firstline.datasets.jsonl_rows import is_of_lines, jsonl_rows
from firstline.datasets.parquet_rows import parquet_rows
from firstline.datasets.raw_row import RawRow
from firstline.datasets.source_file import open_bytes
from firstline.datasets.total_row import without_total_rows
from firstline.datasets.xlsx_rows import xlsx_rows

Format = Literal["csv", "json", "jsonl", "parquet", "xlsx"]

_BY_SUFFIX: dict[str, Format] = {
    ".csv": "csv",
    ".tsv": "csv",
    ".tab": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
}
_START = 1 << 16
_ZIP = b"PK\x03\x04"
_MARKUP = re.compile(
    r"(?P<html><(?:!doctype html|html|head|body|table|meta|div|style)[\s>])|<\?xml[^>]*>\s*<\?mso-application",
    re.IGNORECASE,
)
_LINES_TOLD_BY = 20
_GZIP = b"\x1f\x8b"
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"


def table_rows(
    path: Path,
    *,
    known: Collection[str] = (),
    once: Collection[str] = (),
    lenient: bool = False,
    records: str = "",
    notes: list[str] | None = None,
) -> Iterator[RawRow]:
    """Stream the rows of a CSV, JSON, JSONL or Parquet file, gzipped or not, or of an Excel workbook.

    The suffix decides; without a known one the first bytes do, and a JSON document is told from JSONL by its start, in
    which a line may be broken.
    A file without a byte has no rows.

    Args:
        known: column names that help to find a CSV file's delimiter.
        once: columns that may be there only once; others of one name become a list.
        lenient: do not raise when a CSV or JSONL file ends in the middle of a row.
        records: the list of a JSON document whose objects are the rows (`json_rows`).
        notes: gets a sentence for what was passed over, or looks cut, once the rows have been read.

    Raises:
        TicketFileError: the file cannot be read, or `records` are wanted of one that is no JSON.
    """
    if not (start := _start(path)).strip():
        return iter(())
    form = _format(path, start)
    if records and form not in ("json", "jsonl"):
        raise TicketFileError(f"{path}: --records names a list in a JSON document, and this is {form.upper()}")
    if form == "json" or records:
        return json_rows(path, records)
    if form == "xlsx":
        return without_total_rows(path, xlsx_rows(path, known=known, once=tuple(once), notes=notes), notes)
    if form == "parquet":
        return parquet_rows(path)
    if form == "jsonl":
        return jsonl_rows(path, lenient=lenient)
    rows = csv_rows(path, known=known, once=once, lenient=lenient, notes=notes)
    return without_total_rows(path, rows, notes)


def no_rows(path: Path) -> str:
    """A sentence for a file without rows: what one of its kind has."""
    suffixes = [suffix.lower() for suffix in path.suffixes if suffix.lower() != ".gz"]
    wanted = {
        "csv": "a header line and at least one ticket below it",
        "xlsx": "a row with the names of the columns and at least one ticket below it",
        "jsonl": "at least one line with a JSON object",
        "json": "at least one JSON object",
        "parquet": "at least one ticket",
    }
    form = "json" if suffixes[-1:] == [".json"] else _BY_SUFFIX.get(suffixes[-1] if suffixes else "", "csv")
    return f"{path}: no rows; {wanted[form]} {'is' if form in ('json', 'jsonl', 'parquet') else 'are'} wanted"


def _start(path: Path) -> bytes:
    with open_bytes(path) as stream:
        return stream.read(_START)


def _format(path: Path, start: bytes) -> Format:
    suffixes = [suffix.lower() for suffix in path.suffixes if suffix.lower() != ".gz"]
    form = _BY_SUFFIX.get(suffixes[-1] if suffixes else "") or _by_content(start)
    _refuse_other_name(path, start, form)
    if form == "xlsx":
        _refuse_other_than_zip(path, start)
    if form == "jsonl" and is_json_document(text := start.decode("utf-8", "ignore")):
        return "jsonl" if is_of_lines(text.replace("\0", ""), whole=len(start) < _START) else "json"
    return form


def _refuse_other_name(path: Path, start: bytes, form: Format) -> None:
    """Refuse a file whose name says another format than its first bytes do."""
    text = start.replace(b"\0", b"").decode("utf-8", "replace").lstrip("\ufeff\ufffd \t\r\n")
    if form in ("csv", "xlsx") and (found := _MARKUP.match(text)):
        what = "HTML (a web page, or a report that was saved as .xls)" if found["html"] else "an Excel workbook of XML"
        raise TicketFileError(f"{path}: this is {what}; export it as CSV or XLSX, or save it as one in Excel")
    lines = [line.lstrip() for line in text.splitlines()[:_LINES_TOLD_BY] if line.strip()]
    if form == "jsonl" and lines and not any(line.startswith(("{", "[")) or _is_json(line) for line in lines):
        raise TicketFileError(f"{path}: its name ends as JSONL's does, but no line is JSON; a CSV is read as .csv")
    if form == "csv" and lines and lines[0].startswith("{") and _is_json(lines[0]):
        raise TicketFileError(f"{path}: its name ends as CSV's does, but its lines are JSON; JSONL is read as .jsonl")


def _is_json(line: str) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _by_content(start: bytes) -> Format:
    if start.startswith(b"PAR1"):
        return "parquet"
    if start.startswith(_ZIP) and b"xl/" in start:
        return "xlsx"
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    return "jsonl" if text.startswith((b"{", b"[")) else "csv"


def _refuse_other_than_zip(path: Path, start: bytes) -> None:
    with path.open("rb") as stream:
        packed = stream.read(2) == _GZIP
    if start.startswith(_OLD_OR_LOCKED):
        raise TicketFileError(
            f"{path}: the workbook is protected by a password, or an old .xls under another name; take the password "
            "off and save it as .xlsx, or save it as CSV"
        )
    if packed:
        raise TicketFileError(f"{path}: a gzipped Excel workbook; unpack it first")
    if not start.startswith(_ZIP):
        raise TicketFileError(f"{path}: it is called .xlsx but is no Excel workbook; CSV, JSON or Parquet is wanted")
