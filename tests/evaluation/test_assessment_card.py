"""Figures as a card shows them."""

from firstline.evaluation.assessment_card import of_tickets
from firstline.evaluation.estimate import wilson


def test_few_tickets_are_counted_and_many_are_turned_into_a_hundred() -> None:
    assert of_tickets("Firstline", wilson(8, 12), 12).value == "8 of 12"
    assert of_tickets("Firstline", wilson(80, 120), 120).value == "67 of 100"
