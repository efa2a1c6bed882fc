"""The speed benchmark: what Firstline adds to the encoder's own time, side by side in one run."""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Callable
from dataclasses import dataclass

from firstline.datasets.request_text import request_text
from firstline.datasets.ticket import Ticket
from firstline.evaluation.bare_loop import BareLoop
from firstline.evaluation.benchmark_data import it_service_tickets_48k
from firstline.evaluation.benchmark_row import SpeedRow
from firstline.evaluation.served_desk import ServedDesk, fill_state
from firstline.evaluation.speed_data import desk_tickets, requests, texts_of
from firstline.evaluation.workbench import Workbench
from firstline.models.onnx_encoder import usable_cores

_FIELDS = ("--field", "category", "--field", "priority", "--field", "skill_group")
_MEBIBYTE = 1024 * 1024
_TOKENS, _MOST_TOKENS = 58, 65
_TURN = 20


@dataclass(frozen=True, slots=True)
class SpeedBenchmark:
    """One measurement; `measure` returns the number of training rows and the rows of the table."""

    name: str
    measure: Callable[[Workbench, str], tuple[int, tuple[SpeedRow, ...]]]
    encoder: str
    split: str
    seed: int = 0

    def run(self, bench: Workbench) -> tuple[int, tuple[SpeedRow, ...]]:
        return self.measure(bench, bench.encoder or self.encoder)


def predict_speed(bench: Workbench, encoder: str) -> tuple[int, tuple[SpeedRow, ...]]:
    """`firstline predict` on a file of tickets against the bare loop over the same texts, in turns."""
    trained = _train_desk(bench, encoder)
    rows = requests(bench.data, 100 if bench.fast else 5_000)
    asked, single = bench.write("asked.jsonl", rows), bench.write("single.jsonl", rows[:1])
    texts = [request_text(Ticket.model_validate(row)) for row in rows]
    loop = BareLoop(bench.work / "bundle", threads=usable_cores())
    loop.encode(texts[:64])
    whole, start, plain, sorted_ = [], [], [], []
    for turn in range(1 if bench.fast else 3):
        # A cache of an earlier turn must not answer for the encoder.
        cache = {"FIRSTLINE_CACHE": str(bench.work / f"cache-{turn}")}
        whole.append(bench.run("predict", "bundle", asked, "--output", "predictions.jsonl", environment=cache).seconds)
        plain.append(loop.seconds(texts))
        sorted_.append(loop.seconds(texts, by_length=True))
        start.append(bench.run("predict", "bundle", single, "--output", "one.jsonl", environment=cache).seconds)
    wall, at_start = statistics.median(whole), statistics.median(start)
    references = {"bare loop, file order": plain, "bare loop, sorted by length": sorted_}
    name = f"predict, {len(rows)} tickets"
    note = f"median of {len(whole)} turns; the command includes its start ({at_start:.1f} s for one ticket)"
    figures = [
        SpeedRow(name, wall, "s", statistics.median(times), reference, note) for reference, times in references.items()
    ]
    return trained, (*figures, SpeedRow("predict, one ticket", at_start, "s", note="start, load and answer"))


def triage_speed(bench: Workbench, encoder: str) -> tuple[int, tuple[SpeedRow, ...]]:
    """`POST /v1/triage` with three fields, duplicates and articles against the bare encode of its text."""
    trained = _train_desk(bench, encoder)
    passages, tickets = (500, 1_000) if bench.fast else (10_000, 100_000)
    indexed = fill_state(bench, passages=passages, tickets=tickets)
    loops = {threads: BareLoop(bench.work / "bundle", threads=threads) for threads in sorted({1, usable_cores()})}
    texts = _of_about_60_tokens(bench, loops[1], 20 if bench.fast else 200)
    bare: dict[int, list[float]] = {threads: [] for threads in loops}
    posted: list[float] = []
    with ServedDesk.over(bench) as desk:
        for text in itertools.islice(itertools.cycle(texts), 20):
            desk.triage(text)
        # In turns: after each single text the other process would find its memory pushed out of the cores' caches.
        for start in range(0, len(texts), _TURN):
            turn = texts[start : start + _TURN]
            for threads, loop in loops.items():
                bare[threads].extend(loop.seconds([text]) for text in turn)
            posted.extend(desk.triage(text) for text in turn)
    wall = 1_000 * statistics.median(posted)
    slow = 1_000 * statistics.quantiles(posted, n=20)[-1]
    note = f"median of {len(texts)} texts in turns of {_TURN}; 95th percentile {slow:.1f} ms; {indexed}"
    return trained, tuple(
        SpeedRow(
            "POST /v1/triage", wall, "ms", 1_000 * statistics.median(times), f"bare encode, {threads} thread(s)", note
        )
        for threads, times in bare.items()
    )


def training_speed(bench: Workbench, encoder: str) -> tuple[int, tuple[SpeedRow, ...]]:
    """Training on the 38k mails, twice: the second time their vectors come from the embedding cache."""
    (split,) = it_service_tickets_48k(bench.data)
    rows = (split.shrunk() if bench.fast else split).train
    train = bench.write("train.jsonl", rows)
    runs = [
        bench.run("train", train, "--field", "category", "--encoder", encoder, "--output", f"bundle-{number}")
        for number in (1, 2)
    ]
    peak = max(run.peak_bytes for run in runs) / _MEBIBYTE
    note = "wall time of the second training, whose vectors are cached: all but the embeddings"
    return len(rows), (
        SpeedRow(f"train on {len(rows)} tickets", runs[1].seconds, "s", runs[0].seconds, "the first training", note),
        SpeedRow(f"train on {len(rows)} tickets, peak memory", peak, "MiB", note="resident, of the training process"),
    )


def _train_desk(bench: Workbench, encoder: str) -> int:
    rows = desk_tickets(bench.data)[: 600 if bench.fast else None]
    train = bench.write("train.jsonl", rows)
    bench.run("train", train, *_FIELDS, "--encoder", encoder, "--output", "bundle")
    return len(rows)


def shortened(text: str, loop: BareLoop) -> str | None:
    """`text` cut at the end of a word to between 58 and 65 tokens; None where that cannot be."""
    words = text.split()
    for count in range(1, len(words) + 1):
        cut = " ".join(words[:count])
        if (tokens := loop.tokens(cut)) >= _TOKENS:
            return cut if tokens <= _MOST_TOKENS else None
    return None


def _of_about_60_tokens(bench: Workbench, loop: BareLoop, most: int) -> list[str]:
    """Different real texts of about 60 tokens."""
    cut = (shortened(text, loop) for text in texts_of(requests(bench.data, 20 * most)))
    return list(itertools.islice(filter(None, cut), most))
