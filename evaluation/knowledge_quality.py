"""The knowledge quality: what was found of one article in one of the five respects that count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

QUALITIES: tuple[Quality, ...] = ("reachable", "findable", "clear", "useful", "current")

_WIDESPREAD = 0.6
_FEWEST_WIDESPREAD = 10

Quality = Literal["reachable", "findable", "clear", "useful", "current"]
Standing = Literal["good", "mend", "unknown"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an article should be mended: `code` for programs, `words` for people. `visitors` of the portal were let down,
    who are in no request that the article answers."""

    code: str
    words: str
    visitors: int = 0


@dataclass(frozen=True, slots=True)
class Judgement:
    """`is_known` is false where too little happened to tell."""

    article_id: str
    quality: Quality
    is_known: bool
    reasons: tuple[Reason, ...] = ()

    @property
    def standing(self) -> Standing:
        if self.reasons:
            return "mend"
        return "good" if self.is_known else "unknown"


@dataclass(frozen=True, slots=True)
class Widespread:
    """A reason that most articles share: a matter of the export or the whole knowledge base, and of no single one."""

    quality: Quality
    code: str
    articles: int


def without_widespread(judgements: Iterable[Judgement]) -> tuple[tuple[Judgement, ...], tuple[Widespread, ...]]:
    """Take out of all judgements the reasons that more than three in five articles share, and name those once."""
    every = tuple(judgements)
    articles = len({judgement.article_id for judgement in every})
    shared = Counter((judgement.quality, reason.code) for judgement in every for reason in judgement.reasons)
    common = {
        key: count for key, count in shared.items() if count >= _FEWEST_WIDESPREAD and count > _WIDESPREAD * articles
    }
    kept = tuple(
        Judgement(one.article_id, one.quality, one.is_known, _rare(one.quality, one.reasons, common)) for one in every
    )
    return kept, tuple(Widespread(quality, code, count) for (quality, code), count in sorted(common.items()))


def _rare(quality: Quality, reasons: Sequence[Reason], common: Iterable[tuple[Quality, str]]) -> tuple[Reason, ...]:
    taken = frozenset(common)
    return tuple(reason for reason in reasons if (quality, reason.code) not in taken)
