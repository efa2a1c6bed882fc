"""The encoder that runs an ONNX graph."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

import numpy as np
import onnxruntime

from firstline.datasets.errors import BundleError
from firstline.models.encoder import Progress, Vectors
from firstline.models.encoder_manifest import MODEL_NAME, EncoderManifest
from firstline.models.onnx_graph import OnnxGraph
from firstline.models.token_reader import TokenReader

_INPUTS = ("input_ids", "attention_mask")
_TEXTS_PER_REPORT = 64
_CGROUP_LIMIT = Path("/sys/fs/cgroup/cpu.max")


class OnnxEncoder:
    """An `Encoder` that runs the int8 or fp32 graph of an encoder folder (see `EncoderManifest`) on the CPU.

    **Every text is a run of its own**, on one core; several texts share the cores, and one that comes while no other
    is encoded has them all (e5, 102 tokens, two cores, idle machine: 14 ms rather than 21). Dynamic int8 quantisation
    scales the activations of a whole batch together, so in a batch a text's vector depends on its neighbours (e5,
    batches of 16 of like length: cosine to the vector of the text alone .998 on average, .996 at worst), and a padded
    batch on two cores is slower than two texts on one core each (e5, 78 tokens, idle machine: 100 and 170 texts/s).
    Alone, equal texts have equal vectors, bit for bit on one machine, whatever they are encoded with and by however
    many threads.

    Thread-safe: nothing changes after construction. How much of a text is read, `TokenReader` says.
    """

    def __init__(self, folder: Path, *, threads: int | None = None, verify: bool = True) -> None:
        """Load the folder; `threads` texts are encoded at a time, by default as many as there are cores to use.

        Raises BundleError when a file is missing, damaged (`verify`: compared by sha256) or not what it should be.
        """
        self.manifest = EncoderManifest.read(folder, verify=verify)
        self._threads = threads or usable_cores()
        self._pool = ThreadPoolExecutor(self._threads, thread_name_prefix="encoder")
        self._graph = OnnxGraph(folder / MODEL_NAME)
        session = self._pool.submit(_load_session, self._graph, self.manifest)
        lone = session
        if self._threads > 1:
            lone = self._pool.submit(_load_session, self._graph, self.manifest, self._threads)
        self._tokens = TokenReader(folder, self.manifest)
        self._session, self._lone_session = session.result(), lone.result()
        self._running, self._count = 0, Lock()

    def __repr__(self) -> str:
        return f"OnnxEncoder({self.manifest.name!r}, {self.manifest.precision}, threads={self._threads})"

    @property
    def fingerprint(self) -> str:
        return self.manifest.fingerprint

    @property
    def dimension(self) -> int:
        return self.manifest.dimension

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        """See `Encoder.encode`; `progress` is called after every 64 texts."""
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        encode_all = map if len(texts) == 1 or self._threads == 1 else self._pool.map
        for start in range(0, len(texts), _TEXTS_PER_REPORT):
            part = texts[start : start + _TEXTS_PER_REPORT]
            for row, vector in enumerate(encode_all(self._encode_one, part), start):
                vectors[row] = vector
            if progress is not None:
                progress(start + len(part), len(texts))
        return vectors

    def is_word(self, word: str) -> bool:
        """See `WordReader.is_word`."""
        return self._tokens.is_word(word)

    def _encode_one(self, text: str) -> Vectors:
        """The vector of one text, shape (dimension,)."""
        ids = np.array([self._tokens.ids(text)], dtype=np.int64)
        with self._free_session() as session:
            token_vectors = session.run(None, dict(zip(_INPUTS, (ids, np.ones_like(ids)), strict=True)))[0][0]
        pooled: Vectors = token_vectors[0] if self.manifest.pooling == "cls" else token_vectors.mean(axis=0)
        unit: Vectors = pooled / np.linalg.norm(pooled)
        return unit

    @contextmanager
    def _free_session(self) -> Iterator[onnxruntime.InferenceSession]:
        """The session for a text that comes now."""
        with self._count:
            self._running += 1
            session = self._lone_session if self._running == 1 else self._session
        try:
            yield session
        finally:
            with self._count:
                self._running -= 1


def usable_cores() -> int:
    """Cores that this process may use: the machine's, less affinity (taskset) and the container's CPU limit."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        quota, period = _CGROUP_LIMIT.read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return cores
    return cores if quota == "max" else max(1, min(cores, int(quota) // int(period)))


def _load_session(graph: OnnxGraph, manifest: EncoderManifest, threads: int = 1) -> onnxruntime.InferenceSession:
    session = graph.session(threads=threads)
    inputs = tuple(item.name for item in session.get_inputs())
    shape = session.get_outputs()[0].shape
    if set(inputs) != set(_INPUTS) or len(shape) != 3 or shape[2] != manifest.dimension:
        raise BundleError(
            f"{graph} has the inputs {', '.join(inputs)} and an output of shape {shape}; wanted "
            f"{' and '.join(_INPUTS)} and (texts, tokens, {manifest.dimension})"
        )
    return session
