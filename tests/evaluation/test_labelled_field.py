"""The tickets of one field that carry a value."""

from firstline.datasets.ticket import Ticket
from firstline.evaluation.labelled_field import labelled_field
from firstline.models.prediction import Candidate, FieldPrediction, OutOfScope, Prediction


def said(value: str, *others: str) -> Prediction:
    alternatives = tuple(Candidate(other, 0.1) for other in others)
    answer = FieldPrediction(value, 0.6, "best", None, alternatives)
    return Prediction({"category": answer}, OutOfScope(0.1, flag=False))


def ticket(category: str | None, **more: object) -> Ticket:
    return Ticket.model_validate({"body": "x", "category": category, **more})


def test_tickets_without_a_value_are_left_out() -> None:
    found = labelled_field("category", ["a", "b"], [ticket("a"), ticket(None), ticket("b")], [said("a")] * 3)
    assert found.rows == (0, 2)
    assert found.correct.tolist() == [True, False]


def test_values_that_only_a_machine_set_are_left_out_and_counted() -> None:
    by = [ticket("a", set_by={"category": who}) for who in ("machine", "human", "rule")]
    found = labelled_field("category", ["a"], by, [said("a")] * 3)
    assert found.rows == (1, 2)
    assert found.machine_labels == 1


def test_values_the_bundle_does_not_know_are_wrong_and_counted() -> None:
    found = labelled_field("category", ["a", "b"], [ticket("new"), ticket("a"), ticket("new")], [said("a", "b")] * 3)
    assert found.unseen == {"new": 2}
    assert found.values == ("a", "b", "new")
    assert found.correct.tolist() == [False, True, False]
    assert found.in_top3.tolist() == [False, True, False]


def test_the_first_three_are_the_value_and_two_alternatives() -> None:
    said_four = [said("a", "b", "c", "d")] * 2
    found = labelled_field("category", list("abcd"), [ticket("c"), ticket("d")], said_four)
    assert found.in_top3.tolist() == [True, False]
