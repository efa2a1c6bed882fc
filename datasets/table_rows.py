"""The table: rows of an export, whatever its format."""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Literal

from firstline.datasets.csv_rows import csv_rows
from firstline.datasets.errors import TicketFileError
from firstline.datasets.jsonl_rows import jsonl_rows
from firstline.datasets.parquet_rows import parquet_rows
from firstline.datasets.raw_row import RawRow
from firstline.datasets.source_file import open_bytes

Format = Literal["csv", "jsonl", "parquet"]

_BY_SUFFIX: dict[str, Format] = {
    ".csv": "csv",
    ".tsv": "csv",
    ".tab": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".pq": "parquet",
}


def table_rows(path: Path, *, known: Collection[str] = (), lenient: bool = False) -> Iterator[RawRow]:
    """Stream the rows of a CSV, JSONL or Parquet file, gzipped or not.

    The suffix decides; without a known one the first bytes do. `known` are column names that help to find a CSV file's
    delimiter. A file without a byte has no rows.

    Raises:
        TicketFileError: the file cannot be read.
    """
    if not (start := _start(path)).strip():
        return iter(())
    suffixes = [suffix.lower() for suffix in path.suffixes if suffix.lower() != ".gz"]
    form = _BY_SUFFIX.get(suffixes[-1] if suffixes else "") or _by_content(path, start)
    if form == "parquet":
        return parquet_rows(path)
    if form == "jsonl":
        return jsonl_rows(path)
    return csv_rows(path, known=known, lenient=lenient)


def _start(path: Path) -> bytes:
    with open_bytes(path) as stream:
        return stream.read(4096)


def _by_content(path: Path, start: bytes) -> Format:
    if start.startswith(b"PAR1"):
        return "parquet"
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(b"["):
        raise TicketFileError(f"{path}: a JSON array; one JSON object a line (JSONL) is wanted: jq -c '.[]' makes that")
    return "jsonl" if text.startswith(b"{") else "csv"
