"""The urgent requests: how many would have waited, as people saw them at first and as Firstline does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from firstline.datasets.export_mapping import FIRST_PRIORITY
from firstline.datasets.ticket import Ticket
from firstline.evaluation.estimate import Estimate, wilson
from firstline.evaluation.first_assignment import GROUP_FIELD, assigned, by_people
from firstline.models.prediction import FieldPrediction, Prediction

FIELD = "priority"
"""The column in which an export may say what people called the ticket before they knew better."""


@dataclass(frozen=True, slots=True)
class UrgentScores:
    """The `n` tickets whose priority ended at `value`, the highest.

    `firstline_missed` were called less urgent by Firstline and `people_missed` at first, of the `priced` ones whose
    first priority is known; None where no export column says so. Of the `routed` ones whose first assignment is known,
    `people_misrouted` first went to a group that did not resolve them and `firstline_misrouted` would have; of
    `counted_only` that is told from the number of reassignments. `by_people`: the export says of all of them that a
    person set the group.
    """

    value: str
    n: int
    firstline_missed: Estimate
    people_missed: Estimate | None
    routed: int
    people_misrouted: Estimate | None
    firstline_misrouted: Estimate | None
    priced: int = 0
    counted_only: int = 0
    by_people: bool = False


def urgent_scores(
    tickets: Sequence[Ticket], predictions: Sequence[Prediction], order: Sequence[str]
) -> UrgentScores | None:
    """None where the priority has no order (low to high), or no ticket the highest value."""
    if len(order) < 2:
        return None
    rows = [
        row
        for row, ticket in enumerate(tickets)
        if ticket.label(FIELD) == order[-1] and ticket.set_by.get(FIELD) != "machine"
    ]
    if not rows:
        return None
    lower = set(order[:-1])
    at_first = [first for row in rows if (first := tickets[row].label(FIRST_PRIORITY)) in order]
    routed, _ = assigned([tickets[row] for row in rows], _groups([predictions[row] for row in rows]))
    if any(GROUP_FIELD not in prediction.fields for prediction in predictions):
        routed = []
    return UrgentScores(
        value=order[-1],
        n=len(rows),
        firstline_missed=wilson(sum(predictions[row].fields[FIELD].value in lower for row in rows), len(rows)),
        people_missed=wilson(sum(first in lower for first in at_first), len(at_first)) if at_first else None,
        routed=len(routed),
        people_misrouted=wilson(sum(not one.right_at_first for one in routed), len(routed)) if routed else None,
        firstline_misrouted=wilson(sum(one.suggestion != one.truth for one in routed), len(routed)) if routed else None,
        priced=len(at_first),
        counted_only=sum(not one.groups for one in routed),
        by_people=by_people([tickets[rows[one.row]] for one in routed]),
    )


def _groups(predictions: Sequence[Prediction]) -> list[FieldPrediction]:
    nothing = FieldPrediction("", 0.0, "abstain", None, ())
    return [prediction.fields.get(GROUP_FIELD, nothing) for prediction in predictions]
