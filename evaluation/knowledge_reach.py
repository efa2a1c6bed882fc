"""Reachable: whether those who ask may read the article, have its address, and in their language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from firstline.evaluation.estimate import Estimate, wilson
from firstline.evaluation.knowledge_answers import KnowledgeAnswers
from firstline.evaluation.knowledge_base import KnowledgeBase, Request, languages_of
from firstline.evaluation.knowledge_quality import Judgement, Reason
from firstline.evaluation.language_name import language_name

FEW = 5
"""Fewer requests than this are no reason to do anything."""

_UNTOLD = "und"


@dataclass(frozen=True, slots=True)
class MissingVersion:
    """`requests` in `language` were answered by an article of which there is no version in it, `named` of them by
    people, the others by a search that is sure."""

    article_id: str
    language: str
    requests: int
    named: int = 0


@dataclass(frozen=True, slots=True)
class MissingLanguage:
    """`requests` in `language` that were answered by an article of which there is no version in it, `named` of them by
    people."""

    language: str
    requests: int
    named: int = 0


@dataclass(frozen=True, slots=True)
class ReaderCoverage:
    """What those who asked can use: an article that they may read, in their language, that the search shows by its own
    words. Of the requests with a good article the others have one that is `hidden` from them, is `foreign`, or is
    `unfound`; each is counted once, in that order."""

    usable: Estimate
    hidden: int
    foreign: int
    unfound: int


def readers_covered(base: KnowledgeBase, answers: KnowledgeAnswers, reached: Collection[int]) -> ReaderCoverage:
    """`reached` are the rows of requests whose named article comes among the first hits by its text alone; where nobody
    named one, the search has shown the article that it is sure of."""
    why: Counter[str] = Counter()
    for row, request in enumerate(base.requests):
        if not answers.answered[row]:
            continue
        versions = {version for article_id in answers.given(row) for version in base.members[article_id]}
        allowed = [version for version in versions if _may_read(version, request, base)]
        spoken = {request.language, _UNTOLD}
        if not allowed:
            why["hidden"] += 1
        elif request.language != _UNTOLD and not spoken & languages_of(allowed, base):
            why["foreign"] += 1
        elif answers.named[row] and row not in reached:
            why["unfound"] += 1
        else:
            why["usable"] += 1
    usable = wilson(why["usable"], len(base.requests))
    return ReaderCoverage(usable, why["hidden"], why["foreign"], why["unfound"])


def _may_read(article_id: str, request: Request, base: KnowledgeBase) -> bool:
    if request.ticket.audience == "employee":
        return not base.articles[article_id].restricted_to
    return not is_hidden(article_id, base)


def judge_reach(base: KnowledgeBase, answers: KnowledgeAnswers) -> list[Judgement]:
    """One judgement an article; this is always known."""
    addressed = sum(bool(article.url) for article in base.articles.values())
    most_have_url = addressed * 2 > len(base.articles)
    missing = Counter[str]()
    words: dict[str, list[str]] = {}
    for version in (one for one in missing_versions(base, answers) if one.requests >= FEW):
        missing[version.article_id] += version.requests
        words.setdefault(version.article_id, []).append(f"{version.requests} in {language_name(version.language)}")
    found = []
    for article_id, article in base.articles.items():
        reasons = list(_hidden(article_id, base, answers))
        if most_have_url and not article.url:
            reasons.append(Reason("no_address", "has no address (url) that a customer could be sent to"))
        if article_id in missing:
            reasons.append(
                Reason(
                    "no_version",
                    f"answers requests in languages that it has no version in: {', '.join(words[article_id])}",
                )
            )
        found.append(Judgement(article_id, "reachable", is_known=True, reasons=tuple(reasons)))
    return found


def missing_versions(base: KnowledgeBase, answers: KnowledgeAnswers) -> tuple[MissingVersion, ...]:
    """Versions that requests would have read, most wanted first; what customers never see needs none.

    Translations are one article, named by their original, or by the first of them where that is not there.
    """
    wanted, by_people = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for row, article_id in _wanted(base, answers):
        key = (article_id, base.requests[row].language)
        wanted[key] += 1
        by_people[key] += bool(answers.named[row])
    found = [MissingVersion(*key, count, by_people[key]) for key, count in wanted.items()]
    return tuple(sorted(found, key=lambda one: (-one.requests, one.article_id, one.language)))


def missing_languages(base: KnowledgeBase, answers: KnowledgeAnswers) -> tuple[MissingLanguage, ...]:
    """The same by language, each request counted once."""
    rows: dict[str, set[int]] = {}
    for row, _ in _wanted(base, answers):
        rows.setdefault(base.requests[row].language, set()).add(row)
    found = [
        MissingLanguage(language, len(own), sum(bool(answers.named[row]) for row in own))
        for language, own in rows.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.requests, one.language)))


def _wanted(base: KnowledgeBase, answers: KnowledgeAnswers) -> Iterator[tuple[int, str]]:
    """Rows of requests, each with an article that answers it and is in no version that its customer can read."""
    for row, request in enumerate(base.requests):
        families = {base.members[one] for one in answers.given(row) if not is_hidden(one, base)}
        for members in families if request.language != _UNTOLD else ():
            written = languages_of(members, base)
            if _UNTOLD not in written and request.language not in written:
                yield row, _named_after(members, base)


def _named_after(members: frozenset[str], base: KnowledgeBase) -> str:
    first = min(members)
    original = base.families[first]
    return original if original in base.articles else first


def _hidden(article_id: str, base: KnowledgeBase, answers: KnowledgeAnswers) -> Iterator[Reason]:
    if not is_hidden(article_id, base):
        return
    if not all(is_hidden(version, base) for version in base.members[article_id]):
        return
    rows = answers.requests_of.get(article_id, ())
    outside = sum(base.requests[row].ticket.audience != "employee" for row in rows)
    if outside >= FEW:
        yield Reason("hidden", f"is internal, yet {outside} requests of customers were answered with it")


def is_hidden(article_id: str, base: KnowledgeBase) -> bool:
    """Whether customers never see an article."""
    article = base.articles[article_id]
    return article.visibility == "internal" or bool(article.restricted_to)
