"""Current: whether an article has kept up with its desk."""

from __future__ import annotations

import re
import statistics
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from scipy.stats import spearmanr

from firstline.evaluation.knowledge_answers import KnowledgeAnswers
from firstline.evaluation.knowledge_base import KnowledgeBase
from firstline.evaluation.knowledge_quality import Judgement, Reason

OLD_DAYS = 365
OLD_TIMES = 2.0
"""An article is old that is over a year old and twice as old as the desk's middle article."""

FEWEST_OF_A_VERSION = 3
FEWEST_MENTIONS = 12
RISES = 0.3
"""Rank correlation with time from which numbers beside a name are taken for versions: codes and ports do not rise."""

_CERTAIN = 0.001
_VERSION = re.compile(r"\b([^\W\d_][\w+#]{1,20})[ \u00a0]v?(\d{1,4}(?:\.\d{1,3}){0,2})\b(?![.,]\d|\s?%)")
_YEAR = re.compile(r"\b(20[0-4]\d)\b")

Version = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RisingName:
    """A product whose version rises in the requests; `newest` is the last that several of them name."""

    name: str
    newest: Version
    requests: int


def judge_current(base: KnowledgeBase, answers: KnowledgeAnswers) -> list[Judgement]:
    """Known where the article is dated or names a version that requests name too."""
    ages = {article_id: age for article_id in base.articles if (age := age_in_days(article_id, base)) is not None}
    middle = statistics.median(ages.values()) if ages else 0.0
    rising = {one.name: one for one in rising_names(base)}
    found = []
    for article_id, article in base.articles.items():
        named = _versions(f"{article.title}\n{article.body}")
        reasons = (
            *_old(ages.get(article_id), middle),
            *_outdated(named, rising),
            *_last_year(article_id, base, answers),
        )
        known = article_id in ages or any(name in rising for name in named)
        found.append(Judgement(article_id, "current", is_known=known, reasons=reasons))
    return found


def age_in_days(article_id: str, base: KnowledgeBase) -> float | None:
    """Days since the last change, up to the newest moment of the desk."""
    updated = base.articles[article_id].updated_at
    return None if updated is None or base.as_of is None else max(0.0, (base.as_of - updated).total_seconds() / 86_400)


def rising_names(base: KnowledgeBase) -> tuple[RisingName, ...]:
    """Names beside numbers that rise with time in the requests: that is what versions do."""
    mentions: dict[str, list[tuple[datetime, Version]]] = defaultdict(list)
    for request in base.requests:
        moment = request.ticket.created_at or datetime.min.replace(tzinfo=UTC)
        for name, versions in _versions(request.text).items():
            mentions[name] += [(moment, version) for version in versions]
    found = [rising for name, said in mentions.items() if (rising := _rising(name, said))]
    return tuple(sorted(found, key=lambda one: (-one.requests, one.name)))


def _rising(name: str, said: Sequence[tuple[datetime, Version]]) -> RisingName | None:
    majors = [version[0] for _, version in said]
    if len(said) < FEWEST_MENTIONS or len(set(majors)) < 2 or len({moment for moment, _ in said}) < 2:
        return None
    order = {moment: number for number, moment in enumerate(sorted({moment for moment, _ in said}))}
    tied = spearmanr([order[moment] for moment, _ in said], majors)
    if not (tied.statistic >= RISES and tied.pvalue < _CERTAIN):
        return None
    frequent = [major for major in set(majors) if majors.count(major) >= FEWEST_OF_A_VERSION]
    return RisingName(name, (max(frequent),), len(said)) if frequent else None


def _versions(text: str) -> Mapping[str, set[Version]]:
    """Numbers after a word, by that word in lower case; a year is no version."""
    found: dict[str, set[Version]] = {}
    for name, number in _VERSION.findall(text):
        if not _YEAR.fullmatch(number):
            found.setdefault(name.casefold(), set()).add(tuple(int(part) for part in number.split(".")))
    return found


def _old(age: float | None, middle: float) -> Iterator[Reason]:
    if age is not None and age > OLD_DAYS and age > OLD_TIMES * middle:
        yield Reason("old", f"was last changed {age:.0f} days ago; the middle article {middle:.0f}")


def _outdated(named: Mapping[str, set[Version]], rising: Mapping[str, RisingName]) -> Iterator[Reason]:
    for name, versions in named.items():
        newest = rising.get(name)
        if newest and max(versions)[0] < newest.newest[0]:
            yield Reason(
                "old_version",
                f"speaks of {name} {_dotted(max(versions))}, while requests have come to {_dotted(newest.newest)}",
            )


def _last_year(article_id: str, base: KnowledgeBase, answers: KnowledgeAnswers) -> Iterator[Reason]:
    """The newest year that an article names, where it is two behind what those who were given it write."""
    article = base.articles[article_id]
    years = [int(year) for year in _YEAR.findall(f"{article.title}\n{article.body}")]
    rows = [row for row in answers.requests_of.get(article_id, ()) if article_id in answers.named[row]]
    theirs = [max(map(int, said)) for row in rows if (said := _YEAR.findall(base.requests[row].text))]
    latest = 0 if base.as_of is None else base.as_of.year + 1
    now = [year for year in theirs if year <= latest]
    if years and len(now) >= FEWEST_OF_A_VERSION and max(years) <= statistics.median(now) - 2:
        yield Reason(
            "old_year",
            f"names no year after {max(years)}, while {len(now)} requests with it name {statistics.median(now):.0f}",
        )


def _dotted(version: Version) -> str:
    return ".".join(map(str, version))
