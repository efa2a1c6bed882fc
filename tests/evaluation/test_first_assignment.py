"""People's first assignments beside Firstline's suggestions."""

from collections.abc import Sequence

import pytest

from firstline.datasets.ticket import Ticket
from firstline.evaluation.bootstrap import Bootstrap
from firstline.evaluation.first_assignment import RoutingComparison, compare_routing, intake_group
from firstline.models.prediction import FieldPrediction, Tier

QUICK = Bootstrap(resamples=50)


def said(group: str, tier: Tier = "best") -> FieldPrediction:
    return FieldPrediction(group, 0.9, tier, 0.8, ())


def went(way: str, **more: object) -> Ticket:
    groups = way.split(">")
    return Ticket.model_validate({"group_history": groups, "skill_group": groups[-1], **more})


def compared(tickets: Sequence[Ticket], suggestions: Sequence[FieldPrediction]) -> RoutingComparison:
    channels = [ticket.channel or "unknown" for ticket in tickets]
    found = compare_routing(tickets, suggestions, slices={"channel": channels}, bootstrap=QUICK)
    assert found is not None
    return found


def test_both_are_judged_by_the_group_that_resolved_the_ticket() -> None:
    found = compared([went("A>B"), went("B"), went("A>C"), went("C")], [said("B"), said("B"), said("A"), said("B")])
    assert (found.n, found.people.value, found.firstline.value) == (4, 0.5, 0.5)
    assert found.comparison.difference.value == 0.0
    assert found.comparison.p_value == 1.0


@pytest.mark.parametrize(
    ("way", "suggestion", "avoided"),
    [("A>B>C", "C", 2), ("A>B>C", "B", 1), ("A>B>C", "A", 0), ("A>B>C", "D", 0), ("C", "D", -1), ("C", "C", 0)],
)
def test_hops_avoided_count_those_that_a_wrong_suggestion_adds(way: str, suggestion: str, avoided: int) -> None:
    assert compared([went(way)], [said(suggestion)]).hops_avoided.value == avoided


@pytest.mark.parametrize(("suggestion", "avoided"), [("B", 3), ("A", 0), ("D", 0)])
def test_a_ticket_that_changed_hands_oftener_than_its_path_shows_is_counted_as_often(
    suggestion: str, avoided: int
) -> None:
    found = compared([went("A>B", reassignments=3)], [said(suggestion)])
    assert (found.hops_now.value, found.hops_avoided.value) == (3, avoided)


def test_only_suggestions_of_tier_auto_count_where_only_they_are_followed() -> None:
    found = compared([went("A>B"), went("A>B")], [said("B", "auto"), said("B")])
    assert (found.hops_avoided.value, found.hops_avoided_auto.value, found.auto_share.value) == (1.0, 0.5, 0.5)


def test_what_a_rule_or_a_machine_assigned_is_no_persons_choice() -> None:
    tickets = [
        went("A"),
        went("A", set_by={"skill_group": "rule"}),
        went("A>B", set_by={"skill_group": "rule"}),
        went("B", set_by={"skill_group": "machine"}),
        Ticket(skill_group="A"),
    ]
    found = compared(tickets, [said("A")] * 5)
    assert (found.n, found.by_rule, found.without_path) == (2, 2, 1)


def test_a_count_of_hops_alone_takes_a_group_that_was_left_for_wrong() -> None:
    tickets = [Ticket(skill_group="A", reassignments=n) for n in (0, 2)]
    found = compared(tickets, [said("A"), said("A")])
    assert (found.counted_only, found.people.value, found.hops_avoided.value) == (2, 0.5, 1.0)


def test_an_inbox_that_most_tickets_only_pass_through_is_named_and_read_both_ways() -> None:
    tickets = [went("inbox>A")] * 15 + [went("inbox>B>A")] * 5 + [went("inbox")] * 5
    found = compared(tickets, [said("A")] * 20 + [said("inbox")] * 5)
    assert found.people.value == pytest.approx(5 / 25)
    assert found.intake is not None
    assert (found.intake.group, found.intake.share.value, found.intake.moves_on.value) == ("inbox", 1.0, 0.8)
    assert found.intake.people.value == pytest.approx(20 / 25)
    assert found.intake.hops_now.value == pytest.approx(5 / 25)


def test_an_inbox_that_other_tickets_have_shown_is_one_here_too() -> None:
    tickets = [went("inbox>A")] * 3 + [went("A")]
    assert compared(tickets, [said("A")] * 4).intake is None
    found = compare_routing(tickets, [said("A")] * 4, slices={}, bootstrap=QUICK, intake="inbox")
    assert found is not None
    assert found.intake is not None
    assert (found.people.value, found.intake.people.value) == (0.25, 1.0)
    assert intake_group([("inbox", "A")] * 10 + [("B",)] * 5 + [()]) == "inbox"
    assert intake_group([("inbox", "A")] * 9) is None
    assert intake_group([]) is None


def test_a_desk_without_an_inbox_is_read_one_way() -> None:
    assert compared([went("A")] * 30, [said("A")] * 30).intake is None


def test_slices_are_largest_first() -> None:
    found = compared([went("A", channel="mail")] * 2 + [went("A>B", channel="chat")], [said("A")] * 3)
    assert [(part.name, part.n, part.people.value, part.firstline.value) for part in found.parts] == [
        ("mail", 2, 1.0, 1.0),
        ("chat", 1, 0.0, 0.0),
    ]


def test_without_a_path_nothing_is_compared() -> None:
    assert compare_routing([Ticket(skill_group="A")], [said("A")], slices={}, bootstrap=QUICK) is None


def test_a_known_first_group_that_was_left_is_a_hop_and_a_right_suggestion_avoids_it() -> None:
    tickets = [Ticket(group_history=("A",), skill_group=group) for group in "BBA"]
    found = compared(tickets, [said("B"), said("A"), said("A")])
    assert found.people.value == pytest.approx(1 / 3)
    assert found.reassigned.value == pytest.approx(2 / 3)
    assert (found.hops_now.value, found.hops_avoided.value) == (pytest.approx(2 / 3), pytest.approx(1 / 3))
    assert found.hops_at_least
    assert not compared([went("A>B")], [said("B")]).hops_at_least


def test_of_an_inbox_whose_next_group_nobody_knows_only_tickets_that_began_elsewhere_are_judged() -> None:
    left = [Ticket(group_history=("inbox",), skill_group="A")] * 20
    elsewhere = [Ticket(group_history=("A",), skill_group="A")] * 6 + [
        Ticket(group_history=("B",), skill_group="A")
    ] * 2
    found = compared(left + elsewhere, [said("A")] * 20 + [said("B")] * 8)
    assert found.intake is None
    assert found.unseen_inbox is not None
    assert (found.unseen_inbox.group, found.unseen_inbox.n) == ("inbox", 8)
    assert (found.unseen_inbox.people.value, found.unseen_inbox.firstline.value) == (0.75, 0.0)


def test_a_ticket_that_left_the_inbox_twice_by_its_count_was_not_right_at_first_past_it() -> None:
    left = [Ticket(group_history=("inbox",), skill_group="A", reassignments=n) for n in [1] * 15 + [3] * 5]
    found = compared(left, [said("A")] * 20)
    assert found.unseen_inbox is None
    assert found.intake is not None
    assert (found.intake.people.value, found.intake.hops_now.value) == (0.75, 0.5)


def test_first_assignments_of_bots_and_of_people_are_counted() -> None:
    by = [went("A>B", set_by={"group_history": who}) for who in ("rule", "rule", "human")] + [went("A")]
    found = compared(by, [said("B")] * 4)
    assert (found.n, found.first_by_rule, found.first_by_person, found.by_people) == (4, 2, 1, False)
    assert compared(by[2:3], [said("B")]).by_people


def test_what_people_chose_after_a_bot_stands_beside_the_bots_choice() -> None:
    after = went("A>B", set_by={"group_history": "rule"}, first_human_group="B")
    found = compared([after, after, went("B", set_by={"group_history": "human"})], [said("A")] * 3)
    assert found.human is not None
    assert (found.human.n, found.human.after_rule, found.human.people.value) == (3, 2, 1.0)
    assert round(found.people.value, 2) == 0.33
