"""The run's page: what training measured, with figures, as one file for MLflow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from firstline.evaluation.chart import Chart, Point, can_draw
from firstline.evaluation.estimate import UNDEFINED, Estimate, wilson
from firstline.evaluation.learning_curve import LearningPoint, learning_points
from firstline.evaluation.page import figures_part, page, table_part
from firstline.evaluation.report_figures import ReportFigure
from firstline.evaluation.report_rows import ReportTable, percent
from firstline.models.manifest import Manifest
from firstline.models.policy import FieldPolicy

_ROOM_BELOW = 0.08


def run_page(manifest: Manifest, policies: Mapping[str, FieldPolicy]) -> str:
    """The held-out figures of every field with their intervals, what may be `auto`, and the learning curves."""
    return page("Training run", _parts(manifest, policies))


def _parts(manifest: Manifest, policies: Mapping[str, FieldPolicy]) -> Iterator[str]:
    data = manifest.data
    made_of = f"{data.tickets:,} tickets · encoder {manifest.encoder} · {data.held_out}"
    yield f'<p class="quiet">{escape(made_of)}</p>'
    yield table_part(_fields(manifest, policies), heading="h2")
    figures = [
        _learning(field, points) for field, metrics in manifest.metrics.items() if (points := learning_points(metrics))
    ]
    if figures:
        yield "<h2>Would more tickets help?</h2>"
        yield from figures_part(figures)


def _fields(manifest: Manifest, policies: Mapping[str, FieldPolicy]) -> ReportTable:
    rows = []
    for field, metrics in manifest.metrics.items():
        policy = policies[field]
        rows.append(
            (
                field,
                f"{metrics.get('held_out') or 0:,}",
                percent(_share(metrics, "accuracy")),
                percent(_share(metrics, "top3")),
                f"{len(policy.auto)}",
                f"{policy.target_precision:.0%}",
            )
        )
    columns = ("field", "held out", "right", "among the first three", "values that may be auto", "at a precision of")
    return ReportTable("Held-out figures", "Shares of held-out tickets with Wilson's 95 % interval.", columns,
                       tuple(rows))  # fmt: skip


def _share(metrics: Mapping[str, Any], name: str) -> Estimate:
    held_out, value = metrics.get("held_out") or 0, metrics.get(name)
    return wilson(round(value * held_out), held_out) if held_out and value is not None else UNDEFINED


def _learning(field: str, curve: tuple[LearningPoint, ...]) -> ReportFigure:
    points = [Point(one.tickets, one.accuracy.value, one.accuracy.low, one.accuracy.high) for one in curve]
    rows = tuple((f"{one.tickets:,}", str(one.held_out), percent(one.accuracy)) for one in curve)
    return ReportFigure(
        field,
        "Where the line still climbs at its right end, more labelled tickets are worth having.",
        "; ".join(f"{row[0]} tickets: {row[2]}" for row in rows) + ".",
        _picture(field, points) if can_draw() else None,
        ReportTable("Learning", "Models of fewer tickets.", ("training tickets", "held out", "right"), rows),
    )


def _picture(field: str, points: list[Point]) -> str:
    low = max(0.0, min(point.low for point in points) - _ROOM_BELOW)
    chart = Chart(f"{field}-learning", across="training tickets", up="share that was right", low=low,
                  counts=[point.at for point in points])  # fmt: skip
    chart.line(points, "first", band=False)
    chart.dots(points, "first")
    return chart.svg()
