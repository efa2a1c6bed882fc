"""The card of urgent requests: how many are missed, today and by Firstline, as far as the export tells."""

from __future__ import annotations

from collections.abc import Iterator

from firstline.evaluation.assessment import Assessment
from firstline.evaluation.assessment_card import Card, Figure, of_tickets, too_few
from firstline.evaluation.assessment_doubt import FEWEST_JUDGED, urgent_is_told
from firstline.evaluation.assessment_headline import leak_caveat, main_field, said_flattered, which
from firstline.evaluation.classification import beside_majority
from firstline.evaluation.estimate import Estimate
from firstline.evaluation.urgent import FIELD, UrgentScores, misses_many

_MOST = 0.5
_FEWEST_FOR_100 = 100
"""Of fewer urgent requests "100 of 100" would say more than anybody saw."""


def urgent_card(found: Assessment) -> Iterator[Card]:
    """The card, where a priority says which requests were urgent."""
    urgent = found.urgent
    if not urgent:
        return
    figures = [_of("Firstline would call less urgent", urgent.firstline_missed, urgent.n)]
    if urgent.people_missed:
        figures.insert(0, _of("were called less urgent at first", urgent.people_missed, urgent.priced))
    routing = found.evaluation.routing if found.evaluation else None
    seen = not (routing and routing.unseen_inbox)
    if seen and urgent.people_misrouted and urgent.firstline_misrouted:
        today = "people sent to a wrong group at first" if urgent.by_people else "went to a wrong group at first"
        figures.append(_of(today, urgent.people_misrouted, urgent.routed))
        figures.append(_of("Firstline would send to a wrong group", urgent.firstline_misrouted, urgent.routed))
    missing = "" if urgent.people_missed else " How urgent they were thought at first, the export does not say."
    counted = (
        " Where only the number of reassignments is known, one that was reassigned counts as sent to a wrong group."
    )
    yield Card(
        "How many urgent requests are missed?" if urgent.people_missed else "Would Firstline see what is urgent?",
        tuple(figures),
        f"Of {urgent.n} {which(found)} tickets whose priority ended at {urgent.named}.{_found(urgent)}"
        f"{_of_priorities(found)}{_unlearned(found)}{missing}{counted if seen and urgent.counted_only else ''}",
    )


def _of(whose: str, share: Estimate, tickets: int) -> Figure:
    return of_tickets(whose, share, tickets, fewest=_FEWEST_FOR_100)


def _found(urgent: UrgentScores) -> str:
    """What few tickets tell of how many are missed: that it is most of them, or many, may be plain all the same."""
    if urgent.n >= FEWEST_JUDGED:
        return ""
    if urgent.firstline_missed.low >= _MOST:
        return f" Fewer than {FEWEST_JUDGED}, but enough to tell that Firstline misses most of them."
    if misses_many(urgent):
        return f" Fewer than {FEWEST_JUDGED}, but enough to tell that Firstline misses many of them."
    return too_few(urgent.n)


def _of_priorities(found: Assessment) -> str:
    """What may give priorities away: the headline speaks of another field."""
    main = main_field(found.evaluation.fields).field if found.evaluation else ""
    caveat = leak_caveat(found, FIELD)
    return f" {caveat}" if caveat and main != FIELD else said_flattered(found) if caveat else ""


def _unlearned(found: Assessment) -> str:
    """Said where the misses are no fault of a model that works, but of priorities that texts do not tell.

    Never where the urgent ones are found: how often the others are right is no verdict on them.
    """
    fields = found.evaluation.fields if found.evaluation else ()
    scores = next((one.scores for one in fields if one.field == FIELD), None)
    if scores is None or beside_majority(scores) == "better":
        return ""
    if urgent_is_told(found):
        return " For tickets that are not urgent, Firstline's priority is no better than always the most frequent one."
    if scores.accuracy.value > scores.majority:
        return " Whether these texts tell priorities is not proven: always naming the most frequent one may do as well."
    often = "more often" if beside_majority(scores) == "worse" else "as often"
    return f" These texts do not tell priorities: always naming the most frequent one is right {often}."
