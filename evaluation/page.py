"""The page: the frame, tables and figures that all pages of an evaluation share; one file, no network, no script."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path

from firstline.datasets.look import look_css
from firstline.evaluation.report_figures import ReportFigure
from firstline.evaluation.report_rows import ReportTable
from firstline.evaluation.report_words import Paragraph

_FIT_A_TELEPHONE = 3
_WHOLE = re.compile(
    r"\([-+]?[\d.,]+ ?(?:–|to) ?[-+]?[\d.,]+(?: %)?\)|--[a-z][a-z-]*|\b\d{4}-\d\d-\d\d\b|\b[^\W\d_]{1,10}-\d{2,}\b"
)
_CODE = re.compile("`([^`]+)`")
_WITHOUT_PICTURES = "The pictures are missing: install 'firstline[report]' and run this again. Their numbers are below."


def page(title: str, parts: Iterable[str]) -> str:
    """The whole document, light or dark as the reader's system is. `title` is text, `parts` are markup."""
    head = escape(title)
    return "\n".join(
        [
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{head}</title>\n<style>\n{_style()}</style>\n</head>\n<body>\n<main>",
            f"<h1>{head}</h1>",
            *parts,
            "</main>\n</body>\n</html>\n",
        ]
    )


def prose(sentence: str) -> str:
    """Escaped, with what stands in backticks as code; no line begins with a per cent sign, or within an interval such
    as `(0.3 to 0.7)`, a date, an option or an id such as `SD-204`."""
    marked = _WHOLE.sub(r'<span class="whole">\g<0></span>', escape(sentence)).replace(" %", "\u00a0%")
    return _CODE.sub(r"<code>\1</code>", marked)


def with_how_to(line: str) -> str:
    """What to type is for whoever looks after the product: it stands back behind what it is for, and not on paper."""
    said, how_to, typed = line.partition(" How to: ")
    return f'{prose(said)} <span class="how">How to: {prose(typed)}</span>' if how_to else prose(said)


def paragraphs_part(paragraphs: Sequence[Paragraph]) -> Iterator[str]:
    """Named paragraphs, one after the other."""
    yield '<dl class="words">'
    for paragraph in paragraphs:
        sentences = "".join(f"<p>{prose(sentence)}</p>" for sentence in paragraph.sentences)
        yield f"<dt>{escape(paragraph.title)}</dt><dd>{sentences}</dd>"
    yield "</dl>"


def figures_part(figures: Sequence[ReportFigure]) -> Iterator[str]:
    """Figures beside each other where there is room."""
    if any(figure.picture is None for figure in figures):
        yield f'<p class="note">{_WITHOUT_PICTURES}</p>'
    yield '<div class="figures">'
    yield from map(_figure, figures)
    yield "</div>"


def table_part(table: ReportTable, *, heading: str = "h3") -> str:
    """A table under its title and its note."""
    return f'<{heading}>{escape(table.title)}</{heading}>\n<p class="quiet">{prose(table.note)}</p>\n{_grid(table)}'


def folded_part(table: ReportTable) -> str:
    """A table that is closed on the screen and open on paper."""
    return (
        f"<details><summary>{escape(table.title)}</summary>\n"
        f'<p class="quiet">{with_how_to(table.note)}</p>\n{_grid(table)}\n</details>'
    )


def _style() -> str:
    return look_css() + (Path(__file__).parent / "report.css").read_text(encoding="utf-8")


def _figure(figure: ReportFigure) -> str:
    title, opened = escape(figure.title), "" if figure.picture else " open"
    picture = f'<div role="img" aria-label="{escape(figure.words)}">{figure.picture}</div>\n' if figure.picture else ""
    return (
        f"<figure>\n<figcaption><h3>{title}</h3>\n<p>{escape(figure.reading)}</p></figcaption>\n{picture}"
        f"<details{opened}><summary>Numbers: {title}</summary>\n"
        f"<p>{escape(figure.table.note)}</p>\n{_grid(figure.table)}\n</details>\n</figure>"
    )


def _grid(table: ReportTable) -> str:
    """The table itself, which a keyboard can scroll where it is wider than the screen."""
    columns = "".join(f'<th scope="col" role="columnheader">{escape(column)}</th>' for column in table.columns)
    rows = "\n".join(_row(row, table.columns) for row in table.rows)
    kind = "table lines" if table.ends_in_lines else "table"
    if len(table.columns) > _FIT_A_TELEPHONE:
        kind += " stacks"
    return (
        f'<div class="{kind}" role="group" tabindex="0" aria-label="{escape(table.title)}"><table role="table">\n'
        f'<thead role="rowgroup"><tr role="row">{columns}</tr></thead>\n<tbody role="rowgroup">\n{rows}\n</tbody>\n'
        "</table></div>"
    )


def _row(cells: Sequence[str], columns: Sequence[str]) -> str:
    """Roles and labels say what a cell is where the screen is too narrow for columns."""
    named = zip(cells[1:], columns[1:], strict=True)
    others = (f'<td role="cell" data-column="{escape(column)}">{prose(cell)}</td>' for cell, column in named)
    return f'<tr role="row"><th scope="row" role="rowheader">{escape(cells[0])}</th>{"".join(others)}</tr>'
