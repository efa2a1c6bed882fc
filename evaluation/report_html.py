"""The report as a page: `report.html`, one file that needs no network and no script."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from urllib.parse import quote

from firstline.evaluation.automation import Automation
from firstline.evaluation.automation_rows import telling_table
from firstline.evaluation.counted import counted
from firstline.evaluation.page import figures_part, page, paragraphs_part, prose, table_part
from firstline.evaluation.report import EvaluationReport, FieldReport
from firstline.evaluation.report_figures import field_figures, routing_figure, scope_figure, search_figure
from firstline.evaluation.report_rows import (
    field_tables,
    out_of_scope_table,
    routing_table,
    second_request_table,
    summary_table,
)
from firstline.evaluation.report_words import lead, report_words


def report_html(report: EvaluationReport) -> str:
    """The page, light or dark as the reader's system is; every value of a field and every subject is escaped."""
    return page(f"Evaluation of {report.bundle}", _parts(report))


def _parts(report: EvaluationReport) -> Iterator[str]:
    yield (
        f'<p class="quiet">{report.tickets:,} tickets · bundle <code>{escape(report.version[:12])}</code> · 95 % '
        f"intervals from {report.resamples:,} resamples, seed {report.seed}</p>"
    )
    yield f'<p class="lead">{prose(lead(report))}</p>'
    if report.seen:
        yield from _warnings(report)
    yield from paragraphs_part(report_words(report))
    if not report.seen:
        yield from _warnings(report)
    yield from _navigation(report)
    yield table_part(summary_table(report).turned(), heading="h2")
    yield from _routing(report)
    for field in report.judged:
        yield from _field(field)
    if report.second_requests:
        yield f'<section id="second-request">{table_part(second_request_table(report.second_requests), heading="h2")}'
        yield "</section>"
    yield from _scope(report)
    yield from _search(report)


def _warnings(report: EvaluationReport) -> Iterator[str]:
    for told, kind in ((report.warnings, "warnings"), (report.notes, "warnings notes")):
        if told:
            items = "".join(f"<li>{escape(one)}</li>" for one in told)
            yield f'<ul class="{kind}">{items}</ul>'


def _navigation(report: EvaluationReport) -> Iterator[str]:
    targets = [(_anchor(field.field), field.field) for field in report.judged]
    if report.routing:
        targets.insert(0, ("routing", "Beside people"))
    if report.second_requests:
        targets.append(("second-request", "Two requests in one"))
    targets.append(("out-of-scope", "Out of scope"))
    if report.search:
        targets.append(("search", "Search"))
    items = "".join(f'<li><a href="#{quote(anchor)}">{escape(name)}</a></li>' for anchor, name in targets)
    yield f'<nav aria-label="Parts of the report"><ul>{items}</ul></nav>'


def _routing(report: EvaluationReport) -> Iterator[str]:
    if report.routing:
        yield '<section>\n<h2 id="routing">Beside people</h2>'
        yield from figures_part((routing_figure(report.routing),))
        yield table_part(routing_table(report.routing))
        yield "</section>"


def _field(field: FieldReport) -> Iterator[str]:
    yield f'<section>\n<h2 id="{escape(_anchor(field.field))}">{escape(field.field)}</h2>'
    figures = field_figures(field)
    yield from figures_part(figures)
    shown = {figure.table.title for figure in figures}
    yield from (table_part(table) for table in field_tables(field) if table.title not in shown)
    if field.automation:
        yield _automation(field.automation)
    yield "</section>"


def _automation(found: Automation) -> str:
    table = telling_table(found)
    return table_part(table) if table.rows else f"<h3>{escape(table.title)}</h3>\n<p>{prose(table.note)}</p>"


def _scope(report: EvaluationReport) -> Iterator[str]:
    yield '<section>\n<h2 id="out-of-scope">Out of scope</h2>'
    flagged = "was" if report.scope.flagged == 1 else "were"
    yield f"<p>{report.scope.flagged} of {report.tickets:,} tickets {flagged} flagged as not belonging here.</p>"
    yield from figures_part((scope_figure(report.scope),))
    if report.out_of_scope:
        yield table_part(out_of_scope_table(report.out_of_scope))
    else:
        yield '<p class="note">Nobody marked which tickets are out of scope (a column out_of_scope with yes or no), so '
        yield "how well the score tells them apart is not known.</p>"
    yield "</section>"


def _search(report: EvaluationReport) -> Iterator[str]:
    if not report.search:
        return
    yield '<section>\n<h2 id="search">Search</h2>'
    yield from figures_part(tuple(map(search_figure, report.search)))
    for scores in report.search:
        if scores.left_out:
            left = counted(scores.left_out, "request")
            yield f'<p class="note">Left out: {left} about {scores.kind}. What is named there is not among what was '
            yield "searched.</p>"
    yield "</section>"


def _anchor(name: str) -> str:
    """An id may hold anything but white space."""
    return "-".join(("field", *name.split()))
