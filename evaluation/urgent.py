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
_FEWEST, _LONG_LIST, _PART = 50, 4, 1 / 3
_OFTEN_MISSED = 0.1


@dataclass(frozen=True, slots=True)
class UrgentScores:
    """The `n` tickets whose priority ended at one of `values`: the highest, or the two highest (`most_urgent`).

    `firstline_missed` were called less urgent by Firstline and `people_missed` at first, of the `priced` ones whose
    first priority is known; None where no export column says so. Of the `routed` ones whose first assignment is known,
    `people_misrouted` first went to a group that did not resolve them and `firstline_misrouted` would have; of
    `counted_only` that is told from the number of reassignments. `by_people`: the export says of all of them that a
    person set the group.
    """

    values: tuple[str, ...]
    n: int
    firstline_missed: Estimate
    people_missed: Estimate | None
    routed: int
    people_misrouted: Estimate | None
    firstline_misrouted: Estimate | None
    priced: int = 0
    counted_only: int = 0
    by_people: bool = False

    @property
    def named(self) -> str:
        """The values as a sentence names them: `“P1” or “P2”`."""
        return " or ".join(f"“{value}”" for value in self.values)


def misses_many(urgent: UrgentScores) -> bool:
    """Whether a model surely calls more than a tenth of the urgent tickets less urgent."""
    return urgent.firstline_missed.low > _OFTEN_MISSED


def most_urgent(labels: Sequence[str | None], order: Sequence[str]) -> tuple[str, ...]:
    """The highest of at least two values, low to high; with the one below where too few tickets have it to tell
    anything, and both together are still the smaller part of a list of four or more.
    """
    top, both = order[-1:], order[:-3:-1]
    known = sum(label is not None for label in labels)
    few = labels.count(order[-1]) < _FEWEST
    return tuple(both if few and len(order) >= _LONG_LIST and sum(map(labels.count, both)) <= _PART * known else top)


def urgent_scores(
    tickets: Sequence[Ticket], predictions: Sequence[Prediction], order: Sequence[str]
) -> UrgentScores | None:
    """None where the priority has no order (low to high), or no ticket the highest value."""
    if len(order) < 2:
        return None
    labels = [None if ticket.set_by.get(FIELD) == "machine" else ticket.label(FIELD) for ticket in tickets]
    values = most_urgent(labels, order)
    rows = [row for row, label in enumerate(labels) if label in values]
    if not rows:
        return None
    lower = set(order) - set(values)
    at_first = [first for row in rows if (first := tickets[row].label(FIRST_PRIORITY)) in order]
    routed, _ = assigned([tickets[row] for row in rows], _groups([predictions[row] for row in rows]))
    if any(GROUP_FIELD not in prediction.fields for prediction in predictions):
        routed = []
    return UrgentScores(
        values=values,
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
