"""The JSON export: rows of a document that is one array, or an object around one."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from firstline.datasets.json_document import JsonDocument
from firstline.datasets.json_list import PAGES, WRAPPERS, has_list_within, is_named_list, is_page, list_place
from firstline.datasets.raw_row import RawRow
from firstline.datasets.side_loads import SIDE_LOADED, SideLoads
from firstline.datasets.source_file import open_text

_CHUNK = 1 << 20
_SIDE_LOADED = re.compile(rf'"(?:{"|".join(SIDE_LOADED)})"\s*:\s*\[')
_LONGEST_NAME = 40
_SIMPLE = r'(?:"(?:[^"\\]|\\.)*"|[-\d.eE+]+|true|false|null|\{[^{}]*\}|\[[^\[\]{}]*\])'
_WRAPPED = re.compile(
    rf'\s*\{{\s*(?:"[^"]*"\s*:\s*{_SIMPLE}\s*,\s*)*"(?:{"|".join(WRAPPERS)})"\s*:\s*\[\s*(?:\{{|\])', re.DOTALL
)
_NAMED = re.compile(r'\s*\{\s*"type"\s*:\s*"([^"]*)"')


def is_json_document(start: str) -> bool:
    """Whether a file that starts like this is one JSON document, rather than one object a line."""
    text = start.lstrip("\ufeff \t\r\n")
    if text.startswith("["):
        return True
    first, newline, rest = text.partition("\n")
    named = _NAMED.match(text)
    if _WRAPPED.match(text) or (named and is_named_list(named[1])):
        return True
    if not rest.strip() and text.startswith("{"):
        return has_list_within(first)
    if not _complete(first):
        return bool(newline) and len(first) < 200
    return bool(newline) and text.startswith("{") and is_page(first)


def json_rows(path: Path, records: str = "") -> Iterator[RawRow]:
    """Stream the objects of an array, of the list that an object is around, or of values in a row.

    The list is one that is named as `WRAPPERS` are, or else the longest of objects at most three levels down
    (`list_place`). One object is held at a time. An entry that is no object has a `problem`. Users and groups that are
    listed beside the tickets (`SideLoads`) are put into these.

    Args:
        records: the list that is meant, its keys joined by dots; `.` for the outermost object itself.

    Raises:
        TicketFileError: the file cannot be read, is not JSON, ends too early, has several lists that may be it, or has
            not the one that is meant.
    """
    place = list_place(path, records)
    beside = _side_loads(path, place)
    if records == ".":
        with open_text(path) as stream:
            yield _row(1, JsonDocument(path, stream).value(), beside)
        return
    with open_text(path) as stream:
        for number, value in enumerate(_Entries(JsonDocument(path, stream)).all(place), 1):
            yield _row(number, value, beside)


def _row(number: int, value: Any, beside: SideLoads) -> RawRow:
    if not isinstance(value, dict):
        return RawRow(number, {}, "not a JSON object")
    return RawRow(number, beside.put_into(value))


def _side_loads(path: Path, place: tuple[str, ...]) -> SideLoads:
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
        entries = _Entries(JsonDocument(path, stream))
        for _ in entries.all(place):
            pass
        return entries.beside


def _complete(line: str) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


class _Entries:
    """The entries of a document, and what lies beside them."""

    def __init__(self, document: JsonDocument) -> None:
        self._document = document
        self.beside = SideLoads()

    def all(self, place: tuple[str, ...]) -> Iterator[Any]:
        """Every entry; `place` leads to their list inside an object, empty where its name tells."""
        document = self._document
        while document.peek():
            if document.peek() == "[" and place[:1] == (PAGES,):
                for _ in document.entries():
                    yield from self._within(place[1:])
            elif document.peek() == "[":
                yield from document.array()
            elif document.peek() == "{":
                yield from self._within(place) if place else self._named()
            else:
                raise document.broken("an object or an array is wanted")

    def _within(self, place: tuple[str, ...]) -> Iterator[Any]:
        for name in self._document.members():
            following = self._document.peek()
            if name == place[0] and len(place) == 1 and following == "[":
                yield from self._document.array()
            elif name == place[0] and len(place) > 1 and following == "{":
                yield from self._within(place[1:])
            else:
                self._put_aside(name, self._document.value())

    def _named(self) -> Iterator[Any]:
        """The entries of the wrapped array, or of an object that numbers them as PHP does (`{"0": {…}, "1": {…}}`); an
        object without either is an entry itself.
        """
        entry: dict[str, Any] = {}
        wrapped = False
        numbered = 0
        for name in self._document.members():
            listed = name in WRAPPERS or is_named_list(str(entry.get("type")), name)
            if listed and not wrapped and self._document.peek() == "[":
                first = self._document.array()
                held = next(first, None)
                if held is None or isinstance(held, dict):
                    wrapped = True
                    if held is not None:
                        yield held
                        yield from first
                else:
                    entry[name] = [held, *first]
            else:
                value = self._document.value()
                self._put_aside(name, value)
                if name.isdecimal() and isinstance(value, dict):
                    numbered += 1
                    yield value
                elif not wrapped and not numbered:
                    entry[name] = value
        if not wrapped and not numbered:
            yield entry

    def _put_aside(self, name: str, value: Any) -> None:
        if name in SIDE_LOADED and isinstance(value, list):
            self.beside.add(name, value)
