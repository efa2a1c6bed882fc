"""The audit on a terminal: rich tables, without the text of any ticket."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from rich.console import Group, RenderableType
from rich.text import Text

from firstline.evaluation.audit_report import AuditReport
from firstline.evaluation.audit_rows import audit_tables, drift_table, leak_table, overview_table, worth_a_look
from firstline.evaluation.report_rows import ReportTable
from firstline.evaluation.terminal_table import terminal_table

_ROWS_SHOWN = 10


def audit_table(report: AuditReport) -> RenderableType:
    """What is worth a terminal; texts and long lists are left to `audit.html` and `audit.csv`."""
    return Group(*_parts(report))


def _parts(report: AuditReport) -> Iterator[RenderableType]:
    show = partial(terminal_table, rows=_ROWS_SHOWN, rest="audit.html")
    yield show(overview_table(report).turned())
    for audit in report.fields:
        yield from (show(_without_lines(table), prefix=f"{audit.field}: ") for table in audit_tables(audit))
    yield show(_without_lines(leak_table(report.leak)))
    if report.drift:
        yield show(drift_table(report.drift))
    yield from (Text(f"note: {note}", style="yellow") for note in report.notes)
    yield Text(worth_a_look(report))


def _without_lines(table: ReportTable) -> ReportTable:
    if not table.ends_in_lines:
        return table
    rows = tuple(row[:-1] for row in table.rows)
    return replace(table, columns=table.columns[:-1], rows=rows, ends_in_lines=False)
