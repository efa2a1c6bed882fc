"""The knowledge report's figures."""

from __future__ import annotations

from collections.abc import Callable

from firstline.evaluation.chart import Chart, Point, can_draw
from firstline.evaluation.estimate import Estimate
from firstline.evaluation.knowledge_report import KnowledgeReport
from firstline.evaluation.knowledge_rows import (
    gaps_table,
    languages_table,
    months_table,
    qualities_table,
    whole_percent,
)
from firstline.evaluation.knowledge_tasks import gap_name
from firstline.evaluation.language_name import language_name
from firstline.evaluation.report_figures import ReportFigure
from firstline.evaluation.report_rows import percent

_LONGEST_NAME = 28
_MOST_LANGUAGES = 8
_FEWEST_MONTHS = 3


def knowledge_figures(report: KnowledgeReport) -> tuple[ReportFigure, ...]:
    """The qualities; then requests by month and language and the gaps, where there are some."""
    if not report.articles:
        return ()
    figures = [_qualities(report)]
    if len(report.months) >= _FEWEST_MONTHS:
        figures.append(_months(report))
    if len(report.languages) > 1:
        figures.append(_languages(report))
    if report.gaps:
        figures.append(_gaps(report))
    return tuple(figures)


def _qualities(report: KnowledgeReport) -> ReportFigure:
    known = [one for one in report.qualities if one.known]

    def draw() -> Chart:
        chart = Chart("qualities", across="share of articles", up="", height=90 + 34 * max(1, len(known)))
        chart.rows(
            [f"{one.quality} ({one.known})" for one in known],
            [Point(0, one.good, one.good, one.good) for one in known],
            "first",
        )
        return chart

    return ReportFigure(
        "How do the articles do?",
        "Share of articles with nothing to mend in a respect, of those of which enough is known (their number).",
        "; ".join(f"{one.quality}: {whole_percent(one.good)} of {one.known}" for one in known) + ".",
        _drawn(draw),
        qualities_table(report),
    )


def _months(report: KnowledgeReport) -> ReportFigure:
    def draw() -> Chart:
        chart = Chart("months", across="month", up="requests with a good article")
        chart.named_places(
            [one.month[2:].replace("-", "/") if not n % 3 else "" for n, one in enumerate(report.months)]
        )
        points = [_point(one.good, at=place) for place, one in enumerate(report.months)]
        chart.line(points, "first", band=False)
        chart.dots(points, "first")
        return chart

    return ReportFigure(
        "Does the knowledge base keep up?",
        "Share of each month's requests with a good article. Bars are 95 % intervals.",
        "; ".join(f"{one.month}: {percent(one.good)}" for one in report.months) + ".",
        _drawn(draw),
        months_table(report),
    )


def _languages(report: KnowledgeReport) -> ReportFigure:
    shown = report.languages[:_MOST_LANGUAGES]

    def draw() -> Chart:
        chart = Chart("languages", across="share of requests", up="", height=90 + 34 * len(shown))
        names = [f"{language_name(one.language)} ({one.requests})" for one in shown]
        chart.rows(names, [_point(one.good) for one in shown], "first", shift=-0.15)
        chart.rows(names, [_point(one.own) for one in shown], "second", shift=0.15)
        chart.legend([("first", "in any language"), ("second", "in their own")], lines=False)
        return chart

    return ReportFigure(
        "Whose language is missing?",
        "Share of requests with a good article, and with one in the language of the request.",
        "; ".join(f"{language_name(one.language)}: {percent(one.good)}, own {percent(one.own)}" for one in shown) + ".",
        _drawn(draw),
        languages_table(report),
    )


def _gaps(report: KnowledgeReport) -> ReportFigure:
    largest = max(gap.share.high for gap in report.gaps)

    def draw() -> Chart:
        chart = Chart("gaps", across="requests", up="", height=90 + 30 * len(report.gaps),
                      counts=_ticks(max(gap.requests for gap in report.gaps)))  # fmt: skip
        points = [Point(0, gap.requests, gap.requests, gap.requests) for gap in report.gaps]
        chart.rows([_short(gap_name(gap)) for gap in report.gaps], points, "second")
        return chart

    return ReportFigure(
        "What do they ask that no article answers?",
        f"Requests of one subject without a good article; the biggest is at most {100 * largest:.1f} % of all.",
        "; ".join(f"{gap_name(gap)}: {gap.requests}" for gap in report.gaps) + ".",
        _drawn(draw),
        gaps_table(report),
    )


def _ticks(most: int) -> list[float]:
    """About four round numbers from 0 to `most`."""
    step = next(size for power in range(9) for size in (10**power, 2 * 10**power, 5 * 10**power) if 5 * size >= most)
    return [float(tick) for tick in range(0, most + step, step)]


def _drawn(draw: Callable[[], Chart]) -> str | None:
    return draw().svg() if can_draw() else None


def _point(figure: Estimate, *, at: float = 0) -> Point:
    return Point(at, figure.value, figure.low, figure.high)


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"
