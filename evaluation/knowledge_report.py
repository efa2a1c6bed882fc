"""The knowledge report: how many requests a knowledge base answers, what is missing, and how its articles do."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from firstline.datasets.scope_mark import marked_out_of_scope
from firstline.evaluation.example import Example
from firstline.evaluation.knowledge_answers import (
    Answered,
    KnowledgeAnswers,
    LanguageCoverage,
    MonthCoverage,
    answered,
    find_answers,
    languages_covered,
    months_covered,
)
from firstline.evaluation.knowledge_base import DAYS, KnowledgeBase, read_knowledge_base
from firstline.evaluation.knowledge_clarity import judge_clarity
from firstline.evaluation.knowledge_current import RisingName, age_in_days, judge_current, rising_names
from firstline.evaluation.knowledge_findable import FoundAgain, judge_findable
from firstline.evaluation.knowledge_gap import KnowledgeGap, redacted_examples, unanswered
from firstline.evaluation.knowledge_pair import KnowledgePair, knowledge_pairs
from firstline.evaluation.knowledge_quality import (
    QUALITIES,
    Judgement,
    Quality,
    Reason,
    Standing,
    Widespread,
    without_widespread,
)
from firstline.evaluation.knowledge_reach import (
    MissingLanguage,
    MissingVersion,
    ReaderCoverage,
    is_hidden,
    judge_reach,
    missing_languages,
    missing_versions,
    readers_covered,
)
from firstline.evaluation.knowledge_useful import Reading, judge_useful
from firstline.evaluation.request_need import RequestModel
from firstline.evaluation.search_scores import SearchModel
from firstline.kb_index.state import State
from firstline.models.encoder import Progress

_STRANGE = 20


@dataclass(frozen=True, slots=True)
class ArticleHealth:
    """One article: how many recent `requests` it answers, its age in days where it is dated, and how it stands in each
    of the five qualities, with what should be mended."""

    article_id: str
    title: str
    language: str | None
    is_hidden: bool
    requests: int
    age: float | None
    standing: Mapping[Quality, Standing]
    reasons: tuple[Reason, ...]

    @property
    def concerned(self) -> int:
        """Requests that it answers, and visitors of the portal whom it let down."""
        return self.requests + max((reason.visitors for reason in self.reasons), default=0)


@dataclass(frozen=True, slots=True)
class QualityShare:
    """Of `known` articles, those of which enough is known, the share in [0, 1] that is `good`, NaN where none is known;
    `mend` are the others. All articles were looked at, so chance has no part in it."""

    quality: Quality
    known: int
    mend: int
    unknown: int
    good: float


@dataclass(frozen=True, slots=True)
class Strangers:
    """Requests that came to the wrong desk and are counted nowhere else, `marked` of them by the desk's own word;
    `newest` are the last that may be shown."""

    requests: int
    marked: int
    newest: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class KnowledgeReport:
    """Everything that the page says; `articles` to mend that concern the most people come first. `alone` requests have
    no article and are like no others, `newest` are the last of them; `unlisted` ones are in groups smaller than those
    of `gaps`, `unseen` ones in groups of which nothing may be shown, and `replied` got a saved reply. `voted` is
    how many articles have votes or were shown on the portal."""

    desk: str
    as_of: datetime | None
    days: int
    first: datetime | None
    last: datetime | None
    requests: int
    asked_nothing: int
    hidden_articles: int
    replies: int
    voted: int
    answered: Answered
    readers: ReaderCoverage
    found_again: FoundAgain | None
    by_title: int
    qualities: tuple[QualityShare, ...]
    widespread: tuple[Widespread, ...]
    gaps: tuple[KnowledgeGap, ...]
    unlisted: int
    alone: int
    newest: tuple[Example, ...]
    replied: int
    unseen: int
    strangers: Strangers
    missing: tuple[MissingVersion, ...]
    missing_languages: tuple[MissingLanguage, ...]
    languages: tuple[LanguageCoverage, ...]
    months: tuple[MonthCoverage, ...]
    versions: tuple[RisingName, ...]
    pairs: tuple[KnowledgePair, ...]
    articles: tuple[ArticleHealth, ...] = field(repr=False)

    def title(self, article_id: str) -> str:
        """The title that may be shown."""
        return next(one.title for one in self.articles if one.article_id == article_id)


class KnowledgeModel(SearchModel, RequestModel, Protocol):
    """What the report asks of a bundle."""


def knowledge_report(
    state: State,
    model: KnowledgeModel,
    *,
    desk: str,
    readings: Mapping[str, Reading] | None = None,
    days: int = DAYS,
    progress: Progress | None = None,
) -> KnowledgeReport:
    """Look at the articles of `state`, which belongs to `model`, through its requests of the last `days`; `readings`
    are what readers did, by article. Nothing is encoded."""
    base = read_knowledge_base(state, days=days, model=model)
    answers = find_answers(base, state, progress=progress)
    found = judge_findable(base, answers, model)
    judgements, widespread = without_widespread([*found.judgements, *_judged(base, answers, readings or {})])
    missing = unanswered(base, answers)
    moments = [moment for request in base.requests if (moment := request.ticket.created_at)]
    return KnowledgeReport(
        desk=desk,
        as_of=base.as_of,
        days=days,
        first=min(moments, default=None),
        last=max(moments, default=None),
        requests=len(base.requests),
        asked_nothing=base.asked_nothing,
        hidden_articles=sum(is_hidden(article_id, base) for article_id in base.articles),
        replies=len(base.replies),
        voted=sum(article_id in base.articles for article_id in readings or {}),
        answered=answered(answers),
        readers=readers_covered(base, answers, found.reached),
        found_again=found.overall,
        by_title=found.by_title,
        qualities=tuple(_share(quality, judgements) for quality in QUALITIES),
        widespread=widespread,
        gaps=missing.gaps,
        unlisted=missing.unlisted,
        alone=missing.alone,
        newest=missing.newest,
        replied=missing.replied,
        unseen=missing.unseen,
        strangers=_strangers(base),
        missing=missing_versions(base, answers),
        missing_languages=missing_languages(base, answers),
        languages=languages_covered(base, answers),
        months=months_covered(base, answers),
        versions=rising_names(base),
        pairs=knowledge_pairs(base),
        articles=_articles(base, answers, judgements),
    )


def _strangers(base: KnowledgeBase) -> Strangers:
    newest_first = base.strangers[::-1]
    marked = sum(marked_out_of_scope(ticket) is True for ticket in newest_first)
    shown = redacted_examples(newest_first, range(len(newest_first)), limit=_STRANGE)
    return Strangers(len(newest_first), marked, shown)


def _judged(base: KnowledgeBase, answers: KnowledgeAnswers, readings: Mapping[str, Reading]) -> Iterator[Judgement]:
    """In all respects but findable, which needs a search."""
    yield from judge_reach(base, answers)
    yield from judge_clarity(base)
    yield from judge_useful(base, answers, readings)
    yield from judge_current(base, answers)


def _share(quality: Quality, judgements: Sequence[Judgement]) -> QualityShare:
    standings = [one.standing for one in judgements if one.quality == quality]
    good, mend = standings.count("good"), standings.count("mend")
    return QualityShare(
        quality, good + mend, mend, standings.count("unknown"), good / (good + mend) if good + mend else math.nan
    )


def _articles(
    base: KnowledgeBase, answers: KnowledgeAnswers, judgements: Sequence[Judgement]
) -> tuple[ArticleHealth, ...]:
    """Those to mend first, of them the ones that concern the most people."""
    own: dict[str, list[Judgement]] = {article_id: [] for article_id in base.articles}
    for one in judgements:
        own[one.article_id].append(one)
    found = [
        ArticleHealth(
            article_id=article_id,
            title=base.title(article_id),
            language=article.language,
            is_hidden=is_hidden(article_id, base),
            requests=len(answers.requests_of.get(article_id, ())),
            age=age_in_days(article_id, base),
            standing={one.quality: one.standing for one in own[article_id]},
            reasons=tuple(
                reason
                for quality in QUALITIES
                for one in own[article_id]
                if one.quality == quality
                for reason in one.reasons
            ),
        )
        for article_id, article in base.articles.items()
    ]
    return tuple(sorted(found, key=lambda one: (not one.reasons, -one.concerned, -len(one.reasons), one.article_id)))
