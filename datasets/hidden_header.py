"""The hidden header: the row that looks like the header of a table of which another one was taken for it."""

import csv
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from firstline.datasets.delimiter import sniff_delimiter
from firstline.datasets.header_lines import are_names
from firstline.datasets.rejected_row import RejectedRow
from firstline.datasets.source_file import open_bytes, open_text
from firstline.datasets.xlsx_rows import sheet_rows

_LOOKED_AT = 60
_FEWEST, _NEARLY_ALL, _MOSTLY, _SHOWN = 3, 0.8, 0.5, 5
_TOO_WIDE = re.compile(r"\d+ cells where the header has \d+")
_ZIP = b"PK\x03\x04"


def hidden_header(path: Path, rejected: Sequence[RejectedRow]) -> str:
    """What to do where most rows of a table were rejected because they are wider than its header: a sentence that names
    the row that looks like the real one; empty where they were not, or none does.
    """
    wide = sum(bool(_TOO_WIDE.fullmatch(row.reason)) for row in rejected)
    if not wide or wide < _MOSTLY * len(rejected):
        return ""
    rows = [(number, [cell.strip() for cell in cells if cell.strip()]) for number, cells in _first_rows(path)]
    most = max((len(cells) for _, cells in rows), default=0)
    for number, cells in rows:
        if len(cells) >= max(_FEWEST, _NEARLY_ALL * most) and are_names(cells):
            shown = ", ".join(cells[:_SHOWN])
            return f"line {number} of {path.name} looks like the header ({shown}, …): delete the lines above it"
    return ""


def _first_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    with open_bytes(path) as start:
        is_workbook = start.read(len(_ZIP)) == _ZIP
    if is_workbook:
        for number, cells in enumerate(islice(sheet_rows(path), _LOOKED_AT), 1):
            yield number, ["" if cell is None else str(cell) for cell in cells]
        return
    with open_text(path) as stream:
        lines = list(islice(stream, _LOOKED_AT))
    reader = csv.reader(lines, delimiter=sniff_delimiter(max(lines, key=len, default=""), ()))
    for cells in reader:
        yield reader.line_num, cells
