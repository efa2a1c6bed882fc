"""Mistakes with their examples."""

import numpy as np

from firstline.datasets.ticket import Ticket
from firstline.evaluation.labelled_field import LabelledField
from firstline.evaluation.mistake import worst_mistakes

TICKETS = [Ticket(id=f"T{number}", subject=f"request {number}") for number in range(6)]


def _labelled(truth: list[int], predicted: list[int], confidence: list[float]) -> LabelledField:
    return LabelledField(
        field="category",
        rows=tuple(range(len(truth))),
        values=("a", "b", "c"),
        truth=np.array(truth),
        predicted=np.array(predicted),
        in_top3=np.ones(len(truth), dtype=bool),
        confidence=np.array(confidence),
        tiers=("best",) * len(truth),
        machine_labels=0,
        unseen={},
    )


LABELLED = _labelled([0, 0, 0, 0, 1, 2], [1, 1, 1, 1, 2, 2], [0.2, 0.9, 0.5, 0.7, 0.99, 0.99])


def test_the_most_frequent_mistake_comes_first_with_those_it_was_surest_of() -> None:
    first, second = worst_mistakes(LABELLED, TICKETS)
    assert (first.truth, first.predicted, first.count) == ("a", "b", 4)
    assert [example.id for example in first.examples] == ["T1", "T3", "T2"]
    assert (second.truth, second.predicted, second.count) == ("b", "c", 1)


def test_mistakes_may_be_looked_for_among_some_tickets_only() -> None:
    found = worst_mistakes(LABELLED, TICKETS, among=LABELLED.truth == 1)
    assert [(one.truth, one.count) for one in found] == [("b", 1)]


def test_a_mistake_on_restricted_tickets_counts_and_is_not_shown() -> None:
    hidden = [ticket.model_copy(update={"restricted_to": ("hr",)}) for ticket in TICKETS]
    first, *_ = worst_mistakes(LABELLED, hidden)
    assert (first.count, first.examples) == (4, ())
