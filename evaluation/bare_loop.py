"""The bare loop: a bundle's own graph and tokenizer with nothing around them, the floor of every time."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

# The yardstick must not run through the encoder that it measures, so onnxruntime has a second home here.
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from firstline.models.bundle import ENCODER_FOLDER
from firstline.models.encoder import Vectors
from firstline.models.encoder_manifest import MODEL_NAME, TOKENIZER_NAME, EncoderManifest

Ids = NDArray[np.int64]


class BareLoop:
    """Tokenise, run, pool and normalise, with `threads` threads inside one run."""

    def __init__(self, bundle: Path, *, threads: int) -> None:
        """Open the encoder of the bundle folder `bundle`."""
        folder = bundle / ENCODER_FOLDER
        self._manifest = EncoderManifest.read(folder, verify=False)
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER_NAME))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(self._manifest.max_tokens)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self._session = onnxruntime.InferenceSession(folder / MODEL_NAME, options, providers=["CPUExecutionProvider"])

    def tokens(self, text: str) -> int:
        """Tokens of one text, special ones and the prefix included."""
        return len(self._tokenizer.encode(self._manifest.prefix + text).ids)

    def encode(self, texts: Sequence[str], *, batch: int = 32, by_length: bool = False) -> Vectors:
        """Vectors (texts, dimension), in batches padded to their longest text.

        `by_length` sorts first, which pads less: the better of the two loops that an engineer would write.
        """
        ids = [encoding.ids for encoding in self._tokenizer.encode_batch([self._manifest.prefix + t for t in texts])]
        order = sorted(range(len(ids)), key=lambda i: len(ids[i])) if by_length else list(range(len(ids)))
        vectors = np.empty((len(ids), self._manifest.dimension), dtype=np.float32)
        for start in range(0, len(order), batch):
            rows = order[start : start + batch]
            vectors[rows] = self._run([ids[row] for row in rows])
        return vectors

    def seconds(self, texts: Sequence[str], *, batch: int = 32, by_length: bool = False) -> float:
        """Wall time of `encode`."""
        started = time.perf_counter()
        self.encode(texts, batch=batch, by_length=by_length)
        return time.perf_counter() - started

    def _run(self, ids: Sequence[Sequence[int]]) -> Vectors:
        longest = max(len(row) for row in ids)
        padded: Ids = np.zeros((len(ids), longest), dtype=np.int64)
        mask: Ids = np.zeros_like(padded)
        for row, tokens in enumerate(ids):
            padded[row, : len(tokens)], mask[row, : len(tokens)] = tokens, 1
        states = self._session.run(None, {"input_ids": padded, "attention_mask": mask})[0]
        if self._manifest.pooling == "cls":
            pooled = states[:, 0]
        else:
            weights = mask[:, :, None].astype(np.float32)
            pooled = (states * weights).sum(axis=1) / weights.sum(axis=1)
        unit: Vectors = pooled / np.linalg.norm(pooled, axis=1, keepdims=True)
        return unit
