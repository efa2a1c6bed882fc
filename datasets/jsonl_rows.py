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
_LINE_BREAK = re.compile("\r\n|\r|\n")
_GOES_ON = ("[", "{", ",", ":")
_NEAR_THE_END = 16
_BROKEN = object()


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


def is_of_lines(start: str, *, whole: bool) -> bool:
    """Whether a text that could be the start of one JSON document is JSONL after all, with a bad line on top.

    Args:
        start: of the file.
        whole: whether that is all of it.
    """
    text = start.lstrip("\ufeff \t\r\n")
    lines = _LINE_BREAK.split(text)
    lines = [line for line in (lines if whole else lines[:-1]) if line.strip()]
    if not lines:
        return False
    first = _value(lines[0])
    objects = sum(isinstance(_value(line), dict) for line in lines[1:])
    if isinstance(first, list):
        return objects > 0 or not _has_object(first)
    if first is not _BROKEN:
        return not isinstance(first, dict)
    if len(lines) == 1 or _reads_on(text, whole=whole):
        return False
    return objects * 2 >= len(lines) or not lines[0].rstrip().endswith(_GOES_ON)


def _has_object(values: list[Any]) -> bool:
    """Of an array that could be an export; an empty one could."""
    return not values or any(isinstance(value, dict) for value in values)


def _value(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return _BROKEN


def _reads_on(text: str, *, whole: bool) -> bool:
    """Whether nothing in `text` keeps it from being JSON values in a row, the last of which may go on behind it."""
    decoder, place = json.JSONDecoder(), 0
    while place < len(text):
        try:
            _, place = decoder.raw_decode(text, place)
        except json.JSONDecodeError as error:
            return not whole and (error.msg.startswith("Unterminated") or error.pos >= len(text) - _NEAR_THE_END)
        except (ValueError, RecursionError):
            return False
        place = len(text) - len(text[place:].lstrip())
    return True


def without_surrogates(value: Any) -> Any:
    """Half of a surrogate pair is no character: it becomes U+FFFD, in keys too."""
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, list):
        return [without_surrogates(part) for part in value]
    if isinstance(value, dict):
        return {without_surrogates(key): without_surrogates(part) for key, part in value.items()}
    return value
