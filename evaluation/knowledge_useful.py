"""Useful: whether those who read an article were helped by it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from firstline.evaluation.estimate import wilson
from firstline.evaluation.knowledge_answers import KnowledgeAnswers
from firstline.evaluation.knowledge_base import KnowledgeBase
from firstline.evaluation.knowledge_quality import Judgement, Reason

FEWEST_VOTES = 5
FEWEST_SHOWN = 20
FEWEST_RESOLVED = 10
HALF = 0.5

_NOT_REOPENED = frozenset({"", "0", "0.0", "false", "no", "none"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What visitors did with one article: their votes, of which `dismissed` said "not related" without opening it;
    interactions of the portal that `shown` it, and of those the ones in which it was `opened`, and in which the request
    was `filed` anyway."""

    solved: int = 0
    did_not_answer: int = 0
    not_related: int = 0
    shown: int = 0
    filed: int = 0
    opened: int = 0
    dismissed: int = 0

    @property
    def read(self) -> int:
        """Votes of those who read it: who opened it, and who judged whether it solves or answers what they asked."""
        return self.solved + self.did_not_answer + self.not_related - self.dismissed


def judge_useful(base: KnowledgeBase, answers: KnowledgeAnswers, readings: Mapping[str, Reading]) -> list[Judgement]:
    """Each figure counts only where its whole interval is on the wrong side."""
    shown = sum(reading.shown for reading in readings.values())
    usual_filed = sum(reading.filed for reading in readings.values()) / shown if shown else 0.0
    ended = [row for row, request in enumerate(base.requests) if request.ticket.reopened is not None]
    usual_reopened = sum(_is_reopened(base, row) for row in ended) / len(ended) if ended else 0.0
    found = []
    for article_id in base.articles:
        reading = readings.get(article_id, Reading())
        rows = [
            row
            for row in answers.requests_of.get(article_id, ())
            if article_id in answers.named[row] and base.requests[row].ticket.reopened is not None
        ]
        again = sum(_is_reopened(base, row) for row in rows)
        reasons = (*_voted(reading), *_filed(reading, usual_filed), *_reopened(again, len(rows), usual_reopened))
        votes = reading.read + reading.dismissed
        known = votes >= FEWEST_VOTES or reading.shown >= FEWEST_SHOWN or len(rows) >= FEWEST_RESOLVED
        found.append(Judgement(article_id, "useful", is_known=known, reasons=reasons))
    return found


def _voted(reading: Reading) -> Iterator[Reason]:
    every = reading.read + reading.dismissed
    if reading.read >= FEWEST_VOTES and wilson(reading.solved, reading.read).high < HALF:
        also = f"; {reading.dismissed} more called it not related without opening it" if reading.dismissed else ""
        yield Reason(
            "not_helpful",
            f"helped {reading.solved} of the {reading.read} readers who voted; {reading.did_not_answer} said that it "
            f"is related and does not answer{also}",
            reading.read - reading.solved,
        )
    elif reading.dismissed >= FEWEST_VOTES and wilson(reading.solved, every).high < HALF:
        read = (
            f"it helped {reading.solved} of the {reading.read} who read it and voted"
            if reading.read
            else "nobody else voted"
        )
        yield Reason(
            "not_related",
            f"{reading.dismissed} visitors who were shown it called it not related without opening it, and {read}: it "
            "is shown for what it is not about, or its title does not say what it is about",
            reading.dismissed,
        )


def _filed(reading: Reading, usual: float) -> Iterator[Reason]:
    if reading.shown >= FEWEST_SHOWN and wilson(reading.filed, reading.shown).low > usual:
        yield Reason(
            "filed_anyway",
            f"was shown to {reading.shown} visitors of the portal, of whom {reading.filed} filed their request anyway "
            f"({100 * usual:.0f} % do on average)",
            reading.filed,
        )


def _reopened(again: int, n: int, usual: float) -> Iterator[Reason]:
    if n >= FEWEST_RESOLVED and wilson(again, n).low > usual:
        yield Reason(
            "reopened",
            f"stands in {n} tickets, of which {again} were opened again ({100 * usual:.0f} % are on average)",
        )


def _is_reopened(base: KnowledgeBase, row: int) -> bool:
    return str(base.requests[row].ticket.reopened).strip().lower() not in _NOT_REOPENED
