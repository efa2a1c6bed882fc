"""The assessment's headline: the sentence for those who read no further, and when there is too little to say one."""

from __future__ import annotations

from typing import Literal

from firstline.evaluation.assessment import Assessment
from firstline.evaluation.assessment_doubt import FEWEST_JUDGED, late_text, no_verdict, probably_none
from firstline.evaluation.classification import beside_majority
from firstline.evaluation.estimate import Estimate, shares
from firstline.evaluation.first_assignment import RoutingComparison, UnseenInbox
from firstline.evaluation.plain_field import plain_field
from firstline.evaluation.report import FieldReport
from firstline.evaluation.text_leak import PERHAPS_CUSTOMERS, TextLeak
from firstline.evaluation.value_shift import ValueShift

_PAST_INBOX = {"firstline": "Firstline too", "today": "{whose}", "unproven": "neither surely does"}

Verdict = Literal["firstline", "today", "depends", "unproven", "unseen"]
"""Who finds the right group more often: Firstline, the first assignment of today, it depends, nobody surely, or the
export does not hold the choice that counts."""

GROUPS = "skill_group"
_NAMED = 2
_FLATTERING = 0.01
_OFTEN_LOST = 0.05
_OFTEN_REPEATED = 0.2


def headline(found: Assessment) -> str:
    """The sentences for those who read no further, and for those to whom only they are forwarded."""
    return " ".join(lead(found))


def lead(found: Assessment) -> tuple[str, ...]:
    """The verdict, and apart from it what makes it doubtful: before it where its figures are surely too good."""
    return (*_verdict(found), *filter(None, (_told_before(found), _lost(found))))


def _told_before(found: Assessment) -> str:
    """Said where many of the judged requests repeat what was learned: empty where they do not."""
    told = found.told_before
    if not told or told.share < _OFTEN_REPEATED or told.judged < FEWEST_JUDGED:
        return ""
    alone = _alone(told.others, told.fresh, "repeat nothing", "it")
    return (
        f"{told.repeated:,} of these {told.judged:,} tickets say nearly what an older one said, which makes it "
        f"easy for Firstline. {alone}"
    )


def _alone(tickets: int, right: Estimate, which_ones: str, who: str) -> str:
    """How often Firstline is right of some tickets alone, where these are enough."""
    if tickets < FEWEST_JUDGED:
        return f"Too few {which_ones} to judge it on those alone."
    return (
        f"Of the {tickets:,} that {which_ones} {who} was right for {100 * right.value:.0f} of 100 {_interval(right)}."
    )


def _lost(found: Assessment) -> str:
    """Said where many of the judged requests are question marks: empty where they are not."""
    lost = found.lost
    if not lost or lost.judged < FEWEST_JUDGED or lost.unreadable < _OFTEN_LOST * lost.judged:
        return ""
    alone = _alone(lost.others, lost.readable, "can be read", "Firstline")
    return (
        f"{lost.unreadable:,} of these {lost.judged:,} tickets are question marks where letters were, lost when the "
        f"file was exported. {alone}"
    )


def _verdict(found: Assessment) -> tuple[str, ...]:
    main = main_field(found.evaluation.fields) if found.evaluation else None
    if main and (column := probably_none(found).get(main.field)):
        return (no_verdict(main.field, column),)
    said, late = _said(found), late_text(found, main) if main else ""
    caveat = leak_caveat(found) or late
    if not caveat:
        return (said,)
    surely = flattered(found) == "surely"
    if said.startswith("Firstline") and (late or surely):
        said = f"On paper {said}"
    return (caveat, said) if surely else (said, caveat)


def _said(found: Assessment) -> str:
    routing = found.evaluation.routing if found.evaluation else None
    if routing:
        enough = routing.n >= FEWEST_JUDGED
        return _compared(routing, which(found)) if enough else _too_few_to_compare(routing, which(found))
    if found.evaluation:
        return f"{_how_good(main_field(found.evaluation.fields), which(found))}{_shifted(found)}"
    if found.hops:
        return (
            f"{shares(found.hops.reassigned)} of the tickets are handed on at least once. What "
            "Firstline would do about "
            f"it cannot be said: {found.no_model}."
        )
    return f"Little can be said of this export: {found.no_model}."


def leak_caveat(found: Assessment, field: str = "") -> str:
    """What makes Firstline's figures of a field (without one: of the main field) too good, the most frequent first;
    empty where texts give nothing of it away."""
    leaks = sorted(telling_leaks(found, field), key=lambda leak: -leak.share.value)
    if not leaks:
        return ""
    surely = [leak for leak in leaks if leak.kind not in PERHAPS_CUSTOMERS]
    if not surely:
        return (
            f"Who writes {leaks[0].what}? If customers do, all is well; if an agent, a form or a rule does once the "
            "answer is known, Firstline's figures are too good."
        )
    named = " and ".join(f"{100 * leak.share.value:.0f} % hold {leak.what}" for leak in surely[:_NAMED])
    more = f" ({len(leaks) - _NAMED} more signs are named below)" if len(leaks) > _NAMED else ""
    return (
        f"Firstline's figures here are too good, nobody knows by how much: of the texts that it read {named}{more}. "
        "A new request will not hold that."
    )


def telling_leaks(found: Assessment, field: str = "") -> tuple[TextLeak, ...]:
    """Those of a field (without one: of the main field) that are frequent enough to flatter its figures; none where
    nothing was judged. What gives no one field away counts for each."""
    if not found.evaluation:
        return ()
    of = (field or main_field(found.evaluation.fields).field, "")
    return tuple(leak for leak in found.leaks if leak.share.value >= _FLATTERING and leak.field in of)


def flattered(found: Assessment, field: str = "") -> Literal["", "perhaps", "surely"]:
    """Whether texts flatter the figures of a field, as sure as the caveat is of it."""
    leaks = telling_leaks(found, field)
    if not leaks:
        return ""
    return "perhaps" if all(leak.kind in PERHAPS_CUSTOMERS for leak in leaks) else "surely"


_FLATTERED = {
    "": "",
    "perhaps": " If the texts hold the answer, they flatter Firstline.",
    "surely": " Texts that hold the answer flatter Firstline.",
}


def said_flattered(found: Assessment) -> str:
    """Said under a figure of the main field that texts flatter; empty where they do not."""
    return _FLATTERED[flattered(found)]


def main_field(fields: tuple[FieldReport, ...]) -> FieldReport:
    """What routing depends on: the group, or else the first field."""
    return next((field for field in fields if field.field == GROUPS), fields[0])


def which(found: Assessment) -> str:
    """What the judged tickets are to those that taught: later, or without dates only others."""
    return "later" if found.judged is None or found.judged.kind == "time" else "other"


def verdict(routing: RoutingComparison) -> Verdict:
    """Who finds the right group more often. Where many tickets pass through an inbox, the reading that is kinder to
    whoever chose decides; where by the other one Firstline does, neither reading decides."""
    if routing.unseen_inbox:
        return "unseen"
    kinder = _kinder(routing)
    if kinder.low > 0:
        return "firstline"
    if routing.comparison.difference.low > 0:
        return "depends"
    return "today" if kinder.high < 0 else "unproven"


def past_inbox(routing: RoutingComparison) -> Verdict:
    """Who finds the right group more often where passing through the inbox is no choice, as far as that is proven."""
    past = routing.intake.comparison.difference if routing.intake else routing.comparison.difference
    return "firstline" if past.low > 0 else "today" if past.high < 0 else "unproven"


def _kinder(routing: RoutingComparison) -> Estimate:
    """The difference in the reading that is kinder to whoever chose."""
    plain, past = routing.comparison.difference, routing.intake.comparison.difference if routing.intake else None
    return past if past and past.value < plain.value else plain


def _compared(routing: RoutingComparison, other: str) -> str:
    if routing.unseen_inbox:
        return _unseen(routing, routing.unseen_inbox, other)
    intake, kinder = routing.intake, _kinder(routing)
    where = f"past “{intake.group}”, " if intake and kinder is intake.comparison.difference else ""
    today = "people do at first" if routing.by_people else "the first assignment does today"
    begin = intake.group if intake else ""
    said = {
        "firstline": f"Firstline finds the right group more often than {today}",
        "depends": f"Who finds the right group more often depends on whether starting in “{begin}” counts as a choice. "
        f"If it does, Firstline; if not, {_PAST_INBOX[past_inbox(routing)].format(whose=_whose(routing))}",
        "today": f"{where}{_whose(routing)} finds the right group more often than Firstline",
        "unseen": "",
        "unproven": f"Neither {_whose(routing)} nor Firstline is surely better at finding the right group",
    }[verdict(routing)]
    return f"{_sentence(said)}: {_both(routing, other)}"


def _unseen(routing: RoutingComparison, inbox: UnseenInbox, other: str) -> str:
    """Where a ticket that passed through the inbox would be right only because nothing else is known of it."""
    share, why = f"{100 * inbox.share.value:.0f} of 100", "of the groups after it only the last is known"
    whole = f"Of all tickets Firstline names that last one for {_of_100(routing.firstline)} of 100."
    if inbox.n < FEWEST_JUDGED:
        return (
            f"This export cannot tell who finds the right group more often: {share} {other} tickets begin in "
            f"“{inbox.group}”, which looks like an inbox, and {why}. {whole}"
        )
    return (
        f"Of 100 {other} tickets that began elsewhere than in “{inbox.group}” ({inbox.n:,} tickets) {_whose(routing)} "
        f"was right for {_of_100(inbox.people)}; Firstline's would have been for {_of_100(inbox.firstline)}. {share} "
        f"begin in “{inbox.group}”, which looks like an inbox, and {why}: who is better there this export cannot tell. "
        f"{whole}"
    )


def _whose(routing: RoutingComparison) -> str:
    """Whose choice it was: people's only where the export says so. A first group may be where tickets land."""
    return "people's first choice" if routing.by_people else "today's first assignment"


def by_bots(routing: RoutingComparison) -> bool:
    """Whether most first assignments were no person's."""
    return 2 * routing.first_by_rule > routing.n


def _both(routing: RoutingComparison, which: str) -> str:
    intake = routing.intake
    past = (
        f", or {_of_100(intake.people)} if passing through “{intake.group}”, where many begin, is not held against it"
        if intake
        else ""
    )
    return (
        f"of 100 {which} tickets {_whose(routing)} was right for {_of_100(routing.people)}{past}; Firstline's "
        f"would have been for {_of_100(routing.firstline)}. {_what_counts(routing)}"
    )


def _what_counts(routing: RoutingComparison) -> str:
    if routing.counted_only == routing.n:
        return (
            "Which group was first the export does not say, only how often a ticket was reassigned: one that was "
            "counts as wrong at first, one that was not as right."
        )
    human = ""
    if routing.human and routing.human.n >= FEWEST_JUDGED:
        human = (
            f"Of the {routing.human.n:,} that people assigned, their first choice was right for "
            f"{_of_100(routing.human.people)} of 100, and Firstline's would have been for "
            f"{_of_100(routing.human.firstline)}. "
        )
    share = "All" if routing.first_by_rule == routing.n else "Most"
    bots = f"{share} first assignments were made by a bot or a rule, so they say little of people. "
    most = bots if by_bots(routing) else ""
    return f"{most}{human}Right is where a ticket ended, so a first choice that nobody corrected counts as right."


def _too_few_to_compare(routing: RoutingComparison, which: str) -> str:
    n, intake = routing.n, routing.intake
    past = f" ({_counted(intake.people, n)} past “{intake.group}”, where many begin)" if intake else ""
    if unseen := routing.unseen_inbox:
        past = f" (one that left “{unseen.group}”, which looks like an inbox, counts as wrong)"
    return (
        f"Too few tickets to tell who finds the right group more often: {n} {which} {_ones(n)} who had them first, "
        f"and at least {FEWEST_JUDGED} are wanted. {_sentence(_whose(routing))} was right for "
        f"{_counted(routing.people, n)}{past}, Firstline's would have been for {_counted(routing.firstline, n)}: each "
        "may really lie anywhere in "
        "its brackets."
    )


def _how_good(main: FieldReport, which: str) -> str:
    scores, n, name = main.scores, main.scores.n, plain_field(main.field)
    people = "How well people do today, this export does not say."
    if n < FEWEST_JUDGED:
        return (
            f"Too few tickets to tell how well Firstline would do: {n} {which} {_ones(n)} their {name}, and at "
            f"least {FEWEST_JUDGED} are wanted. Firstline was right for {_counted(scores.accuracy, n)}: it may really "
            f"lie anywhere in the brackets. {people}"
        )
    beside = f"always naming the most frequent one would be right for {100 * scores.majority:.0f}"
    if beside_majority(scores) == "better":
        people = "How well people do today this export does not say, so nobody can tell whether that would be a gain."
    verdict = {
        "better": "",
        "unproven": ", so nothing is surely gained yet",
        "worse": ": Firstline is worse than that, by more than chance",
    }[beside_majority(scores)]
    return (
        f"Firstline names the right {name} for {_of_100(scores.accuracy)} of 100 {which} tickets; {beside}{verdict}. "
        f"{people}"
    )


def _shifted(found: Assessment) -> str:
    """Said where what became frequent only later makes a model look useless that could not know it."""
    shift, main = found.shift, main_field(found.evaluation.fields) if found.evaluation else None
    if not shift or not main or beside_majority(main.scores) == "better" or main.scores.n < FEWEST_JUDGED:
        return ""
    return f" {shift_said(shift, which(found))} No model can know that beforehand."


def shift_said(shift: ValueShift, which: str) -> str:
    """How the mix of values changed."""
    older = "older" if which == "later" else "other"
    return (
        f"The mix has changed: “{shift.value}” was {_of_100(shift.before)} of 100 {older} tickets, and is "
        f"{_of_100(shift.after)} of 100 of these."
    )


def _ones(count: int) -> str:
    return "ticket tells" if count == 1 else "tickets tell"


def _counted(share: Estimate, of: int) -> str:
    """`8 of 12 (39–86 %)`: few tickets are no percentage."""
    return f"{round(share.value * of)} of {of} ({100 * share.low:.0f}–{100 * share.high:.0f} %)"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _of_100(share: Estimate) -> str:
    return f"{100 * share.value:.0f} {_interval(share)}"


def _interval(share: Estimate) -> str:
    return f"({100 * share.low:.0f}–{100 * share.high:.0f})"
