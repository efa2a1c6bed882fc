"""The JSONL file: rows of an export with one JSON object a line."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from firstline.datasets.errors import TicketFileError
from firstline.datasets.raw_row import RawRow
from firstline.datasets.source_file import open_text

_LONGEST_LINE = 1 << 27
_LINE_ENDS = ("\n", "\r")
_ESCAPED_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def jsonl_rows(path: Path, *, lenient: bool = False) -> Iterator[RawRow]:
    """Stream the objects of a JSONL file. Blank lines are no rows; a line that is no JSON object has a `problem`.

    Args:
        lenient: do not raise when the file ends in the middle of a row.

    Raises:
        TicketFileError: the file cannot be read, a line is longer than 128 million characters, or the file ends in the
            middle of a row: an object is begun in its last line, which is not JSON and has no line end.
    """
    with open_text(path) as stream:
        number = 0
        while line := stream.readline(_LONGEST_LINE):
            if not line.strip():
                continue
            number += 1
            if len(line) == _LONGEST_LINE:
                raise TicketFileError(f"{path}: row {number} has more than {_LONGEST_LINE:,} characters; leave it out")
            row = _row(number, line)
            if row.problem and not lenient and line.lstrip().startswith("{") and not line.endswith(_LINE_ENDS):
                raise TicketFileError(
                    f"{path}: the file seems to be cut off in the middle of its last row, {number:,} (its last line is "
                    "not valid JSON and has no line end): export it again"
                )
            yield row


def _row(number: int, line: str) -> RawRow:
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        return RawRow(number, {}, f"not JSON: {error.msg} at character {error.pos + 1}")
    except (ValueError, RecursionError):
        return RawRow(number, {}, "not JSON that can be read: nested too deep, or a number too long")
    if not isinstance(value, dict):
        return RawRow(number, {}, "not a JSON object")
    return RawRow(number, without_surrogates(value) if _ESCAPED_SURROGATE.search(line) else value)


def without_surrogates(value: Any) -> Any:
    """Half of a surrogate pair is no character: it becomes U+FFFD, in keys too."""
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, list):
        return [without_surrogates(part) for part in value]
    if isinstance(value, dict):
        return {without_surrogates(key): without_surrogates(part) for key, part in value.items()}
    return value
