"""Urgent requests."""

from firstline.datasets.ticket import Ticket
from firstline.evaluation.urgent import most_urgent, urgent_scores
from firstline.models.prediction import FieldPrediction, OutOfScope, Prediction

ORDER = ("low", "normal", "high")


def said(priority: str, group: str | None = None) -> Prediction:
    named = {"priority": priority} | ({"skill_group": group} if group else {})
    fields = {name: FieldPrediction(value, 0.9, "best", None, ()) for name, value in named.items()}
    return Prediction(fields, OutOfScope(0.0, flag=False))


def urgent(**more: object) -> Ticket:
    return Ticket.model_validate({"priority": "high", **more})


def test_what_firstline_calls_lower_is_missed() -> None:
    found = urgent_scores([urgent(), urgent(), Ticket(priority="low")], [said("high"), said("low"), said("low")], ORDER)
    assert found is not None
    assert (found.n, found.firstline_missed.value, found.people_missed, found.routed) == (2, 0.5, None, 0)


def test_people_are_judged_where_the_export_says_what_they_called_it_first() -> None:
    tickets = [urgent(first_priority="low"), urgent(first_priority="high")]
    found = urgent_scores(tickets, [said("high")] * 2, ORDER)
    assert found is not None
    assert found.people_missed is not None
    assert found.people_missed.value == 0.5


def test_urgent_requests_that_went_astray_are_counted_for_both() -> None:
    tickets = [urgent(group_history=("A", "B"), skill_group="B"), urgent(group_history=("B",), skill_group="B")]
    found = urgent_scores(tickets, [said("high", "B")] * 2, ORDER)
    assert found is not None
    assert found.people_misrouted is not None
    assert found.firstline_misrouted is not None
    assert (found.people_misrouted.value, found.firstline_misrouted.value) == (0.5, 0.0)
    assert (found.by_people, found.counted_only) == (False, 0)


def test_a_priority_without_an_order_has_no_urgent_ones() -> None:
    assert urgent_scores([urgent()], [said("high")], ()) is None


def test_where_few_have_the_highest_of_a_long_list_the_next_counts_too() -> None:
    order = ("P4", "P3", "P2", "P1")
    assert most_urgent(["P1"] * 4 + ["P2"] * 20 + ["P3"] * 80, order) == ("P1", "P2")
    assert most_urgent(["P1"] * 50 + ["P2"] * 20 + ["P3"] * 300, order) == ("P1",)
    assert most_urgent(["P1"] * 4 + ["P2"] * 80 + ["P3"] * 80, order) == ("P1",), "most are no urgent ones"
    assert most_urgent(["high"] * 4 + ["low"] * 90, ORDER) == ("high",)
    tickets = [Ticket(priority=value) for value in ("P1", "P2", "P3", "P3", "P3", "P4")]
    found = urgent_scores(tickets, [said(value) for value in ("P2", "P3", "P3", "P3", "P3", "P4")], order)
    assert found is not None
    assert (found.named, found.n, found.firstline_missed.value) == ("“P1” or “P2”", 2, 0.5)
