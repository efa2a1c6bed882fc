"""The JSON document: a text of any length, read value by value."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from firstline.datasets.errors import TicketFileError
from firstline.datasets.jsonl_rows import without_surrogates

_CHUNK = 1 << 20
_LONGEST_VALUE = 1 << 28
_NEAR_THE_END = 16
_CLOSING = re.compile(r"[}\]]")
_CUT = "cut short"
_BLANK = re.compile(r"[ \t\r\n]*")
_SURROGATE = re.compile("[\ud800-\udfff]")


class JsonDocument:
    """A JSON text of any length, read value by value."""

    def __init__(self, path: Path, stream: TextIO) -> None:
        self._path = path
        self._stream = stream
        self._decoder = json.JSONDecoder()
        self._buffer = ""
        self._place = 0
        self._before = 0
        self._ended = False

    def array(self) -> Iterator[Any]:
        """The values of an array, one after the other."""
        for _ in self.entries():
            yield self.value()

    def entries(self) -> Iterator[None]:
        """The places in an array, one after the other; whoever asks reads the value before the next."""
        self._expect("[")
        while self.peek() != "]":
            yield None
            if self.peek() == ",":
                self._expect(",")
            elif self.peek() != "]":
                raise self.broken("a comma or ] is wanted")
        self._expect("]")

    def members(self) -> Iterator[str]:
        """The names of an object, one after the other; whoever asks reads the value before the next."""
        self._expect("{")
        while self.peek() != "}":
            name = self.value()
            if not isinstance(name, str):
                raise self.broken("a name is wanted")
            self._expect(":")
            yield name
            if self.peek() == ",":
                self._expect(",")
            elif self.peek() != "}":
                raise self.broken("a comma or } is wanted")
        self._expect("}")

    def value(self) -> Any:
        """The next value, whole."""
        self.peek()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._buffer, self._place)
            except json.JSONDecodeError as error:
                cut = error.msg.startswith("Unterminated") or error.pos >= len(self._buffer) - _NEAR_THE_END
                if not cut or not self._more():
                    ends = self._ended and not _CLOSING.search(self._buffer, error.pos)
                    raise self.broken(_CUT if ends else error.msg) from None
            except (ValueError, RecursionError):
                raise self.broken("it is nested too deep, or a number is too long") from None
            else:
                if end == len(self._buffer) and self._more():
                    continue
                text = self._buffer[self._place : end]
                self._place = end
                return without_surrogates(value) if "\\u" in text or _SURROGATE.search(text) else value

    def peek(self) -> str:
        """The next character that is not blank; nothing at the end."""
        while True:
            match = _BLANK.match(self._buffer, self._place)
            self._place = match.end() if match else self._place
            if self._place < len(self._buffer):
                return self._buffer[self._place]
            if not self._more():
                return ""

    def _expect(self, wanted: str) -> None:
        if self.peek() != wanted:
            raise self.broken(f"{wanted} is wanted")
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

    def broken(self, reason: str) -> TicketFileError:
        """The error of a text that is no JSON at this place."""
        where = f"at character {self._before + self._place + 1:,}"
        at_the_end = self._ended and self._place >= len(self._buffer) - _NEAR_THE_END
        if at_the_end or reason.startswith((_CUT, "Unterminated")):
            return TicketFileError(f"{self._path}: the JSON ends too early, {where}: it was cut short; export it again")
        return TicketFileError(f"{self._path}: not JSON {where}: {reason}; export it again")
