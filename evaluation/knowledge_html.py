"""The knowledge report as a page: `knowledge.html`, one file that can be mailed and printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from firstline.datasets.amount import amount
from firstline.evaluation.assessment_card import Card
from firstline.evaluation.knowledge_figures import knowledge_figures
from firstline.evaluation.knowledge_gap import KnowledgeGap
from firstline.evaluation.knowledge_pair import KnowledgePair
from firstline.evaluation.knowledge_report import KnowledgeReport
from firstline.evaluation.knowledge_rows import articles_table, languages_table, qualities_table, versions_table
from firstline.evaluation.knowledge_tasks import gap_name, what_to_write
from firstline.evaluation.knowledge_words import (
    knowledge_cards,
    knowledge_lead,
    knowledge_paragraphs,
    mending_paragraphs,
    what_to_mend,
)
from firstline.evaluation.language_name import language_name
from firstline.evaluation.page import figures_part, page, paragraphs_part, prose, table_part

_SHOWN_PAIRS, _SHOWN_IDS = 8, 12


def knowledge_html(report: KnowledgeReport) -> str:
    """The page, light or dark as the reader's system is; everything that comes from articles or tickets is escaped."""
    return page(f"The knowledge base of {report.desk}", _parts(report))


def _parts(report: KnowledgeReport) -> Iterator[str]:
    yield f'<p class="lead">{prose(knowledge_lead(report))}</p>'
    if not report.articles:
        return
    yield '<div class="cards">'
    yield from map(_card, knowledge_cards(report))
    yield "</div>"
    yield from _list("What to write next", what_to_write(report), none="Nothing: no subject without an article came up "
                     "repeatedly, and no language is missing where it was asked for.")  # fmt: skip
    yield from _list("What to mend first", what_to_mend(report), none="Nothing was found.")
    yield from paragraphs_part(knowledge_paragraphs(report))
    yield from _gaps(report)
    yield from _alone(report)
    yield from _strange(report)
    yield "<section><h2>The five qualities</h2>"
    yield from figures_part(knowledge_figures(report))
    yield table_part(qualities_table(report))
    yield table_part(languages_table(report))
    if report.missing:
        yield table_part(versions_table(report))
    yield "</section>"
    yield from _pairs(report)
    yield from _mending(report)
    yield f"<section>{table_part(articles_table(report), heading='h2')}</section>"


def _card(card: Card) -> str:
    figures = "".join(
        f'<p class="figure"><span class="number">{escape(figure.value)}</span> '
        + (f'<span class="interval">({escape(figure.interval)})</span>' if figure.interval else "")
        + f'<span class="whose">{escape(figure.whose)}</span></p>'
        for figure in card.figures
    )
    head, meaning = prose(card.question), prose(card.meaning)
    return f'<section class="card"><h2>{head}</h2><div>{figures}</div><p>{meaning}</p></section>'


def _list(title: str, lines: Sequence[str], *, none: str) -> Iterator[str]:
    yield f'<section class="advice"><h2>{escape(title)}</h2>'
    if lines:
        yield f"<ol>{_items(lines)}</ol>"
    else:
        yield f"<p>{prose(none)}</p>"
    yield "</section>"


def _gaps(report: KnowledgeReport) -> Iterator[str]:
    if not report.gaps:
        return
    yield (
        "<section><h2>Subjects without an article</h2>\n<p>Requests that are alike, in whatever language, named by the "
        "words that tell them from others. What an article could say is taken word for word from how agents ended such "
        "tickets: a beginning, not a text. Of tickets that only some groups may see nothing is shown.</p>"
        '<div class="cards">'
    )
    yield from (_gap(gap, report) for gap in report.gaps)
    yield "</div></section>"


def _alone(report: KnowledgeReport) -> Iterator[str]:
    if not report.newest:
        return
    shown = len(report.newest)
    yield "<section><h2>Requests without an article that are like no other</h2>"
    yield f'<p class="quiet">{amount(report.alone, "request")}. Are some of them alike after all?</p>'
    yield f"<details><summary>The newest {shown:,} that all may see</summary><ul>"
    yield _items([f"{one.id}: {one.subject or '(without a subject)'}" for one in report.newest])
    yield "</ul></details></section>"


def _strange(report: KnowledgeReport) -> Iterator[str]:
    if not report.strangers.requests:
        return
    yield "<section><h2>Requests that came to the wrong desk</h2>"
    yield f'<p class="quiet">{amount(report.strangers.requests, "request")}, counted nowhere else on this page.</p>'
    if report.strangers.newest:
        shown = len(report.strangers.newest)
        yield f"<details><summary>The newest {shown:,} that all may see</summary><ul>"
        yield _items([f"{one.id}: {one.subject or '(without a subject)'}" for one in report.strangers.newest])
        yield "</ul></details>"
    yield "</section>"


def _gap(gap: KnowledgeGap, report: KnowledgeReport) -> str:
    languages = ", ".join(f"{language_name(language)} {count:,}" for language, count in gap.languages)
    minutes = (
        "" if gap.handle_minutes is None else f" {amount(round(gap.handle_minutes), 'minute')} of work went into them."
    )
    unseen = f" {gap.unseen:,} of them only some groups may see." if gap.unseen else ""
    parts = [
        f'<section class="card advice"><h2>{prose(gap_name(gap))}</h2>',
        f"<p>{gap.requests:,} requests: {escape(languages)}.{minutes}{unseen}</p>",
    ]
    if gap.examples:
        parts.append("<p>For example</p><ul>" + _items([f"{one.id}: {one.subject}" for one in gap.examples]) + "</ul>")
    if gap.ticket_ids:
        more = len(gap.ticket_ids) - _SHOWN_IDS
        ids = ", ".join(gap.ticket_ids[:_SHOWN_IDS]) + (f" and {more:,} more" if more > 0 else "")
        parts.append(f"<p>Tickets: {escape(ids)}</p>")
    if gap.near:
        near = [f"{one.article_id} “{report.title(one.article_id)}” ({one.requests:,})" for one in gap.near]
        parts.append(
            "<p>Nearest articles, and to how many the search shows them first</p><ul>" + _items(near) + "</ul>"
        )
    if gap.outline.sentences:
        resolved = gap.outline.resolved
        parts.append(f"<p>What agents wrote at the end of {resolved:,} of them</p><ul>")
        parts.append(_items(gap.outline.sentences) + "</ul>")
    else:
        parts.append("<p>None of these tickets tells how it ended.</p>")
    return "".join((*parts, "</section>"))


def _mending(report: KnowledgeReport) -> Iterator[str]:
    paragraphs = mending_paragraphs(report)
    if paragraphs:
        more = sum(bool(article.reasons) for article in report.articles) - len(paragraphs)
        rest = f" {more:,} more are in knowledge.json." if more else ""
        yield "<section><h2>What there is to mend</h2>"
        yield f'<p class="quiet">What would help most first: many requests, many reasons.{rest}</p>'
        yield from paragraphs_part(paragraphs)
        yield "</section>"


def _pairs(report: KnowledgeReport) -> Iterator[str]:
    kinds = (
        (
            "contradiction",
            "Do these contradict each other?",
            "Two sentences about one thing with other numbers. A suspicion: two products may well differ.",
        ),
        (
            "same",
            "Do these say the same?",
            "Articles in one language, no translations of each other, whose passages are nearly alike: one may be "
            "enough. The nearest passages are shown.",
        ),
    )
    for kind, title, note in kinds:
        found = [pair for pair in report.pairs if pair.kind == kind]
        if found:
            yield f'<section><h2>{escape(title)}</h2><p class="quiet">{escape(note)}</p>'
            yield from (_pair(pair, report) for pair in found[:_SHOWN_PAIRS])
            if len(found) > _SHOWN_PAIRS:
                yield f'<p class="quiet">{len(found) - _SHOWN_PAIRS} more are in knowledge.json.</p>'
            yield "</section>"


def _pair(pair: KnowledgePair, report: KnowledgeReport) -> str:
    differing = f"<p>{prose('; '.join(pair.differing))}</p>" if pair.differing else ""
    sides = "".join(
        f"<dt>{prose(f'{article_id} “{report.title(article_id)}”')}</dt><dd><p>{prose(text)}</p></dd>"
        for article_id, text in ((pair.one, pair.one_says), (pair.other, pair.other_says))
    )
    return f'{differing}<dl class="words">{sides}</dl>'


def _items(lines: Sequence[str]) -> str:
    return "".join(f"<li>{prose(line)}</li>" for line in lines)
