"""The mapped graph: an ONNX graph whose weights stay in their file, where the system maps them.

A multilingual encoder is mostly the table of its tokens' vectors: 92 of the 116 MiB of multilingual-e5-small in int8. A
text reads a hundred rows of it, so the runtime is told to find it where it lies in the file instead of copying it; what
no text reads takes no memory, and processes that serve the same bundle share the rest. Sessions of one process share
tables of bytes too, which are handed to them. Weights of products the runtime brings into an order of its own, and lets
go of what it read.

The runtime does so for what a graph holds outside of itself (https://onnx.ai/onnx/repo-docs/ExternalData.html), and the
place named may be the graph's own file. To say so a few fields of its protobuf message are written anew:
https://protobuf.dev/programming-guides/encoding/ and https://github.com/onnx/onnx/blob/main/onnx/onnx.proto.
"""

import mmap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_FEWEST_BYTES = 1 << 16
_VARINT, _EIGHT_BYTES, _MESSAGE, _FOUR_BYTES = 0, 1, 2, 5
_GRAPH = 7
_NODE, _INITIALIZER = 1, 5
_INPUT, _OPERATION = 1, 4
_DIMENSIONS, _DATA_TYPE, _NAME, _RAW_DATA, _EXTERNAL_DATA, _DATA_LOCATION = 1, 2, 8, 9, 13, 14
_KEY, _VALUE = 1, 2
_EXTERNAL = 1
_LOOKS_UP = b"Gather"
_BYTES = {2: np.dtype(np.uint8), 3: np.dtype(np.int8)}
"""TensorProto's UINT8 and INT8."""
_ALIGNED = 8


@dataclass(frozen=True, slots=True)
class _Field:
    """One field of a message: all of it is `[first, end)` of the file, what it holds begins at `start`."""

    number: int
    first: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class MappedGraph:
    """A graph's `message` without its large weights, which it names as parts of its file, and those of them that are
    `tables` of bytes rows are looked up in, mapped from there: name → values."""

    message: bytes
    tables: dict[str, NDArray[np.uint8 | np.int8]]


def mapped_graph(path: Path) -> MappedGraph | None:
    """The graph of an ONNX file whose large weights stay there.

    None where there are none. Raises ValueError or IndexError for a file that is no such message; whether it is a graph
    the runtime says.
    """
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        fields = list(_fields(content, 0, len(content)))
        graph = next((field for field in fields if field.number == _GRAPH), None)
        if graph is None:
            return None
        parts = list(_fields(content, graph.start, graph.end))
        looked_up = {name for field in parts if field.number == _NODE for name in _looked_up(content, field)}
        kept, moved, tables = [], 0, {}
        for field in parts:
            weights = _weights(content, field, looked_up) if field.number == _INITIALIZER else None
            moved += weights is not None
            if weights is not None and (table := _table(content, field, weights, looked_up, path)):
                tables.update(table)
            kept.append(
                content[field.first : field.end] if weights is None else _outside(content, field, weights, path)
            )
        if not moved:
            return None
        rest = [content[field.first : field.end] for field in fields if field is not graph]
        return MappedGraph(b"".join((*rest, _head(_GRAPH, sum(map(len, kept))), *kept)), tables)


def _looked_up(content: mmap.mmap, node: _Field) -> Iterator[bytes]:
    """The name of the table that a node looks rows up in."""
    fields = list(_fields(content, node.start, node.end))
    if any(field.number == _OPERATION and content[field.start : field.end] == _LOOKS_UP for field in fields):
        first = next(field for field in fields if field.number == _INPUT)
        yield content[first.start : first.end]


def _weights(content: mmap.mmap, tensor: _Field, looked_up: set[bytes]) -> _Field | None:
    """Where the values of a tensor lie, if they are many and may be read there.

    Bytes may be read anywhere and rows are copied from anywhere; numbers of several bytes want to be aligned.
    """
    held = {field.number: field for field in _fields(content, tensor.start, tensor.end)}
    kind, name, raw = held.get(_DATA_TYPE), held.get(_NAME), held.get(_RAW_DATA)
    if kind is None or name is None or raw is None or raw.end - raw.start < _FEWEST_BYTES:
        return None
    is_table = content[name.start : name.end] in looked_up
    anywhere = is_table or _read_number(content, kind.start)[0] in _BYTES
    return raw if anywhere or raw.start % _ALIGNED == 0 else None


def _table(
    content: mmap.mmap, tensor: _Field, weights: _Field, looked_up: set[bytes], path: Path
) -> dict[str, NDArray[np.uint8 | np.int8]]:
    """Its name and its values, where it is a table of bytes."""
    fields = list(_fields(content, tensor.start, tensor.end))
    held = {field.number: field for field in fields}
    kind, name = held[_DATA_TYPE], content[held[_NAME].start : held[_NAME].end]
    values = _BYTES.get(_read_number(content, kind.start)[0])
    shape = tuple(size for field in fields if field.number == _DIMENSIONS for size in _numbers(content, field))
    if values is None or name not in looked_up:
        return {}
    return {name.decode(): np.memmap(path, dtype=values, mode="r", offset=weights.start, shape=shape)}


def _outside(content: mmap.mmap, tensor: _Field, weights: _Field, path: Path) -> bytes:
    """The tensor without its values, which lie in the file at `path`."""
    place = {"location": path.name, "offset": str(weights.start), "length": str(weights.end - weights.start)}
    kept = [
        content[field.first : field.end]
        for field in _fields(content, tensor.start, tensor.end)
        if field.number != _RAW_DATA
    ]
    told = [
        _message(_EXTERNAL_DATA, _message(_KEY, key.encode()) + _message(_VALUE, value.encode()))
        for key, value in place.items()
    ]
    where = _number(_DATA_LOCATION << 3 | _VARINT) + _number(_EXTERNAL)
    return _message(_INITIALIZER, b"".join((*kept, *told, where)))


def _fields(content: mmap.mmap, first: int, end: int) -> Iterator[_Field]:
    while first < end:
        tag, start = _read_number(content, first)
        kind = tag & 7
        if kind == _MESSAGE:
            length, start = _read_number(content, start)
            after = start + length
        elif kind == _VARINT:
            _, after = _read_number(content, start)
        elif kind in (_EIGHT_BYTES, _FOUR_BYTES):
            after = start + (8 if kind == _EIGHT_BYTES else 4)
        else:
            raise ValueError(f"a field of wire type {kind} at byte {first}")
        if after > end:
            raise ValueError(f"a field that ends behind its message at byte {first}")
        yield _Field(tag >> 3, first, start, after)
        first = after


def _read_number(content: mmap.mmap, at: int) -> tuple[int, int]:
    """A varint and where it ends."""
    number = shift = 0
    while True:
        byte = content[at]
        number |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return number, at


def _numbers(content: mmap.mmap, field: _Field) -> Iterator[int]:
    """One varint, or several that are packed into a field."""
    at = field.start
    while at < field.end:
        number, at = _read_number(content, at)
        yield number


def _number(value: int) -> bytes:
    written = bytearray()
    while value >= 0x80:
        written.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes((*written, value))


def _message(number: int, content: bytes) -> bytes:
    return _head(number, len(content)) + content


def _head(number: int, length: int) -> bytes:
    return _number(number << 3 | _MESSAGE) + _number(length)
