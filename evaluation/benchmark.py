"""The benchmark: every case measured through the `firstline` command, and the page that shows them.

    python -m firstline.evaluation.benchmark --output docs/benchmarks.md [--only NAME]... [--fast]

Results are kept as JSON under `--work`; the page is made of all that lie there, so cases may be run one at a time.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from firstline.datasets.errors import FirstlineError
from firstline.evaluation.benchmark_case import CASES, Case
from firstline.evaluation.benchmark_row import BenchmarkResult
from firstline.evaluation.benchmark_table import benchmark_table
from firstline.evaluation.classification_benchmark import ClassificationBenchmark
from firstline.evaluation.peer_benchmark import PeerBenchmark
from firstline.evaluation.speed_benchmark import SpeedBenchmark
from firstline.evaluation.workbench import Workbench, machine, today

_RESULTS = "results"
_ROWS = {SpeedBenchmark: "speed", PeerBenchmark: "peers"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the chosen cases; 0 when all were measured, 1 when one failed (the others are measured all the same)."""
    options = _parser().parse_args(arguments)
    console = Console(stderr=True)
    chosen = [] if options.table_only else [case for case in CASES if not options.only or case.name in options.only]
    failed = 0
    for case in chosen:
        console.print(f"{case.name} …")
        try:
            result = _measure(case, options)
        except FirstlineError as error:
            failed += 1
            console.print(f"[red]{escape(f'{case.name}: {error}')}[/red]", soft_wrap=True)
            continue
        result.save(options.work / _RESULTS)
        _show(console, result)
        _write_page(options.work, options.output)
    _write_page(options.work, options.output)
    return 1 if failed else 0


def _measure(case: Case, options: argparse.Namespace) -> BenchmarkResult:
    bench = Workbench.fresh(options.data, options.work / case.name, fast=options.fast, encoder=options.encoder)
    started = time.perf_counter()
    train_rows, rows = case.run(bench)
    return BenchmarkResult(
        case=case.name,
        split=case.split,
        seed=case.seed,
        encoder=bench.encoder or case.encoder,
        train_rows=train_rows,
        commands=tuple(bench.commands),
        seconds=time.perf_counter() - started,
        machine=machine(),
        measured=today(),
        fast=options.fast,
        seeds=case.seeds if isinstance(case, ClassificationBenchmark) and not options.fast else (),
        **{_ROWS.get(type(case), "quality"): rows},  # type: ignore[arg-type]
    )


def _show(console: Console, result: BenchmarkResult) -> None:
    for row in result.quality:
        verdict = {None: "", True: " [green]met[/green]", False: " [red]missed[/red]"}[row.met]
        wanted = "" if row.target is None else f", target {row.target}"
        console.print(
            escape(f"  {row.figure}: {row.value}, floor {row.floor or '–'}{wanted}") + verdict, soft_wrap=True
        )
    for peer in result.peers:
        console.print(escape(f"  {peer.peer}: {peer.accuracy or peer.note}"), soft_wrap=True)
    for speed in result.speed:
        beside = "" if speed.ratio is None else f", {speed.ratio:.2f} × {speed.reference_name}"
        console.print(escape(f"  {speed.figure}: {speed.value:.4g} {speed.unit}{beside}"))


def _write_page(work: Path, output: Path) -> None:
    """Make the page of all results under `work`, in the order of the cases."""
    stored = {path.stem: path for path in (work / _RESULTS).glob("*.json")}
    results = [BenchmarkResult.load(stored[case.name]) for case in CASES if case.name in stored]
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(benchmark_table(results), encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m firstline.evaluation.benchmark", description=__doc__)
    names = [case.name for case in CASES]
    data = Path(os.environ.get("FIRSTLINE_DATA", "../shared/datasets"))
    work = Path(tempfile.gettempdir()) / "firstline-benchmark"
    parser.add_argument("--output", type=Path, required=True, help="the Markdown page to write")
    parser.add_argument("--only", action="append", choices=names, help="measure this case; may be repeated")
    parser.add_argument("--fast", action="store_true", help="small parts of the data: does everything run?")
    parser.add_argument("--encoder", help="use this encoder in all cases")
    parser.add_argument("--data", type=Path, default=data, help="the public data sets (FIRSTLINE_DATA)")
    parser.add_argument("--work", type=Path, default=work, help="where files, bundles and results lie")
    parser.add_argument("--table-only", action="store_true", help="measure nothing, only make the page anew")
    return parser


if __name__ == "__main__":
    sys.exit(main())
