"""The slot encoder: the bundle's encoder, shared by all requests of a process without crowding the cores."""

import threading
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np

from firstline.models.encoder import Encoder, Progress, Vectors, WordReader
from firstline.serving.turnstile import Turnstile

_TEXTS_A_PIECE = 8


class SlotEncoder:
    """An `Encoder` for many threads, of which as many encode at a time as there are slots.

    A text is a run of its own, so putting requests together gains nothing: first come, first served on each core is
    the shortest wait, and a text that comes alone has all cores (`OnnxEncoder`). A list takes a slot anew for every
    text, so that a single request waits behind one text of each list, and two lists take turns after every eight.

    Args:
        callers: threads that may `begin` an encode at a time without waiting for each other.
    """

    def __init__(self, encoder: Encoder, *, slots: int, callers: int = 1) -> None:
        self._encoder = encoder
        self._pool = ThreadPoolExecutor(max_workers=callers, thread_name_prefix="firstline-encode")
        self._lists = ThreadPoolExecutor(max_workers=slots, thread_name_prefix="firstline-list")
        self._slots = Turnstile(slots)
        self._waiting = 0
        self._count = threading.Lock()

    @property
    def fingerprint(self) -> str:
        return self._encoder.fingerprint

    @property
    def dimension(self) -> int:
        return self._encoder.dimension

    @property
    def waiting(self) -> int:
        """How many threads encode or wait for a slot."""
        return self._waiting

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        """One L2-normalised float32 row for each text."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        rows: list[Vectors] = []
        for start in range(0, len(texts), _TEXTS_A_PIECE):
            piece = texts[start : start + _TEXTS_A_PIECE]
            rows.append(self._encode_piece(piece))
            if progress is not None:
                progress(start + len(piece), len(texts))
        return rows[0] if len(rows) == 1 else np.concatenate(rows)

    def is_word(self, word: str) -> bool:
        """See `WordReader.is_word`; false where the encoder cannot tell."""
        return isinstance(self._encoder, WordReader) and self._encoder.is_word(word)

    def begin(self, texts: Sequence[str]) -> Future[Vectors]:
        """`encode` in another thread: the runtime holds no lock of Python's, so the caller can go on meanwhile."""
        return self._pool.submit(self.encode, texts)

    def close(self) -> None:
        """Finish what was begun."""
        self._pool.shutdown(wait=True)
        self._lists.shutdown(wait=True)

    def _encode_piece(self, texts: Sequence[str]) -> Vectors:
        self._add(1)
        try:
            if len(texts) == 1:
                return self._encode_in_turn(texts)
            return np.concatenate(list(self._lists.map(self._encode_in_turn, ([text] for text in texts))))
        finally:
            self._add(-1)

    def _encode_in_turn(self, texts: Sequence[str]) -> Vectors:
        with self._slots:
            return self._encoder.encode(texts)

    def _add(self, change: int) -> None:
        with self._count:
            self._waiting += change
