"""The serve benchmark: `firstline serve` under load, beside a bare loop and beside other services.

    python -m firstline.evaluation.serve_benchmark --output docs/serving-benchmarks.md [--fast] [--reuse]

It wants an idle machine: the callers share the cores with the service.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import itertools
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from firstline.datasets.errors import FirstlineError
from firstline.datasets.request_text import request_text
from firstline.datasets.ticket import Ticket
from firstline.evaluation.bare_loop import BareLoop
from firstline.evaluation.benchmark_row import Target
from firstline.evaluation.load import Load, LoadPlan
from firstline.evaluation.running_service import RunningService
from firstline.evaluation.served_desk import ServedDesk, fill_state, free_port
from firstline.evaluation.service_peers import service_peers
from firstline.evaluation.serving_page import serving_page
from firstline.evaluation.serving_row import ServicePeer, ServingResult, ServingRow
from firstline.evaluation.speed_data import desk_tickets, requests
from firstline.evaluation.workbench import Row, Workbench, machine, today
from firstline.models.onnx_encoder import usable_cores

_FIELDS = ("--field", "category", "--field", "priority", "--field", "skill_group")
_CLIENTS = 32
_BODIES = "bodies.jsonl"
_TURN = 20
_INDEXED = "indexed.txt"

Steps = Iterator[ServingRow]


@dataclass(frozen=True, slots=True)
class _Scale:
    """How much of everything: seconds of load, numbers of rows."""

    passages: int = 10_000
    tickets: int = 100_000
    asked: int = 5_000
    looped: int = 1_000
    singles: int = 200
    turns: int = 3
    starts: int = 3
    seconds: float = 15.0
    half_seconds: float = 40.0
    over_seconds: float = 60.0


_FAST = _Scale(
    500, 1_000, asked=600, looped=100, singles=20, turns=1, starts=1, seconds=6, half_seconds=8, over_seconds=8
)


class ServeBenchmark:
    """One run over a trained desk in the folder of `bench`.

    Args:
        environments: where the virtual environment of the load process lies.
        rows: the tickets that are asked about; each load begins where the one before it ended.
    """

    def __init__(self, bench: Workbench, scale: _Scale, *, environments: Path, rows: Sequence[Row]) -> None:
        self._bench, self._scale = bench, scale
        self._python = environments / ".venv-load" / "bin" / "python"
        self._texts = [request_text(Ticket.model_validate(row)) for row in rows]
        self._first = 0
        options = {"include": ["duplicates", "articles", "replies"], "top_k": 5}
        bench.write(_BODIES, [{"ticket": row, "options": options} for row in rows])

    def rows(self) -> Steps:
        """Every figure; one that cannot be measured has a row that says so."""
        with self._served() as service:
            ready = [service.ready_seconds]
            load: list[Load] = []
            for step in (self._latency, self._throughput, self._half, self._over):
                try:
                    yield from step(service, load)
                except FirstlineError as error:
                    yield ServingRow(step.__name__.strip("_"), note=f"failed: {error}")
        for _ in range(self._scale.starts - 1):
            with self._served() as service:
                ready.append(service.ready_seconds)
        yield ServingRow(
            "start to ready",
            statistics.median(ready),
            "s",
            Target(4, at_most=True),
            Target(2, at_most=True),
            f"median of {len(ready)} starts of the command, files in the system's cache",
        )

    def _served(self) -> contextlib.AbstractContextManager[RunningService]:
        port = free_port()
        command = self._bench.command("serve", "bundle", "--port", str(port), "--drain", "0")
        self._bench.commands.append("firstline serve bundle")
        return RunningService.of(self._bench, command, port=port, ready="/readyz")

    def _load(self, service: RunningService, *, clients: int, seconds: float, rate: float | None = None) -> Load:
        plan = LoadPlan(
            service.url,
            "/v1/triage",
            _BODIES,
            clients=clients,
            seconds=seconds,
            rate=rate,
            first=self._first,
            warm=min(5.0, seconds / 5),
        )
        load = plan.run(self._bench, self._python)
        self._first += sum(load.statuses.values())
        return load

    def _latency(self, service: RunningService, _: list[Load]) -> Steps:
        """One caller against the bare encode of the same text, on as many threads as makes it fastest."""
        threads = sorted({1, usable_cores()})
        loops = {count: BareLoop(self._bench.work / "bundle", threads=count) for count in threads}
        texts = self._texts[: self._scale.singles]
        bare: dict[int, list[float]] = {count: [] for count in threads}
        posted: list[float] = []
        desk = ServedDesk(http.client.HTTPConnection("127.0.0.1", service.port, timeout=60))
        for text in itertools.islice(itertools.cycle(self._texts[-_TURN:]), 2 * _TURN):
            desk.triage(text)
        # In turns: after each single text the other process would find its memory pushed out of the cores' caches.
        for start in range(0, len(texts), _TURN):
            turn = texts[start : start + _TURN]
            for count, loop in loops.items():
                bare[count].extend(loop.seconds([text]) for text in turn)
            posted.extend(desk.triage(text) for text in turn)
        desk.connection.close()
        middle = {count: 1_000 * statistics.median(times) for count, times in bare.items()}
        wall = 1_000 * statistics.median(posted)
        beside = ", ".join(f"{time:.1f} ms on {count} thread(s)" for count, time in middle.items())
        yield ServingRow(
            "median latency, one caller, over the bare encode of the same text",
            wall / min(middle.values()),
            "×",
            Target(1.4, at_most=True),
            Target(1.2, at_most=True),
            f"{wall:.1f} ms; bare {beside}; {len(texts)} texts in turns of {_TURN}",
        )

    def _throughput(self, service: RunningService, kept: list[Load]) -> Steps:
        loop = BareLoop(self._bench.work / "bundle", threads=usable_cores())
        loop.encode(self._texts[:64])
        sorted_, plain = [], []
        for turn in range(self._scale.turns):
            start = turn * self._scale.looped % len(self._texts)
            texts = self._texts[start : start + self._scale.looped]
            sorted_.append(len(texts) / loop.seconds(texts, by_length=True))
            if turn == 0:
                plain.append(len(texts) / loop.seconds(texts))
            self._first = start
            kept.append(self._load(service, clients=_CLIENTS, seconds=self._scale.seconds))
        most, bare = _most(kept), statistics.median(sorted_)
        tokens = statistics.mean(map(loop.tokens, self._texts[:200]))
        times = f"median {_median(kept, 0.5):.0f} ms, p99 {_median(kept, 0.99):.0f} ms"
        yield ServingRow(
            f"throughput, {_CLIENTS} callers, over the bare loop",
            most / bare,
            "×",
            Target(0.75),
            Target(0.9),
            f"{most:.1f}/s; bare batches of 32 sorted by length {bare:.1f}/s, as they come {plain[0]:.1f}/s; "
            f"{tokens:.0f} tokens on average; {times}; {len(kept)} turn(s)",
        )

    def _half(self, service: RunningService, kept: list[Load]) -> Steps:
        rate = _most(kept) / 2
        load = self._load(service, clients=256, seconds=self._scale.half_seconds, rate=rate)
        kept.append(load)
        middle, slow = load.milliseconds(0.5), load.milliseconds(0.99)
        yield ServingRow(
            "p99 at half of the maximum, over its median",
            slow / middle,
            "×",
            Target(4, at_most=True),
            Target(2.5, at_most=True),
            f"{slow:.0f} ms and {middle:.0f} ms at {load.rate:.1f}/s, calls at random times; {dict(load.statuses)}",
        )

    def _over(self, service: RunningService, kept: list[Load]) -> Steps:
        before = service.resident_mebibytes()
        yield ServingRow(
            "resident memory, one worker", before, "MiB", Target(900, at_most=True), Target(700, at_most=True)
        )
        if len(kept) <= self._scale.turns:
            raise FirstlineError("the load at half of the maximum, which this wants, was not measured")
        normal, most = kept[-1], _most(kept[:-1])
        load = self._load(service, clients=max(64, round(12 * most)), seconds=self._scale.over_seconds, rate=3 * most)
        time.sleep(2)
        growth = 100 * (service.resident_mebibytes() / before - 1)
        slow, usual = load.milliseconds(0.99), normal.milliseconds(0.99)
        full = _median(kept[:-1], 0.99)
        told = ", ".join(f"{count} × {status}" for status, count in sorted(load.statuses.items()))
        yield ServingRow(
            "accepted calls' p99 at 3 times the maximum, over that at half of it",
            slow / usual,
            "×",
            Target(5, at_most=True),
            note=f"{slow:.0f} ms against {usual:.0f} ms ({full:.0f} ms with {_CLIENTS} callers); {load.offered:.0f}/s "
            f"offered for {self._scale.over_seconds:.0f} s, {load.rate:.1f}/s answered; {told}",
        )
        yield ServingRow("the same, errors other than 429 and 503", load.errors, "", Target(0, at_most=True))
        yield ServingRow("the same, growth of resident memory", growth, "%", Target(5, at_most=True))


def _most(loads: Sequence[Load]) -> float:
    """The maximum throughput. Raises FirstlineError where it was not measured."""
    if not loads:
        raise FirstlineError("the throughput, which this wants, was not measured")
    return statistics.median(load.rate for load in loads)


def _median(loads: Sequence[Load], share: float) -> float:
    return statistics.median(load.milliseconds(share) for load in loads)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print as it goes, and write the page; 1 when a step failed."""
    options = _parser().parse_args(arguments)
    console, scale = Console(stderr=True), _FAST if options.fast else _Scale()
    started = time.perf_counter()
    asked = requests(options.data, scale.asked)
    commands: list[str] = []

    console.print("training and indexing …")
    bench, about = _desk(options, "e5", scale)
    rows = []
    for row in ServeBenchmark(bench, scale, environments=options.environments, rows=asked).rows():
        value = "–" if row.value is None else f"{row.value:.3g} {row.unit}"
        console.print(escape(f"  {row.figure}: {value} {row.verdict} {row.note}"), soft_wrap=True)
        rows.append(row)
    commands += bench.commands

    peers: list[ServicePeer] = []
    if not options.without_peers:
        small, _ = _desk(options, "minilm", scale)
        trained = desk_tickets(options.data)
        for peer in service_peers(small, asked, trained, environments=options.environments, seconds=scale.seconds):
            console.print(escape(f"  {peer.peer}: {peer.rate}/s {peer.note}"), soft_wrap=True)
            peers.append(peer)
        commands += small.commands
    minutes = (time.perf_counter() - started) / 60
    measured = f"{about} Measured {today()} in {minutes:.0f} minutes on {machine()}."
    result = ServingResult(tuple(rows), tuple(peers), measured, options.fast, tuple(commands))
    result.save(options.work / "serving.json")
    options.output.write_text(serving_page(result), encoding="utf-8")
    return 1 if any(row.value is None for row in rows) else 0


def _desk(options: argparse.Namespace, encoder: str, scale: _Scale) -> tuple[Workbench, str]:
    """A trained bundle with a full state, and what it is in words."""
    work: Path = options.work / encoder
    indexed = work / _INDEXED
    if options.reuse and indexed.is_file():
        bench = Workbench(data=options.data, work=work.resolve(), fast=options.fast)
    else:
        bench = Workbench.fresh(options.data, work, fast=options.fast)
        train = bench.write("train.jsonl", desk_tickets(options.data)[: 600 if options.fast else None])
        bench.run("train", train, *_FIELDS, "--encoder", encoder, "--output", "bundle")
        indexed.write_text(fill_state(bench, passages=scale.passages, tickets=scale.tickets), encoding="utf-8")
    return bench, f"Encoder `{encoder}`; {indexed.read_text(encoding='utf-8')}."


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m firstline.evaluation.serve_benchmark", description=__doc__)
    data = Path(os.environ.get("FIRSTLINE_DATA", "../shared/datasets"))
    work = Path(tempfile.gettempdir()) / "firstline-serve-benchmark"
    parser.add_argument("--output", type=Path, required=True, help="the Markdown page to write")
    parser.add_argument("--fast", action="store_true", help="everything in small: does it run?")
    parser.add_argument("--reuse", action="store_true", help="take the trained desks that lie under --work")
    parser.add_argument("--without-peers", action="store_true", help="measure Firstline alone")
    parser.add_argument("--data", type=Path, default=data, help="the public data sets (FIRSTLINE_DATA)")
    parser.add_argument("--work", type=Path, default=work, help="where files and bundles lie")
    parser.add_argument(
        "--environments",
        type=Path,
        default=Path(sys.prefix).parent,
        help="where .venv-load and .venv-infinity lie",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
