"""The report as a page: `report.html`, one file that needs no network and no script."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path
from urllib.parse import quote

from firstline.datasets.look import look_css
from firstline.evaluation.report import EvaluationReport, FieldReport
from firstline.evaluation.report_figures import ReportFigure, field_figures, scope_figure, search_figure
from firstline.evaluation.report_rows import ReportTable, field_tables, out_of_scope_table, summary_table
from firstline.evaluation.report_words import lead, report_words

_WITHOUT_PICTURES = "The pictures are missing: install 'firstline[report]' and evaluate again. Their numbers are below."


def report_html(report: EvaluationReport) -> str:
    """The page, light or dark as the reader's system is; every value of a field and every subject is escaped."""
    title = f"Evaluation of {escape(report.bundle)}"
    return "\n".join(
        [
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{title}</title>\n<style>\n{_style()}</style>\n</head>\n<body>\n<main>",
            f"<h1>{title}</h1>",
            f'<p class="quiet">{report.tickets:,} tickets · bundle <code>{escape(report.version[:12])}</code> · 95 % '
            f"intervals from {report.resamples:,} resamples, seed {report.seed}</p>",
            *_words(report),
            *_warnings(report),
            *_navigation(report),
            _table(summary_table(report).turned(), heading="h2"),
            *(part for field in report.fields for part in _field(field)),
            *_scope(report),
            *_search(report),
            "</main>\n</body>\n</html>\n",
        ]
    )


def _style() -> str:
    return look_css() + (Path(__file__).parent / "report.css").read_text(encoding="utf-8")


def _words(report: EvaluationReport) -> Iterator[str]:
    yield f'<p class="lead">{_prose(lead(report))}</p>\n<dl class="words">'
    for paragraph in report_words(report):
        sentences = "".join(f"<p>{_prose(sentence)}</p>" for sentence in paragraph.sentences)
        yield f"<dt>{escape(paragraph.title)}</dt><dd>{sentences}</dd>"
    yield "</dl>"


def _prose(sentence: str) -> str:
    """No line begins with a per cent sign."""
    return escape(sentence).replace(" %", "\u00a0%")


def _warnings(report: EvaluationReport) -> Iterator[str]:
    if report.warnings:
        items = "".join(f"<li>{escape(warning)}</li>" for warning in report.warnings)
        yield f'<ul class="warnings">{items}</ul>'


def _navigation(report: EvaluationReport) -> Iterator[str]:
    targets = [(_anchor(field.field), field.field) for field in report.fields]
    targets.append(("out-of-scope", "Out of scope"))
    if report.search:
        targets.append(("search", "Search"))
    items = "".join(f'<li><a href="#{quote(anchor)}">{escape(name)}</a></li>' for anchor, name in targets)
    yield f'<nav aria-label="Parts of the report"><ul>{items}</ul></nav>'


def _field(field: FieldReport) -> Iterator[str]:
    yield f'<section>\n<h2 id="{escape(_anchor(field.field))}">{escape(field.field)}</h2>'
    figures = field_figures(field)
    yield from _figures(figures)
    shown = {figure.table.title for figure in figures}
    yield from (_table(table) for table in field_tables(field) if table.title not in shown)
    yield "</section>"


def _scope(report: EvaluationReport) -> Iterator[str]:
    yield '<section>\n<h2 id="out-of-scope">Out of scope</h2>'
    yield f"<p>{report.scope.flagged} of {report.tickets:,} tickets were flagged as not belonging here.</p>"
    yield from _figures((scope_figure(report.scope),))
    if report.out_of_scope:
        yield _table(out_of_scope_table(report.out_of_scope))
    else:
        yield '<p class="note">Nobody marked which tickets are out of scope (a column out_of_scope with yes or no), so '
        yield "how well the score tells them apart is not known.</p>"
    yield "</section>"


def _search(report: EvaluationReport) -> Iterator[str]:
    if not report.search:
        return
    yield '<section>\n<h2 id="search">Search</h2>'
    yield from _figures(tuple(map(search_figure, report.search)))
    for scores in report.search:
        if scores.left_out:
            yield f'<p class="note">{scores.left_out} requests about {scores.kind} are left out: what they name is not '
            yield "among what was searched.</p>"
    yield "</section>"


def _figures(figures: tuple[ReportFigure, ...]) -> Iterator[str]:
    if any(figure.picture is None for figure in figures):
        yield f'<p class="note">{_WITHOUT_PICTURES}</p>'
    yield '<div class="figures">'
    yield from map(_figure, figures)
    yield "</div>"


def _figure(figure: ReportFigure) -> str:
    title, opened = escape(figure.title), "" if figure.picture else " open"
    picture = f'<div role="img" aria-label="{escape(figure.words)}">{figure.picture}</div>\n' if figure.picture else ""
    return (
        f"<figure>\n<figcaption><h3>{title}</h3>\n<p>{escape(figure.reading)}</p></figcaption>\n{picture}"
        f"<details{opened}><summary>Numbers: {title}</summary>\n"
        f"<p>{escape(figure.table.note)}</p>\n{_grid(figure.table)}\n</details>\n</figure>"
    )


def _table(table: ReportTable, *, heading: str = "h3") -> str:
    return f'<{heading}>{escape(table.title)}</{heading}>\n<p class="quiet">{escape(table.note)}</p>\n{_grid(table)}'


def _grid(table: ReportTable) -> str:
    """The table itself, which a keyboard can scroll where it is wider than the screen."""
    columns = "".join(f'<th scope="col">{escape(column)}</th>' for column in table.columns)
    rows = "\n".join(_row(row) for row in table.rows)
    kind = "table lines" if table.ends_in_lines else "table"
    return (
        f'<div class="{kind}" role="group" tabindex="0" aria-label="{escape(table.title)}"><table>\n'
        f"<thead><tr>{columns}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table></div>"
    )


def _row(cells: tuple[str, ...]) -> str:
    first, *others = cells
    return (
        f'<tr><th scope="row">{escape(first)}</th>' + "".join(f"<td>{escape(cell)}</td>" for cell in others) + "</tr>"
    )


def _anchor(name: str) -> str:
    """An id may hold anything but white space."""
    return "-".join(("field", *name.split()))
