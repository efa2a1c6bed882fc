"""The benchmark table: results as the Markdown page `docs/benchmarks.md`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from firstline.evaluation.benchmark_row import BenchmarkResult, QualityRow
from firstline.evaluation.estimate import Estimate

_HEAD = """# Benchmarks

Made by `make bench` (`python -m firstline.evaluation.benchmark`); do not edit. Everything goes through the `firstline`
command, on the public data sets described beside them; no figure is taken from an earlier run of another model.

Intervals are 95 %: percentile bootstrap over test tickets or queries, 1,000 resamples. The **floor** is TF-IDF of words
(1-2) and characters (2-4) with a linear support vector machine (C = 0.5), for searches the better of TF-IDF cosine and
BM25, fitted on the same rows in the same run. The **difference** is paired by ticket; p is McNemar's exact test.
Official splits are used as they are, exact duplicates between their parts included; a value that occurs only in the
test part counts as wrong on both sides."""


def benchmark_table(results: Iterable[BenchmarkResult]) -> str:
    """The page, cases in the order given."""
    shown = list(results)
    quality = [result for result in shown if result.quality]
    speed = [result for result in shown if result.speed]
    parts = [_HEAD]
    if any(result.fast for result in shown):
        parts.append("**Some rows are of `--fast`, a trial on small parts of the data: their figures mean nothing.**")
    if quality:
        parts += ["## Targets", _targets(quality), "## Quality", *(_quality_case(result) for result in quality)]
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
    return _markdown(("data", "figure", "Firstline", "floor", "difference", "target", "met", "n"), rows)


def _quality_case(result: BenchmarkResult) -> str:
    rows = [
        (row.figure, _estimate(row.value), _estimate(row.floor), _difference(row), str(row.n), row.note)
        for row in result.quality
    ]
    table = _markdown(("figure", "Firstline", "floor", "difference", "n", "note"), rows)
    return "\n\n".join([f"### {_named(result)}", _about(result), table, _commands(result)])


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
    table = _markdown(("figure", "Firstline", "beside it", "ratio", "note"), rows)
    return "\n\n".join([f"### {_named(result)}", _about(result), table, _commands(result)])


def _about(result: BenchmarkResult) -> str:
    return (
        f"{result.split} Encoder `{result.encoder}`, trained on {result.train_rows:,} rows, seed {result.seed}. "
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


def _difference(row: QualityRow) -> str:
    if row.difference is None:
        return "–"
    shown = f"{row.difference.value:+.3f} [{row.difference.low:+.3f}, {row.difference.high:+.3f}]"
    return shown if row.p_value is None else f"{shown}, p {row.p_value:.2g}"


def _markdown(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "\n".join(_lines(columns, rows))


def _lines(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield "| " + " | ".join(columns) + " |"
    yield "|" + "---|" * len(columns)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"
