"""The benchmark table: results as the Markdown page `docs/benchmarks.md`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from firstline.evaluation.benchmark_row import BenchmarkResult, PeerRow, QualityRow
from firstline.evaluation.estimate import Estimate

_MEBIBYTE = 1024 * 1024
_PEERS = """The same rows, encoder weights and machine, one after the other. Firstline's training is the whole command,
with its start, evidence and thresholds, nothing cached; of a peer the start and the imports do not count. One text is
the median of 200 single calls, peak memory that of the process. The difference is that of the last Firstline row less
the row's own, paired by ticket."""
_HEAD = """# Benchmarks

Made by `make bench` (`python -m firstline.evaluation.benchmark`); do not edit. Everything goes through the `firstline`
command, on the public data sets described beside them; no figure is taken from an earlier run of another model.

Intervals are 95 %: Wilson's for shares of test tickets or queries, percentile bootstrap with 1,000 resamples for all
else; shares measured before 2026-11-24 may have the bootstrap's too. The **floor** is TF-IDF of words (1-2) and
characters (2-4) with a linear support vector machine (C = 0.5), for searches the better of TF-IDF cosine and BM25,
fitted on the same rows in the same run. The **difference** is paired by ticket; p is McNemar's exact test.
Official splits are used as they are, exact duplicates between their parts included; a value that occurs only in the
test part counts as wrong on both sides."""


def benchmark_table(results: Iterable[BenchmarkResult]) -> str:
    """The page, cases in the order given."""
    shown = list(results)
    quality = [result for result in shown if result.quality]
    speed = [result for result in shown if result.speed]
    peers = [result for result in shown if result.peers]
    parts = [_HEAD]
    if any(result.fast for result in shown):
        parts.append("**Some rows are of `--fast`, a trial on small parts of the data: their figures mean nothing.**")
    if quality:
        parts += ["## Targets", _targets(quality), "## Quality", *(_quality_case(result) for result in quality)]
    if peers:
        parts += ["## Peers", _PEERS, *(_peer_case(result) for result in peers)]
    if speed:
        parts += ["## Speed", *(_speed_case(result) for result in speed)]
    return "\n\n".join(parts) + "\n"


def _targets(results: Sequence[BenchmarkResult]) -> str:
    rows = [
        (
            _named(result),
            row.figure,
            _estimate(row.value),
            _estimate(row.floor),
            _difference(row),
            str(row.target),
            "yes" if row.met else "**no**",
            str(row.n),
        )
        for result in results
        for row in result.quality
        if row.target is not None
    ]
    return markdown_table(("data", "figure", "Firstline", "floor", "difference", "target", "met", "n"), rows)


def _quality_case(result: BenchmarkResult) -> str:
    rows = [
        (row.figure, _estimate(row.value), _estimate(row.floor), _difference(row), str(row.n), row.note)
        for row in result.quality
    ]
    table = markdown_table(("figure", "Firstline", "floor", "difference", "n", "note"), rows)
    return "\n\n".join([f"### {_named(result)}", _about(result), table, _commands(result)])


def _peer_case(result: BenchmarkResult) -> str:
    columns = ("what", "accuracy", "Firstline's difference", "training", "one text", "peak memory", "note")
    rows = [
        (
            row.peer,
            _estimate(row.accuracy),
            _difference(row),
            "–" if row.train_seconds is None else f"{row.train_seconds:,.0f} s",
            "–" if row.text_milliseconds is None else f"{row.text_milliseconds:.1f} ms",
            "–" if row.peak_bytes is None else f"{row.peak_bytes / _MEBIBYTE:,.0f} MiB",
            row.note,
        )
        for row in result.peers
    ]
    return "\n\n".join([f"### {_named(result)}", _about(result), markdown_table(columns, rows), _commands(result)])


def _speed_case(result: BenchmarkResult) -> str:
    rows = [
        (
            row.figure,
            f"{row.value:.4g} {row.unit}",
            "–" if row.reference is None else f"{row.reference:.4g} {row.unit} ({row.reference_name})",
            "–" if row.ratio is None else f"{row.ratio:.2f}",
            row.note,
        )
        for row in result.speed
    ]
    table = markdown_table(("figure", "Firstline", "beside it", "ratio", "note"), rows)
    return "\n\n".join([f"### {_named(result)}", _about(result), table, _commands(result)])


def _about(result: BenchmarkResult) -> str:
    seeds = f"seeds {', '.join(map(str, result.seeds))}" if len(result.seeds) > 1 else f"seed {result.seed}"
    return (
        f"{result.split} Encoder `{result.encoder}`, trained on {result.train_rows:,} rows, {seeds}. "
        f"Measured {result.measured} in {result.seconds:,.0f} s on {result.machine}."
    )


def _commands(result: BenchmarkResult) -> str:
    # Five folds differ only in a number and three turns in nothing: what was typed is shown once.
    lines = "\n".join(dict.fromkeys(result.commands))
    return f"```sh\n{lines}\n```"


def _named(result: BenchmarkResult) -> str:
    return f"{result.case} (fast)" if result.fast else result.case


def _estimate(figure: Estimate | None) -> str:
    return "–" if figure is None or not figure.is_defined else str(figure)


def _difference(row: QualityRow | PeerRow) -> str:
    if row.difference is None:
        return "–"
    shown = f"{row.difference.value:+.3f} [{row.difference.low:+.3f}, {row.difference.high:+.3f}]"
    return shown if row.p_value is None else f"{shown}, p {row.p_value:.2g}"


def markdown_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells as they are; a `|` in one is escaped."""
    return "\n".join(_lines(columns, rows))


def _lines(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield "| " + " | ".join(columns) + " |"
    yield "|" + "---|" * len(columns)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"
