"""The knowledge answers: which article each recent request got, or would get."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from firstline.evaluation.article_coverage import GOOD, coverage_of
from firstline.evaluation.bootstrap import Flags
from firstline.evaluation.estimate import Estimate, wilson
from firstline.evaluation.knowledge_base import KnowledgeBase, languages_of, primary
from firstline.kb_index.hit import ArticleHit
from firstline.kb_index.state import State
from firstline.models.encoder import Progress

DEPTH = 5
_PROGRESS_STEP = 100


@dataclass(frozen=True)
class KnowledgeAnswers:
    """For each request of a knowledge base, in its order: the first `DEPTH` hits, the articles that its ticket names
    and that are there, and whether it is `answered`: by one of those, or by a first hit that the search is sure of."""

    found: Sequence[Sequence[ArticleHit]] = field(repr=False)
    named: Sequence[frozenset[str]]
    answered: Flags = field(repr=False)

    def given(self, row: int) -> frozenset[str]:
        """The articles that answer one request: those that people named, else the one that the search is sure of."""
        hits = self.found[row]
        if self.named[row] or not hits or hits[0].confidence < GOOD:
            return self.named[row]
        return frozenset((hits[0].article_id,))

    @cached_property
    def requests_of(self) -> Mapping[str, Sequence[int]]:
        """Rows of the requests that each article answers."""
        rows: dict[str, list[int]] = {}
        for row in range(len(self.found)):
            for article_id in self.given(row):
                rows.setdefault(article_id, []).append(row)
        return rows


@dataclass(frozen=True, slots=True)
class Answered:
    """Of `n` requests, `good` have a good article: `named` by people, or `sure`: named by nobody, and the search is
    sure of one. Requests that people linked have taught the search, so its sureness is counted on the others only."""

    n: int
    good: Estimate
    named: Estimate
    sure: Estimate


@dataclass(frozen=True, slots=True)
class LanguageCoverage:
    """Of `requests` in one language, how many have a good article, and how many one in their own language."""

    language: str
    requests: int
    articles: int
    good: Estimate
    own: Estimate


@dataclass(frozen=True, slots=True)
class MonthCoverage:
    """Of the `requests` of one month (`2026-03`), how many have a good article."""

    month: str
    requests: int
    good: Estimate


def find_answers(base: KnowledgeBase, state: State, *, progress: Progress | None = None) -> KnowledgeAnswers:
    """Ask the search of `state`, as it is, for every request."""
    found = []
    for number, request in enumerate(base.requests):
        hits = state.articles.search(
            request.text, request.vector, top_k=DEPTH, kinds=("article",), language=request.spoken
        )
        found.append([hit for hit in hits if hit.article_id in base.articles])
        if progress and number % _PROGRESS_STEP == 0:
            progress(number, len(base.requests))
    named = [frozenset(base.articles.keys() & set(request.ticket.article_ids)) for request in base.requests]
    _, answered = coverage_of(found, named, articles=len(base.articles))
    return KnowledgeAnswers(found, named, answered)


def answered(answers: KnowledgeAnswers) -> Answered:
    """The shares over all requests."""
    n, good = len(answers.answered), int(answers.answered.sum())
    named = sum(map(bool, answers.named))
    return Answered(n, wilson(good, n), wilson(named, n), wilson(good - named, n))


def languages_covered(base: KnowledgeBase, answers: KnowledgeAnswers) -> tuple[LanguageCoverage, ...]:
    """By the language of the requests, most requests first."""
    rows: dict[str, list[int]] = {}
    for row, request in enumerate(base.requests):
        rows.setdefault(request.language, []).append(row)
    written = [primary(article.language) for article in base.articles.values()]
    found = []
    for language, own in rows.items():
        good = sum(bool(answers.answered[row]) for row in own)
        at_home = sum(language in _offered(answers, row, base) for row in own)
        found.append(
            LanguageCoverage(
                language, len(own), written.count(language), wilson(good, len(own)), wilson(at_home, len(own))
            )
        )
    return tuple(sorted(found, key=lambda one: (-one.requests, one.language)))


def months_covered(base: KnowledgeBase, answers: KnowledgeAnswers) -> tuple[MonthCoverage, ...]:
    """By calendar month, oldest first; requests without a date are left out."""
    rows: dict[str, list[int]] = {}
    for row, request in enumerate(base.requests):
        if moment := request.ticket.created_at:
            rows.setdefault(f"{moment:%Y-%m}", []).append(row)
    return tuple(
        MonthCoverage(month, len(own), wilson(sum(bool(answers.answered[row]) for row in own), len(own)))
        for month, own in sorted(rows.items())
    )


def _offered(answers: KnowledgeAnswers, row: int, base: KnowledgeBase) -> frozenset[str]:
    """Languages in which the articles that answer a request can be read."""
    versions = {version for article_id in answers.given(row) for version in base.members[article_id]}
    return languages_of(versions, base)
