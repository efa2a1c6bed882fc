"""The assessment as a page: `assessment.html`, one file that can be mailed and printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from firstline.evaluation.assessment import Assessment
from firstline.evaluation.assessment_advice import cannot_say, first_steps, more_tickets, quality
from firstline.evaluation.assessment_card import Card, Figure
from firstline.evaluation.assessment_columns import columns_table, source_line
from firstline.evaluation.assessment_figures import assessment_figures
from firstline.evaluation.assessment_headline import lead
from firstline.evaluation.assessment_rows import assessment_tables, parts_table, themes_table
from firstline.evaluation.assessment_words import basis, cards, comparison, of_the_model, unsure_columns
from firstline.evaluation.page import figures_part, folded_part, page, paragraphs_part, prose, table_part, with_how_to
from firstline.evaluation.report_words import Paragraph


def assessment_html(found: Assessment) -> str:
    """The page, light or dark as the reader's system is; everything that comes from tickets is escaped."""
    return page(f"What Firstline would do for {found.desk}", _parts(found))


def _parts(found: Assessment) -> Iterator[str]:
    if line := source_line(found):
        yield f'<p class="quiet wide">{prose(line)}</p>'
    yield from (f'<p class="lead">{prose(said)}</p>' for said in lead(found))
    yield '<div class="cards">'
    yield from map(_card, cards(found))
    yield "</div>"
    if named := unsure_columns(found):
        yield f'<p class="quiet">{prose(named)}</p>'
    yield from _list("What this cannot say", cannot_say(found), kind="unknown")
    said = comparison(found)
    rests = Paragraph("What this rests on", basis(found))
    yield from paragraphs_part((rests, said) if said else (rests,))
    yield from _section("Where it is better, and where not", found)
    yield from _themes(found)
    yield from _list("What to do first", first_steps(found), kind="steps", ordered=True)
    yield from _list("What stands out in the data", quality(found))
    yield from _list("What more labelled tickets would change", more_tickets(found))
    if columns := columns_table(found):
        yield folded_part(columns)
    yield from _details(found)


def _card(card: Card) -> str:
    figures = "".join(map(_figure, card.figures))
    head, meaning = prose(card.question), prose(card.meaning)
    return f'<section class="card"><h2>{head}</h2><div>{figures}</div><p>{meaning}</p></section>'


def _figure(figure: Figure) -> str:
    interval = f'<span class="interval">({escape(figure.interval)})</span>' if figure.interval else ""
    return (
        f'<p class="figure"><span class="number">{escape(figure.value)}</span> {interval}'
        f'<span class="whose">{escape(figure.whose)}</span></p>'
    )


def _list(title: str, lines: Sequence[str], *, kind: str = "", ordered: bool = False) -> Iterator[str]:
    if lines:
        tag = "ol" if ordered else "ul"
        items = "".join(f"<li>{with_how_to(line)}</li>" for line in lines)
        yield f'<section class="advice {kind}"><h2>{escape(title)}</h2><{tag}>{items}</{tag}></section>'


def _section(title: str, found: Assessment) -> Iterator[str]:
    figures, table = assessment_figures(found), parts_table(found)
    if figures or table:
        yield f"<section><h2>{escape(title)}</h2>"
        if figures:
            yield '<div class="pictures">'
            yield from figures_part(figures)
            yield "</div>"
        if table:
            yield table_part(table)
        yield "</section>"


def _themes(found: Assessment) -> Iterator[str]:
    table = themes_table(found)
    if table:
        yield f"<section>{table_part(table, heading='h2')}</section>"


def _details(found: Assessment) -> Iterator[str]:
    tables = assessment_tables(found)
    if tables:
        yield "<section><h2>Field by field</h2>"
        if said := of_the_model(found):
            yield f'<p class="quiet">{with_how_to(said)}</p>'
        yield from map(table_part, tables)
        yield "</section>"
