"""The deflection report as a page: `deflection.html`, one file that needs no network and no script."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from firstline.evaluation.chart import Chart, Point, can_draw
from firstline.evaluation.deflection import OUTCOMES, DeflectionReport, Outcome
from firstline.evaluation.deflection_words import deflection_lead, deflection_words
from firstline.evaluation.estimate import Estimate
from firstline.evaluation.page import figures_part, page, paragraphs_part, prose, table_part
from firstline.evaluation.report_figures import ReportFigure
from firstline.evaluation.report_folder import write_pages
from firstline.evaluation.report_json import as_document
from firstline.evaluation.report_rows import ReportTable, percent

_NAMES: dict[Outcome, str] = {
    "confirmed": "confirmed: said that it is solved, and did not come back about the same",
    "assumed": "assumed: opened an article and left",
    "taken_back": "taken back: came back about the same",
    "failed": "failed: sent the request anyway",
    "asked_person": "failed: asked for a person",
    "left": "left without opening any",
    "going_on": "not over yet: something happened in the last 12 hours",
    "too_early": "too early to tell",
    "said_solved": "said that it is solved, and cannot be followed",
    "read": "opened an article and left, and cannot be followed",
}
_ARTICLES_SHOWN = 50
_LONGEST_TITLE = 40
_FEWEST_TO_DRAW = 1


def write_deflection(report: DeflectionReport, folder: Path) -> None:
    """Write `deflection.html` and `deflection.json` into `folder`, which is made when it is not there."""
    write_pages({"deflection.json": deflection_json(report), "deflection.html": deflection_html(report)}, folder)


def deflection_json(report: DeflectionReport) -> str:
    """Every figure under the dataclasses' names, with what the first paragraph says; no words of customers."""
    times = {"since": report.since and report.since.isoformat(), "until": report.until.isoformat()}
    claims = {"proven": report.effect.is_proven, "said": deflection_lead(report)}
    return as_document({**asdict(report), **times, **claims})


def deflection_html(report: DeflectionReport) -> str:
    """The page, light or dark as the reader's system is; ids of articles are escaped."""
    return page("What the portal's articles saved", _parts(report))


def _parts(report: DeflectionReport) -> Iterator[str]:
    since = f"from {report.since:%Y-%m-%d} " if report.since else ""
    yield f'<p class="quiet">{since}until {report.until:%Y-%m-%d} · 95 % intervals</p>'
    yield f'<p class="lead">{prose(deflection_lead(report))}</p>'
    yield from paragraphs_part(deflection_words(report))
    effect = report.effect
    if min(effect.shown, effect.held_out) >= _FEWEST_TO_DRAW:
        yield "<section>\n<h2>With articles and without</h2>"
        yield from figures_part((effect_figure(report),))
        yield "</section>"
    yield table_part(outcome_table(report), heading="h2")
    if report.articles:
        yield table_part(article_table(report), heading="h2")


def outcome_table(report: DeflectionReport) -> ReportTable:
    """What became of those who were shown articles."""
    groups = (report.signed_in, report.strangers)
    rows = [
        (_NAMES[outcome], *(f"{group.count(outcome):,}" for group in groups))
        for outcome in OUTCOMES
        if any(group.count(outcome) for group in groups) or outcome in ("confirmed", "assumed", "failed")
    ]
    return ReportTable(
        "What became of customers who were shown articles",
        "Of those who are not signed in nobody sees whether they came back, so none of them is confirmed.",
        ("outcome", "signed in", "not signed in"),
        (("shown articles", *(f"{group.shown:,}" for group in groups)), *rows),
    )


def article_table(report: DeflectionReport) -> ReportTable:
    """Each article, the most shown first."""
    rows = tuple(
        (
            one.article_id,
            one.title[:_LONGEST_TITLE] + ("…" if len(one.title) > _LONGEST_TITLE else ""),
            f"{one.shown:,}",
            f"{one.opened:,}",
            f"{one.sent:,}",
            f"{one.solved:,}",
            f"{one.did_not_answer:,}",
            f"{one.not_related:,}",
            f"{one.taken_back:,}",
        )
        for one in report.articles[:_ARTICLES_SHOWN]
    )
    left = len(report.articles) - len(rows)
    return ReportTable(
        "Articles",
        "In how many interactions each was shown, opened, and opened before a person was asked anyway, at once or by "
        "coming back about the same within 7 days; then what was said of it. Who votes chose to, and who was helped "
        "votes more readily, so the votes are no share of all readers: read them beside how many opened it and asked "
        "anyway. “Took it back” are those who said that it solved it and asked a person about the same after all."
        + (f" {left:,} more are in deflection.json." if left else ""),
        (
            "article",
            "title",
            "shown",
            "opened",
            "asked anyway",
            "said: solved it",
            "said: did not answer",
            "said: not related",
            "took it back",
        ),
        rows,
    )


def effect_figure(report: DeflectionReport) -> ReportFigure:
    """The share that ended with a person, with articles and without."""
    effect = report.effect
    shown, held_out = effect.shares
    names = [f"saw articles ({effect.shown:,})", f"held out ({effect.held_out:,})"]

    def draw() -> str:
        chart = Chart("deflection", across="share that asked a person", up="", height=150)
        chart.rows(names, [_point(shown), _point(held_out)], "first")
        return chart.svg()

    rows = tuple((name, percent(share)) for name, share in zip(names, effect.shares, strict=True))
    return ReportFigure(
        "Who asked a person all the same?",
        "Signed-in customers who sent their request, asked for a person or came back about the same within 7 days. "
        "Bars are 95 % intervals. What lies between the two is what articles kept away.",
        f"With articles {percent(shown)}, without {percent(held_out)}.",
        draw() if can_draw() else None,
        ReportTable("Shares", "Of signed-in customers.", ("customers", "asked a person"), rows),
    )


def _point(share: Estimate) -> Point:
    return Point(0, share.value, share.low, share.high)
