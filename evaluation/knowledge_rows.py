"""The knowledge report's tables."""

from __future__ import annotations

import math

from firstline.evaluation.knowledge_quality import QUALITIES, Quality
from firstline.evaluation.knowledge_report import ArticleHealth, KnowledgeReport
from firstline.evaluation.knowledge_tasks import gap_name
from firstline.evaluation.language_name import language_name
from firstline.evaluation.report_rows import ReportTable, percent

SHOWN_ARTICLES, SHOWN_VERSIONS = 60, 20
_LONGEST = 40
_MARKS = {"good": "good", "mend": "mend", "unknown": "–"}
_MEANING: dict[Quality, str] = {
    "reachable": "those who ask may read it, in their language, at an address",
    "findable": "its text alone is found by customers' words",
    "clear": "sentences, structure and links",
    "useful": "votes, filed anyway, opened again",
    "current": "age, versions and years named",
}


def qualities_table(report: KnowledgeReport) -> ReportTable:
    """One row a quality."""
    rows = tuple(
        (
            one.quality,
            whole_percent(one.good),
            f"{one.known:,}",
            f"{one.mend:,}",
            f"{one.unknown:,}",
            _MEANING[one.quality],
        )
        for one in report.qualities
    )
    columns = ("quality", "good", "articles known", "to mend", "not known", "what it means")
    return ReportTable(
        "The five qualities",
        "Share of the articles of which enough is known; each was looked at, so there is no interval.",
        columns,
        rows,
    )


def whole_percent(share: float) -> str:
    """`84 %`, or a dash where it is not defined: a share of all articles, which chance has no part in."""
    return "–" if math.isnan(share) else f"{100 * share:.0f} %"


def gaps_table(report: KnowledgeReport) -> ReportTable:
    """One row a gap."""
    rows = tuple(
        (
            gap_name(gap),
            f"{gap.requests:,}",
            percent(gap.share),
            ", ".join(f"{language} {count}" for language, count in gap.languages),
            "–" if gap.handle_minutes is None else f"{gap.handle_minutes:,.0f}",
        )
        for gap in report.gaps
    )
    columns = ("subject", "requests", "of all", "languages", "minutes spent")
    return ReportTable(
        "Subjects without an article", "Biggest first; two alike are the fewest that are listed.", columns, rows
    )


def languages_table(report: KnowledgeReport) -> ReportTable:
    """One row a language that requests come in."""
    rows = tuple(
        (language_name(one.language), f"{one.requests:,}", f"{one.articles:,}", percent(one.good), percent(one.own))
        for one in report.languages
    )
    columns = ("language", "requests", "articles", "have a good article", "in their language")
    note = "Where articles lack a language tag, their own language counts as unknown."
    return ReportTable("Languages", note, columns, rows)


def versions_table(report: KnowledgeReport) -> ReportTable:
    """One row an article and language."""
    shown = report.missing[:SHOWN_VERSIONS]
    rows = tuple(
        (
            one.article_id,
            report.title(one.article_id),
            language_name(one.language),
            f"{one.requests:,}",
            f"{one.named:,}",
        )
        for one in shown
    )
    note = "What one version would answer, most first."
    if more := len(report.missing) - len(shown):
        note += f" {more:,} more are in knowledge.json."
    columns = ("article", "title", "wanted in", "requests", "of them by people's links")
    return ReportTable("Versions that are missing", note, columns, rows)


def months_table(report: KnowledgeReport) -> ReportTable:
    """One row a month."""
    rows = tuple((one.month, f"{one.requests:,}", percent(one.good)) for one in report.months)
    return ReportTable("Months", "With 95 % intervals.", ("month", "requests", "have a good article"), rows)


def articles_table(report: KnowledgeReport) -> ReportTable:
    """Those with the most to mend first, and of the others the most used ones."""
    shown = report.articles[:SHOWN_ARTICLES]
    more = len(report.articles) - len(shown)
    note = "Requests are those that it answers. – means that too little happened to tell."
    if more:
        note += f" {more:,} more are in knowledge.json."
    columns = ("article", "title", "requests", "days old", *QUALITIES)
    return ReportTable("All articles", note, columns, tuple(map(_article, shown)))


def _article(one: ArticleHealth) -> tuple[str, ...]:
    title = f"{one.title[:_LONGEST]}{'…' if len(one.title) > _LONGEST else ''}{' (internal)' if one.is_hidden else ''}"
    age = "–" if one.age is None else f"{one.age:,.0f}"
    return (one.article_id, title, f"{one.requests:,}", age, *(_MARKS[one.standing[name]] for name in QUALITIES))
