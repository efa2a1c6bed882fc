"""The served desk: `firstline serve` over a full state, asked through HTTP."""

from __future__ import annotations

import contextlib
import http.client
import itertools
import json
import socket
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from firstline.datasets.article import Article
from firstline.datasets.errors import FirstlineError
from firstline.datasets.request_text import request_text
from firstline.datasets.ticket import Ticket
from firstline.evaluation.speed_data import article_rows, earlier_tickets
from firstline.evaluation.workbench import Workbench
from firstline.kb_index.state import State, default_location
from firstline.models.bundle import Bundle
from firstline.models.encoder import Encoder, Progress, Vectors

_ENCODED = 2_000
_AT_ONCE = 1_000
_ARTICLES_AT_ONCE = 100
_START_LIMIT = 600.0


@dataclass(slots=True)
class ServedDesk:
    """One connection that is kept open, as a help desk's would be."""

    connection: http.client.HTTPConnection

    @classmethod
    @contextlib.contextmanager
    def over(cls, bench: Workbench) -> Iterator[ServedDesk]:
        """Serve the bundle of `bench` until leaving; raises FirstlineError when it does not become ready."""
        port = free_port()
        with bench.start("serve", "bundle", "--port", str(port)) as process:
            deadline = time.monotonic() + _START_LIMIT
            while not _ready(port):
                if process.poll() is not None or time.monotonic() > deadline:
                    raise FirstlineError(
                        f"firstline serve did not become ready within {_START_LIMIT:.0f} s ({bench.log})"
                    )
                time.sleep(0.2)
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            try:
                yield cls(connection)
            finally:
                connection.close()

    def triage(self, text: str) -> float:
        """Seconds that one call took, answer read; raises FirstlineError unless it is a 200."""
        body = json.dumps({"ticket": {"body": text}, "options": {"include": ["duplicates", "articles"], "top_k": 5}})
        started = time.perf_counter()
        self.connection.request("POST", "/v1/triage", body, {"Content-Type": "application/json"})
        response = self.connection.getresponse()
        response.read()
        seconds = time.perf_counter() - started
        if response.status != 200:
            raise FirstlineError(f"POST /v1/triage answered {response.status}, wanted 200")
        return seconds


def fill_state(bench: Workbench, *, passages: int, tickets: int) -> str:
    """Put at least that many passages, and that many tickets, into the bundle's state; what was put, in words.

    Texts are real. To spare hours, vectors are those of a few thousand encoded ones, each moved a little: a search's
    time does not depend on which vectors there are.
    """
    path = bench.work / "bundle"
    bundle = Bundle.load(path)
    rows = list(earlier_tickets(bench.data, tickets))
    sources = [request_text(Ticket.model_validate(row)) for row in rows[:_ENCODED]]
    pool = _PoolEncoder(bundle.encoder, bundle.encoder.encode(sources))
    with State.open(default_location(path), encoder=pool, centre=bundle.centre, offsets=bundle.offsets) as state:
        for start in range(0, len(rows), _AT_ONCE):
            state.tickets.put([Ticket.model_validate(row) for row in rows[start : start + _AT_ONCE]])
        pool.encoded = 0
        articles = (Article.model_validate(row) for row in article_rows(bench.data))
        while pool.encoded < passages and (chunk := list(itertools.islice(articles, _ARTICLES_AT_ONCE))):
            state.articles.put(chunk)
        state.optimise()
    return f"{pool.encoded} passages and {len(rows)} tickets indexed, their vectors resampled from {len(sources)}"


class _PoolEncoder:
    """Gives each text one of the real encoder's vectors, moved a little; `encoded` counts texts."""

    def __init__(self, real: Encoder, vectors: Vectors) -> None:
        self.fingerprint = real.fingerprint
        self.dimension = real.dimension
        self.encoded = 0
        self._vectors = vectors
        self._generator = np.random.default_rng(0)

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        self.encoded += len(texts)
        chosen = self._vectors[self._generator.integers(0, len(self._vectors), len(texts))]
        moved = chosen + self._generator.normal(0, 0.02, chosen.shape).astype(np.float32)
        unit: Vectors = moved / np.linalg.norm(moved, axis=1, keepdims=True)
        if progress is not None:
            progress(len(texts), len(texts))
        return unit


def free_port() -> int:
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _ready(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
