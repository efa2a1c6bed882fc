"""The audit as a page: `audit.html`, one file that needs no network and no script."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from firstline.evaluation.audit_report import AuditReport
from firstline.evaluation.audit_rows import audit_tables, drift_table, leak_table, overview_table, worth_a_look
from firstline.evaluation.page import page, prose, table_part


def audit_html(report: AuditReport) -> str:
    """The page, light or dark as the reader's system is; everything that comes from tickets is escaped."""
    return page("What is doubtful about the labels", _parts(report))


def _parts(report: AuditReport) -> Iterator[str]:
    yield (
        f'<p class="quiet">{report.tickets:,} tickets · encoder <code>{escape(report.encoder)}</code> · every ticket '
        f"judged by models of the other four fifths, seed {report.seed}</p>"
    )
    yield f'<p class="lead">{prose(worth_a_look(report))}</p>'
    if report.notes:
        yield f'<ul class="warnings">{"".join(f"<li>{escape(note)}</li>" for note in report.notes)}</ul>'
    yield table_part(overview_table(report).turned(), heading="h2")
    for audit in report.fields:
        yield f"<section><h2>{escape(audit.field)}</h2>"
        yield from map(table_part, audit_tables(audit))
        yield "</section>"
    yield "<section><h2>The texts</h2>"
    yield table_part(leak_table(report.leak))
    if report.drift:
        yield table_part(drift_table(report.drift))
    yield "</section>"
