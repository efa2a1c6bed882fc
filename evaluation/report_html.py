"""The report as a page: `report.html`, one file that needs no network and no script."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from urllib.parse import quote

from firstline.evaluation.automation_rows import telling_table
from firstline.evaluation.counted import counted
from firstline.evaluation.page import figures_part, page, paragraphs_part, prose, table_part
from firstline.evaluation.report import EvaluationReport, FieldReport
from firstline.evaluation.report_figures import field_figures, routing_figure, scope_figure, search_figure
from firstline.evaluation.report_name import report_name, report_title
from firstline.evaluation.report_origin import judged_by, taught_by
from firstline.evaluation.report_rows import (
    field_tables,
    named_summary,
    out_of_scope_table,
    routing_table,
    second_request_table,
)
from firstline.evaluation.report_words import lead, report_words

_TIMELESS = "The page bears no date of its own: the same tickets and bundle give it again, byte for byte."
_ON_PAPER = "The numbers behind pictures that have no table here are on this page on a screen, and in report.json."


def report_html(report: EvaluationReport) -> str:
    """The page, light or dark as the reader's system is; every value of a field and every subject is escaped."""
    desk = report.origin.desk if report.origin else ""
    return page(f"Evaluation for {desk}" if desk else f"Evaluation of the bundle “{report.bundle}”", _parts(report))


def _parts(report: EvaluationReport) -> Iterator[str]:
    yield _origin(report)
    yield f'<p class="lead">{prose(lead(report))}</p>'
    if report.seen:
        yield from _warnings(report)
    yield from paragraphs_part(report_words(report))
    if not report.seen:
        yield from _warnings(report)
    yield from _navigation(report)
    yield table_part(named_summary(report).turned(), heading="h2")
    yield f'<p class="paper note">{_ON_PAPER}</p>'
    yield from _routing(report)
    if report.second_requests:
        yield f'<section id="second-request">{table_part(second_request_table(report.second_requests), heading="h2")}'
        yield "</section>"
    yield from _scope(report)
    for field in report.judged:
        yield from _field(field)
    yield from _search(report)


def _origin(report: EvaluationReport) -> str:
    """Whose desk, which tickets, which bundle; no date of making, as the same input gives the same page."""
    known = report.origin
    bundle = f"{escape(report.bundle)}, version <code>{escape(report.version[:12])}</code>"
    told = [
        ("Desk", escape(known.desk)) if known and known.desk else None,
        ("Judged on", escape(judged_by(known, report.tickets) if known else counted(report.tickets, "ticket"))),
        ("Bundle", f"{bundle}, trained on {escape(taught_by(known))}" if known else bundle),
        ("Intervals", f"95 %, from {report.resamples:,} resamples with seed {report.seed}. {_TIMELESS}"),
    ]
    rows = "".join(f"<div><dt>{name}</dt><dd>{text}</dd></div>" for name, text in filter(None, told))
    return f'<dl class="origin">{rows}</dl>'


def _warnings(report: EvaluationReport) -> Iterator[str]:
    for told, kind in ((report.warnings, "warnings"), (report.notes, "warnings notes")):
        if told:
            items = "".join(f"<li>{escape(one)}</li>" for one in told)
            yield f'<ul class="{kind}">{items}</ul>'


def _navigation(report: EvaluationReport) -> Iterator[str]:
    targets = [("routing", "Beside people")] if report.routing else []
    if report.second_requests:
        targets.append(("second-request", "Two requests in one"))
    targets.append(("out-of-scope", "Out of scope"))
    targets += [(_anchor(field.field), report_title(field.field)) for field in report.judged]
    if report.search:
        targets.append(("search", "Search"))
    items = "".join(f'<li><a href="#{quote(anchor)}">{escape(name)}</a></li>' for anchor, name in targets)
    yield f'<nav aria-label="Parts of the report"><ul>{items}</ul></nav>'


def _routing(report: EvaluationReport) -> Iterator[str]:
    if report.routing:
        yield '<section>\n<h2 id="routing">Beside people</h2>'
        yield '<div class="columns routing">'
        yield from figures_part((routing_figure(report.routing),))
        yield _in_column(table_part(routing_table(report.routing)))
        yield "</div></section>"


def _field(field: FieldReport) -> Iterator[str]:
    yield f'<section>\n<h2 id="{escape(_anchor(field.field))}">{_heading(field.field)}</h2>'
    figures = field_figures(field)
    shown = {figure.table.title for figure in figures}
    tables = [table for table in field_tables(field) if table.title not in shown]
    yield '<div class="columns field">'
    yield from figures_part(figures)
    yield from (_in_column(table_part(table)) for table in tables if not table.ends_in_lines)
    automated = telling_table(field.automation) if field.automation else None
    if automated and not automated.rows:
        yield _in_column(f"<h3>{escape(automated.title)}</h3>\n<p>{prose(automated.note)}</p>")
    yield "</div>"
    yield from (table_part(table) for table in tables if table.ends_in_lines)
    if automated and automated.rows:
        yield table_part(automated)
    yield "</section>"


def _in_column(part: str) -> str:
    """What stands in one of two columns on paper."""
    return f'<div class="part">{part}</div>'


def _heading(field: str) -> str:
    """The name that people read, and behind it the one that machines do where they differ."""
    name = escape(report_title(field))
    return name if report_name(field) == field else f"{name} <code>{escape(field)}</code>"


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
    yield '<div class="columns">'
    yield from figures_part(tuple(map(search_figure, report.search)))
    yield "</div>"
    for scores in report.search:
        if scores.left_out:
            left = counted(scores.left_out, "request")
            yield f'<p class="note">Left out: {left} about {scores.kind}. What is named there is not among what was '
            yield "searched.</p>"
    yield "</section>"


def _anchor(name: str) -> str:
    """An id may hold anything but white space."""
    return "-".join(("field", *name.split()))
