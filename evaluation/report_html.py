"""The report as a page: `report.html`, which needs no network and no script."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from firstline.evaluation.report import EvaluationReport, FieldReport
from firstline.evaluation.report_rows import ReportTable, field_tables, out_of_scope_table, summary_table

_STYLE = """
:root { color-scheme: light dark; --ink: #1c2330; --paper: #fff; --quiet: #5a6475; --line: #dde2ea; --warn: #fff4d6; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e9ef; --paper: #14181f; --quiet: #9aa5b6; --line: #2c3440; --warn: #3a3116; }
}
body { margin: 0 auto; max-width: 72rem; padding: 2rem 1.25rem 4rem; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif; }
h1 { margin: 0; font-size: 1.6rem; }
h2 { margin: 3rem 0 0; border-top: 1px solid var(--line); padding-top: 1.5rem; font-size: 1.3rem; }
h3 { margin: 1.75rem 0 0; font-size: 1rem; }
p { margin: .25rem 0 .5rem; color: var(--quiet); }
.warnings { margin: 1.25rem 0; padding: .75rem 1rem .75rem 2rem; border-radius: .5rem; background: var(--warn); }
.table { overflow-x: auto; }
table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
th, td { padding: .3rem 1.25rem .3rem 0; border-bottom: 1px solid var(--line); text-align: left; white-space: nowrap; }
thead th { color: var(--quiet); font-weight: 600; }
tbody th { font-weight: 600; }
"""


def report_html(report: EvaluationReport) -> str:
    """The page, light or dark as the reader's system is; every value of a field is escaped."""
    title = f"Evaluation of {escape(report.bundle)}"
    return "\n".join(
        [
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>",
            f"<h1>{title}</h1>",
            f"<p>{report.tickets} tickets · bundle <code>{escape(report.version[:12])}</code> · 95 % intervals from "
            f"{report.resamples} resamples, seed {report.seed}</p>",
            *_warnings(report),
            _table(summary_table(report), heading="h3"),
            *(_table(out_of_scope_table(scores), heading="h3") for scores in [report.out_of_scope] if scores),
            *(part for field in report.fields for part in _field(field)),
            "</main>\n</body>\n</html>\n",
        ]
    )


def _warnings(report: EvaluationReport) -> Iterator[str]:
    if report.warnings:
        items = "".join(f"<li>{escape(warning)}</li>" for warning in report.warnings)
        yield f'<ul class="warnings">{items}</ul>'


def _field(field: FieldReport) -> Iterator[str]:
    yield f"<section>\n<h2>{escape(field.field)}</h2>"
    yield from (_table(table, heading="h3") for table in field_tables(field))
    yield "</section>"


def _table(table: ReportTable, *, heading: str) -> str:
    columns = "".join(f'<th scope="col">{escape(column)}</th>' for column in table.columns)
    rows = "\n".join(_row(row) for row in table.rows)
    return (
        f"<{heading}>{escape(table.title)}</{heading}>\n<p>{escape(table.note)}</p>\n"
        f'<div class="table"><table>\n<thead><tr>{columns}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table></div>'
    )


def _row(cells: tuple[str, ...]) -> str:
    first, *others = cells
    return (
        f'<tr><th scope="row">{escape(first)}</th>' + "".join(f"<td>{escape(cell)}</td>" for cell in others) + "</tr>"
    )
