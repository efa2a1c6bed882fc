"""The knowledge tasks: what to write next, in one list, what would answer most requests first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from firstline.datasets.amount import amount
from firstline.evaluation.knowledge_gap import KnowledgeGap
from firstline.evaluation.knowledge_reach import FEW, MissingLanguage, MissingVersion
from firstline.evaluation.knowledge_report import KnowledgeReport
from firstline.evaluation.language_name import language_name

TO_WRITE = 8
_NEAR_SHARE = 0.5
_FEWEST_NEAR = 3
_BEGIN_WITH = 3
_MANY, _MUCH = 20, 0.05


@dataclass(frozen=True, slots=True)
class _Task:
    """`requests` is how many it would answer; what no article says at all goes first among equals."""

    requests: int
    is_version: bool
    words: str


def what_to_write(report: KnowledgeReport, *, limit: int = TO_WRITE) -> tuple[str, ...]:
    """New articles and versions in other languages, by how many requests each would answer, with what that rests on."""
    tasks = [*_version_tasks(report), *(_gap_task(gap, report) for gap in report.gaps if _is_named(gap))]
    return tuple(task.words for task in sorted(tasks, key=lambda one: (-one.requests, one.is_version)))[:limit]


def largest_piece(report: KnowledgeReport) -> Iterator[str]:
    """The one article, or version of one, that would answer most, where the longest task is several of them; and the
    biggest subject without any article where another task comes first."""
    gap = next(filter(_is_named, report.gaps), None)
    wanted = next(iter(report.missing), None)
    if wanted and wanted.requests >= FEW and (gap is None or wanted.requests > gap.requests):
        language = language_name(wanted.language)
        yield f"The largest single piece is {_named(wanted, report)} in {language} ({wanted.requests:,} requests)."
        if gap is not None:
            yield f"The largest subject without any article has {gap.requests:,} requests: {gap_name(gap)}."


def gap_name(gap: KnowledgeGap) -> str:
    """By its own words, else by the first example, which is all that may be said of some."""
    if gap.words:
        return ", ".join(gap.words)
    if gap.examples:
        first = gap.examples[0]
        return f"like “{first.subject}”" if first.subject else f"like {first.id}"
    return "requests that only some groups may see"


def _is_named(gap: KnowledgeGap) -> bool:
    return bool(gap.words or gap.examples)


def _version_tasks(report: KnowledgeReport) -> Iterator[_Task]:
    """One task a language: what to translate, or that nothing is there."""
    told = set()
    for wanted in report.missing_languages:
        if wanted.requests >= FEW:
            told.add(wanted.language)
            yield _language_task(wanted, report)
    for one in report.languages:
        share = one.requests / report.requests
        is_wanted = one.requests >= _MANY and share >= _MUCH
        if is_wanted and not one.articles and one.language != "und" and one.language not in told:
            words = (
                f"Something in {language_name(one.language)}: {one.requests:,} requests ({100 * share:.0f} %) come in "
                f"it, and there is no article in it. How many of them one would answer cannot be told."
            )
            yield _Task(one.requests, is_version=True, words=words)


def _language_task(wanted: MissingLanguage, report: KnowledgeReport) -> _Task:
    concerned = {article.article_id: article.concerned for article in report.articles}
    versions = [one for one in report.missing if one.language == wanted.language]
    versions.sort(key=lambda one: (-one.requests, -concerned.get(one.article_id, 0), one.article_id))
    begin = ", ".join(f"{_named(one, report)} ({one.requests:,} of them)" for one in versions[:_BEGIN_WITH])
    nothing = any(one.language == wanted.language and not one.articles for one in report.languages)
    found = wanted.requests - wanted.named
    words = (
        f"Versions in {language_name(wanted.language)}: {wanted.requests:,} requests in it have an article in another "
        f"language only ({wanted.named:,} by people's links, {found:,} by a search that is sure), "
        f"{amount(len(versions), 'article')} in all. {'No article at all is in it. ' if nothing else ''}"
        f"Begin with {begin}."
    )
    return _Task(wanted.requests, is_version=True, words=words)


def _gap_task(gap: KnowledgeGap, report: KnowledgeReport) -> _Task:
    near = gap.near[0] if gap.near else None
    asked = f"{gap.requests:,} requests ({100 * gap.share.value:.1f} % of all)"
    about = f"on {gap_name(gap)}" if gap.words else gap_name(gap)
    if near and near.requests >= max(_FEWEST_NEAR, _NEAR_SHARE * gap.requests):
        words = (
            f"Extend {near.article_id} “{report.title(near.article_id)}”, or write beside it: {asked} {about} have no "
            f"good article, and the search shows {near.requests:,} of them this one first, without being sure."
        )
    elif not gap.words:
        words = f"An article for {asked} {about}, which have no good one and read alike."
    else:
        words = f"An article {about}: {asked} that read alike have no good article."
    return _Task(gap.requests, is_version=False, words=words)


def _named(version: MissingVersion, report: KnowledgeReport) -> str:
    return f"{version.article_id} “{report.title(version.article_id)}”"
