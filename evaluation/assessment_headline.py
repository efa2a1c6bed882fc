"""The assessment's headline: the sentence for those who read no further, and when there is too little to say one."""

from __future__ import annotations

from typing import Literal

from firstline.evaluation.assessment import Assessment
from firstline.evaluation.classification import ClassificationScores
from firstline.evaluation.estimate import Estimate
from firstline.evaluation.first_assignment import RoutingComparison
from firstline.evaluation.report import FieldReport
from firstline.evaluation.report_words import shares

GROUPS = "skill_group"
FEWEST_JUDGED = 50
"""Fewer tell nothing to act upon: if 25 of 50 are right, it may be anything from 37 to 63 %."""


def headline(found: Assessment) -> str:
    """The sentence for those who read no further."""
    routing = found.evaluation.routing if found.evaluation else None
    if routing:
        enough = routing.n >= FEWEST_JUDGED
        return _who_is_better(routing, which(found)) if enough else _too_few_to_compare(routing, which(found))
    if found.evaluation:
        return _how_good(main_field(found.evaluation.fields), which(found))
    if found.hops:
        return (
            f"{shares(found.hops.reassigned)} of the tickets are handed on at least once. What "
            "Firstline would do about "
            f"it cannot be said: {found.no_model}."
        )
    return f"Little can be said of this export: {found.no_model}."


def main_field(fields: tuple[FieldReport, ...]) -> FieldReport:
    """What routing depends on: the group, or else the first field."""
    return next((field for field in fields if field.field == GROUPS), fields[0])


def beside_majority(scores: ClassificationScores) -> Literal["better", "unproven", "worse"]:
    """How a model does beside always naming the most frequent value, as far as its interval says."""
    if scores.accuracy.low > scores.majority:
        return "better"
    return "worse" if scores.accuracy.high < scores.majority else "unproven"


def which(found: Assessment) -> str:
    """What the judged tickets are to those that taught: later, or without dates only others."""
    return "later" if found.judged is None or found.judged.kind == "time" else "other"


def _who_is_better(routing: RoutingComparison, other: str) -> str:
    """Where many tickets pass through an inbox, the reading that is kinder to people decides."""
    intake = routing.intake
    plain, past = routing.comparison.difference, intake.comparison.difference if intake else None
    kinder = past if past and past.value < plain.value else plain
    harder = plain if kinder is past else past or plain
    where = f"past “{intake.group}”, " if intake and kinder is past else ""
    if kinder.low > 0:
        verdict = "Firstline finds the right group more often than people do at first"
    elif kinder.high < 0 < harder.low:
        verdict = "Who finds the right group more often depends on what counts as people's choice"
    elif kinder.high < 0:
        verdict = f"{where}people find the right group more often than Firstline"
    else:
        verdict = "Neither people nor Firstline is surely better at finding the right group"
    return f"{_sentence(verdict)}: {_both(routing, other)}"


def _both(routing: RoutingComparison, which: str) -> str:
    intake = routing.intake
    past = (
        f", or {_of_100(intake.people)} if passing through “{intake.group}”, where many begin, is not held against them"
        if intake
        else ""
    )
    return (
        f"of 100 {which} tickets people's first choice was right for {_of_100(routing.people)}{past}; Firstline's "
        f"would have been for {_of_100(routing.firstline)}. Right is where a ticket ended, so a first choice that "
        "nobody corrected counts as right."
    )


def _too_few_to_compare(routing: RoutingComparison, which: str) -> str:
    n, intake = routing.n, routing.intake
    past = f" ({_counted(intake.people, n)} past “{intake.group}”, where many begin)" if intake else ""
    return (
        f"Too few tickets to tell who finds the right group more often: {n} {which} {_ones(n)} who had them first, "
        f"and at least {FEWEST_JUDGED} are wanted. People's first choice was right for {_counted(routing.people, n)}"
        f"{past}, Firstline's would have been for {_counted(routing.firstline, n)}: each may really lie anywhere in "
        "its brackets."
    )


def _how_good(main: FieldReport, which: str) -> str:
    scores, n, name = main.scores, main.scores.n, _plain(main.field)
    people = "How well people do today, this export does not say."
    if n < FEWEST_JUDGED:
        return (
            f"Too few tickets to tell how well Firstline would do: {n} {which} {_ones(n)} their {name}, and at "
            f"least {FEWEST_JUDGED} are wanted. Firstline was right for {_counted(scores.accuracy, n)}: it may really "
            f"lie anywhere in the brackets. {people}"
        )
    beside = f"always naming the most frequent one would be right for {100 * scores.majority:.0f}"
    verdict = {
        "better": "",
        "unproven": ", so nothing is surely gained yet",
        "worse": ": Firstline is worse than that, by more than chance",
    }[beside_majority(scores)]
    return (
        f"Firstline names the right {name} for {_of_100(scores.accuracy)} of 100 {which} tickets; {beside}{verdict}. "
        f"{people}"
    )


def _ones(count: int) -> str:
    return "ticket tells" if count == 1 else "tickets tell"


def _counted(share: Estimate, of: int) -> str:
    """`8 of 12 (39–86 %)`: few tickets are no percentage."""
    return f"{round(share.value * of)} of {of} ({100 * share.low:.0f}–{100 * share.high:.0f} %)"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _of_100(share: Estimate) -> str:
    return f"{100 * share.value:.0f} ({100 * share.low:.0f}–{100 * share.high:.0f})"


def _plain(field: str) -> str:
    return field.replace("_", " ")
