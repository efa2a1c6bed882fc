"""The report on a terminal: rich tables."""

from __future__ import annotations

from collections.abc import Iterator

from rich import box
from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from firstline.evaluation.report import EvaluationReport
from firstline.evaluation.report_name import report_title
from firstline.evaluation.report_rows import (
    ReportTable,
    field_tables,
    named_summary,
    out_of_scope_table,
    routing_table,
    second_request_table,
)
from firstline.evaluation.report_words import routing_sentences

_SHOWN = ("Tiers", "Coverage", "Order", "Languages")
_ROWS_SHOWN = 12


def report_table(report: EvaluationReport) -> RenderableType:
    """What is worth a terminal: the fields, their tiers, coverage and languages, and the warnings.

    Values, confusions and calibration bins are left to `report.html`.
    """
    return Group(*_parts(report))


def report_summary(report: EvaluationReport) -> RenderableType:
    """The figures to look at first, one column a field, so that they fit a narrow terminal."""
    table = named_summary(report)
    return Group(_rich(table.turned()), Text(table.note))


def _parts(report: EvaluationReport) -> Iterator[RenderableType]:
    if report.seen:
        yield Text(f"warning: {report.seen}", style="bold yellow")
    yield report_summary(report)
    if report.routing:
        yield _rich(routing_table(report.routing))
        yield from () if report.seen else map(Text, routing_sentences(report.routing))
    for field in report.judged:
        for table in field_tables(field):
            if table.title in _SHOWN:
                yield _rich(table, prefix=f"{report_title(field.field)}: ")
    if report.second_requests:
        yield _rich(second_request_table(report.second_requests))
    if report.out_of_scope:
        yield _rich(out_of_scope_table(report.out_of_scope))
    yield from (Text(f"warning: {warning}", style="yellow") for warning in report.warnings)
    yield from (Text(f"note: {note}") for note in report.notes)


def _rich(table: ReportTable, *, prefix: str = "") -> Table:
    title = escape(f"{prefix}{table.title.lower()}" if prefix else table.title)
    shown = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    for number, column in enumerate(table.columns):
        shown.add_column(column, justify="left" if number == 0 else "right", overflow="fold")
    for row in table.rows[:_ROWS_SHOWN]:
        shown.add_row(*(escape(cell) for cell in row))
    if len(table.rows) > _ROWS_SHOWN:
        shown.caption = f"and {len(table.rows) - _ROWS_SHOWN} more in report.html"
    return shown
