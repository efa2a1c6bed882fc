"""The cross-encoder: reads a request and a passage together, and says whether the one answers the other."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from firstline.datasets.errors import BundleError, ConfigError, EncoderError
from firstline.models.onnx_encoder import usable_cores
from firstline.models.onnx_graph import OnnxGraph

_MOST_TOKENS = 512
_MOST_CHARACTERS = 20 * _MOST_TOKENS
_TOKENIZER = "tokenizer.json"
_GRAPHS = ("model.onnx", "onnx/model.onnx")


class CrossEncoder(Protocol):
    """Judges passages for one request."""

    def scores(self, request: str, passages: Sequence[str]) -> NDArray[np.float32]:
        """Log-odds that each of the passages answers, shape (passages,)."""


class OnnxCrossEncoder:
    """A cross-encoder with one output, exported to ONNX: `tokenizer.json` beside `model.onnx` or `onnx/model.onnx`.

    Each pair is a run of its own, on one core. Thread-safe.
    """

    def __init__(self, folder: Path) -> None:
        """Raises BundleError when the folder holds no such model."""
        graph = next((folder / name for name in _GRAPHS if (folder / name).is_file()), None)
        if graph is None or not (folder / _TOKENIZER).is_file():
            raise BundleError(f"{folder} is no cross-encoder in ONNX; wanted {_TOKENIZER} and {' or '.join(_GRAPHS)}")
        self._tokenizer = Tokenizer.from_file(str(folder / _TOKENIZER))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(_MOST_TOKENS, strategy="only_second")
        self._graph = OnnxGraph(graph)
        self._session = self._graph.session()
        self._inputs = {item.name for item in self._session.get_inputs()}
        shape = self._session.get_outputs()[0].shape
        known = {"input_ids", "attention_mask", "token_type_ids"}
        if not {"input_ids", "attention_mask"} <= self._inputs <= known or len(shape) != 2 or shape[1] != 1:
            raise BundleError(
                f"{graph} has the inputs {', '.join(sorted(self._inputs))} and an output of shape {shape}; a "
                f"cross-encoder reads input_ids and attention_mask and says one number a pair"
            )
        self._pool = ThreadPoolExecutor(usable_cores(), thread_name_prefix="cross-encoder")

    def scores(self, request: str, passages: Sequence[str]) -> NDArray[np.float32]:
        """See `CrossEncoder.scores`."""
        said = self._pool.map(lambda passage: self._score(request, passage), passages)
        return np.fromiter(said, dtype=np.float32, count=len(passages))

    def _score(self, request: str, passage: str) -> float:
        # The passage is what is cut, so half of the room is left to it however long the request is.
        asked = self._tokenizer.encode(request[: _MOST_CHARACTERS // 8], add_special_tokens=False)
        kept = request[: asked.offsets[_MOST_TOKENS // 2 - 1][1]] if len(asked) >= _MOST_TOKENS // 2 else request
        read = self._tokenizer.encode(kept[: _MOST_CHARACTERS // 8], passage[:_MOST_CHARACTERS])
        arrays = {"input_ids": read.ids, "attention_mask": read.attention_mask, "token_type_ids": read.type_ids}
        fed = {name: np.array([arrays[name]], dtype=np.int64) for name in self._inputs}
        return float(self._session.run(None, fed)[0][0][0])


def open_cross_encoder(name: str) -> OnnxCrossEncoder:
    """`path:DIR`, or `hf:ID` from the hub, or its cache on this machine.

    Raises ConfigError for any other name, EncoderError when it cannot be had, BundleError when it is no cross-encoder.
    """
    kind, _, rest = name.partition(":")
    if kind == "path" and rest:
        return OnnxCrossEncoder(Path(rest).expanduser())
    if kind == "hf" and rest:
        return OnnxCrossEncoder(_download(rest))
    raise ConfigError(f"the cross-encoder {name!r} is not known; wanted hf:ID or path:DIR")


def _download(model: str) -> Path:
    from huggingface_hub import snapshot_download

    try:
        return Path(snapshot_download(model, allow_patterns=[_TOKENIZER, *_GRAPHS]))
    except Exception as error:  # it raises those of its HTTP library too
        raise EncoderError(
            f"the cross-encoder {model!r} cannot be had from the hub ({type(error).__name__}); without a network name "
            "a folder that holds it: path:DIR"
        ) from error
