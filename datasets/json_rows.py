"""The JSON document: rows of an export that is one array, or an object around one."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from firstline.datasets.errors import TicketFileError
from firstline.datasets.jsonl_rows import without_surrogates
from firstline.datasets.raw_row import RawRow
from firstline.datasets.side_loads import SIDE_LOADED, SideLoads
from firstline.datasets.source_file import open_text

WRAPPERS = ("tickets", "issues", "results", "items", "data", "records", "articles", "requests", "rows")

_NAMED_LISTS = {"conversation.list": "conversations"}
"""Lists that say what they are: Intercom's. Elsewhere `conversations` is a part of a ticket."""
_CHUNK = 1 << 20
_LONGEST_VALUE = 1 << 28
_NEAR_THE_END = 16
_BLANK = re.compile(r"[ \t\r\n]*")
_SIDE_LOADED = re.compile(rf'"(?:{"|".join(SIDE_LOADED)})"\s*:\s*\[')
_LONGEST_NAME = 40
_SURROGATE = re.compile("[\ud800-\udfff]")
_SIMPLE = r'(?:"(?:[^"\\]|\\.)*"|[-\d.eE+]+|true|false|null|\{[^{}]*\}|\[[^\[\]{}]*\])'
_WRAPPED = re.compile(
    rf'\s*\{{\s*(?:"[^"]*"\s*:\s*{_SIMPLE}\s*,\s*)*"(?:{"|".join(WRAPPERS)})"\s*:\s*\[\s*(?:\{{|\])', re.DOTALL
)
_NAMED = re.compile(rf'\s*\{{\s*"type"\s*:\s*"(?:{"|".join(map(re.escape, _NAMED_LISTS))})"')


def is_json_document(start: str) -> bool:
    """Whether a file that starts like this is one JSON document, rather than one object a line."""
    text = start.lstrip("\ufeff \t\r\n")
    if text.startswith("["):
        return True
    first, newline, _ = text.partition("\n")
    if _WRAPPED.match(text) or _NAMED.match(text):
        return True
    return bool(newline) and not _complete(first) and len(first) < 200


def json_rows(path: Path) -> Iterator[RawRow]:
    """Stream the objects of an array, of `{"tickets": [...]}` and the like (`WRAPPERS`), or of values in a row.

    One object is held at a time. An entry that is no object has a `problem`. Users and groups that are listed beside
    the tickets (`SideLoads`) are put into these.

    Raises:
        TicketFileError: the file cannot be read, is not JSON or ends too early.
    """
    beside = _side_loads(path)
    with open_text(path) as stream:
        document = _Document(path, stream)
        for number, value in enumerate(document.entries(), 1):
            yield _row(number, value, beside)


def _row(number: int, value: Any, beside: SideLoads) -> RawRow:
    if not isinstance(value, dict):
        return RawRow(number, {}, "not a JSON object")
    return RawRow(number, beside.put_into(value))


def _side_loads(path: Path) -> SideLoads:
    """What is listed beside the tickets, before or behind: the file is read once more where it names such a list."""
    with open_text(path) as stream:
        before = ""
        while part := stream.read(_CHUNK):
            if _SIDE_LOADED.search(before + part):
                break
            before = part[-_LONGEST_NAME:]
        else:
            return SideLoads()
    with open_text(path) as stream:
        document = _Document(path, stream)
        for _ in document.entries():
            pass
        return document.beside


def _complete(line: str) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


class _Document:
    """A JSON text of any length, read value by value."""

    def __init__(self, path: Path, stream: TextIO) -> None:
        self._path = path
        self._stream = stream
        self._decoder = json.JSONDecoder()
        self._buffer = ""
        self._place = 0
        self._before = 0
        self._ended = False
        self.beside = SideLoads()

    def entries(self) -> Iterator[Any]:
        while self._peek():
            if self._peek() == "[":
                yield from self._array()
            elif self._peek() == "{":
                yield from self._object()
            else:
                raise self._broken("an object or an array is wanted")

    def _array(self) -> Iterator[Any]:
        self._expect("[")
        while self._peek() != "]":
            yield self._value()
            if self._peek() == ",":
                self._expect(",")
            elif self._peek() != "]":
                raise self._broken("a comma or ] is wanted")
        self._expect("]")

    def _object(self) -> Iterator[Any]:
        """The entries of the wrapped array; an object without one is an entry itself."""
        self._expect("{")
        entry: dict[str, Any] = {}
        wrapped = False
        while self._peek() != "}":
            name = self._value()
            self._expect(":")
            listed = name in WRAPPERS or name == _NAMED_LISTS.get(str(entry.get("type")))
            if listed and not wrapped and self._peek() == "[":
                first = self._array()
                held = next(first, None)
                if held is None or isinstance(held, dict):
                    wrapped = True
                    if held is not None:
                        yield held
                        yield from first
                else:
                    entry[name] = [held, *first]
            else:
                value = self._value()
                if name in SIDE_LOADED and isinstance(value, list):
                    self.beside.add(name, value)
                if not wrapped:
                    entry[name] = value
            if self._peek() == ",":
                self._expect(",")
            elif self._peek() != "}":
                raise self._broken("a comma or } is wanted")
        self._expect("}")
        if not wrapped:
            yield entry

    def _value(self) -> Any:
        self._peek()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._buffer, self._place)
            except json.JSONDecodeError as error:
                cut = error.msg.startswith("Unterminated") or error.pos >= len(self._buffer) - _NEAR_THE_END
                if not cut or not self._more():
                    raise self._broken(error.msg) from None
            except (ValueError, RecursionError):
                raise self._broken("it is nested too deep, or a number is too long") from None
            else:
                if end == len(self._buffer) and self._more():
                    continue
                text = self._buffer[self._place : end]
                self._place = end
                return without_surrogates(value) if "\\u" in text or _SURROGATE.search(text) else value

    def _peek(self) -> str:
        """The next character that is not blank; nothing at the end."""
        while True:
            match = _BLANK.match(self._buffer, self._place)
            self._place = match.end() if match else self._place
            if self._place < len(self._buffer):
                return self._buffer[self._place]
            if not self._more():
                return ""

    def _expect(self, wanted: str) -> None:
        if self._peek() != wanted:
            raise self._broken(f"{wanted} is wanted")
        self._place += 1

    def _more(self) -> bool:
        if self._ended:
            return False
        if len(self._buffer) - self._place > _LONGEST_VALUE:
            raise TicketFileError(f"{self._path}: one value has more than {_LONGEST_VALUE:,} characters; leave it out")
        part = self._stream.read(max(_CHUNK, len(self._buffer) - self._place))
        self._ended = not part
        self._before += self._place
        self._buffer = self._buffer[self._place :] + part
        self._place = 0
        return bool(part)

    def _broken(self, reason: str) -> TicketFileError:
        where = f"at character {self._before + self._place + 1:,}"
        at_the_end = self._ended and self._place >= len(self._buffer) - _NEAR_THE_END
        if at_the_end or reason.startswith("Unterminated"):
            return TicketFileError(f"{self._path}: the JSON ends too early, {where}: it was cut short; export it again")
        return TicketFileError(f"{self._path}: not JSON {where}: {reason}; export it again")
