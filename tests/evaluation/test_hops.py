"""Hops a ticket."""

from firstline.datasets.ticket import Ticket
from firstline.evaluation.bootstrap import Bootstrap
from firstline.evaluation.hops import hop_scores, hops, path

QUICK = Bootstrap(resamples=20)


def test_the_desks_own_count_and_that_of_the_path_fill_each_others_gaps() -> None:
    assert hops(Ticket(group_history=("A", "B"), reassignments=4)) == 4
    assert hops(Ticket(group_history=("A", "B", "C"), reassignments=1)) == 2, "the count began late"
    assert hops(Ticket(group_history=("A", "B", "A"))) == 2
    assert hops(Ticket(group_history=("A", "B"), reassignments=0)) == 1, "it did not end where it began"
    assert hops(Ticket(body="who had it?")) is None


def test_a_group_that_is_named_twice_in_a_row_is_no_hop() -> None:
    assert path(Ticket(group_history=("A", "A", "B"))) == ("A", "B")


def test_shares_are_of_the_tickets_that_tell() -> None:
    found = hop_scores([Ticket(reassignments=n) for n in (0, 0, 1, 3, 7)] + [Ticket()], bootstrap=QUICK)
    assert found is not None
    assert (found.n, found.unknown, found.tickets_by_hops) == (5, 1, (2, 1, 0, 1, 1))
    assert (found.reassigned.value, found.many.value, found.mean.value) == (0.6, 0.4, 2.2)


def test_without_any_history_nothing_is_said() -> None:
    assert hop_scores([Ticket(body="x")], bootstrap=QUICK) is None


def test_a_history_of_the_first_group_only_ends_with_the_group_that_resolved_the_ticket() -> None:
    moved, stayed = Ticket(group_history=("A",), skill_group="B"), Ticket(group_history=("A",), skill_group="A")
    assert (path(moved), hops(moved)) == (("A", "B"), 1)
    assert (path(stayed), hops(stayed)) == (("A",), 0)
    found = hop_scores([moved, stayed], bootstrap=QUICK)
    assert found is not None
    assert (found.mean.value, found.reassigned.value, found.at_least) == (0.5, 0.5, True)


def test_hops_are_exact_where_the_export_knows_what_lay_between_or_counts_them() -> None:
    moved = Ticket(group_history=("A",), skill_group="B")
    counted = moved.model_copy(update={"reassignments": 2})
    for tickets, at_least in (
        ([moved, Ticket(group_history=("A", "B", "C"))], False),
        ([counted, counted], False),
        ([moved, counted], True),
    ):
        found = hop_scores(tickets, bootstrap=QUICK)
        assert found is not None
        assert found.at_least is at_least
    same = hop_scores([Ticket(group_history=("A",), skill_group="A")], bootstrap=QUICK)
    assert same is not None
    assert not same.at_least
