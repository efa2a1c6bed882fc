"""Hops a ticket."""

from firstline.datasets.ticket import Ticket
from firstline.evaluation.bootstrap import Bootstrap
from firstline.evaluation.hops import foreign_groups, hop_scores, hops, is_newest_first, path, settled_paths

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


def test_a_first_group_alone_is_no_path_where_others_have_a_final_group() -> None:
    open_, done = (Ticket(id=name, body="x", group_history=("first line",)) for name in ("open", "done"))
    done = done.model_copy(update={"skill_group": "mail"})
    assert [hops(ticket) for ticket in settled_paths([open_, done])] == [None, 1]
    whole = open_.model_copy(update={"group_history": ("first line", "mail")})
    assert [hops(ticket) for ticket in settled_paths([open_, whole, done])] == [0, 1, 1], "histories that are whole"
    assert [hops(ticket) for ticket in settled_paths([open_, open_])] == [0, 0], "nothing but histories"


def test_a_history_of_names_tells_nothing_of_tickets_that_ended_with_numbers() -> None:
    tickets = [
        Ticket(group_history=("AB"[n % 2],), skill_group=str(2100 + n % 2), reassignments=n % 2) for n in range(12)
    ]
    assert foreign_groups(tickets) == ("A", "2100")
    assert [hops(ticket) for ticket in settled_paths(tickets)] == [0, 1] * 6, "the desk's own count stands"
    renamed = [ticket.model_copy(update={"skill_group": "ab"[n % 2]}) for n, ticket in enumerate(tickets)]
    assert foreign_groups(renamed) is None
    inbox = [Ticket(group_history=("first line",), skill_group="xyz"[n % 3]) for n in range(12)]
    assert foreign_groups(inbox) is None, "all begin in one place and none ends there"
    assert foreign_groups(tickets[:5]) is None, "too few to tell"


def test_histories_that_begin_where_their_tickets_ended_are_turned() -> None:
    tickets = [Ticket(group_history=("B", "A"), skill_group="B") for _ in range(12)]
    assert is_newest_first(tickets)
    assert {ticket.group_history for ticket in settled_paths(tickets)} == {("A", "B")}
    forward = [Ticket(group_history=("A", "B"), skill_group="B") for _ in range(12)]
    assert not is_newest_first([*forward, *tickets])
    assert settled_paths(forward) == forward
