"""What histories are worth as paths through the groups."""

from firstline.datasets.ticket import Ticket
from firstline.evaluation.hops import hops, path
from firstline.evaluation.settled_path import foreign_groups, history_doubts, is_newest_first, settled_paths, untold


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


def desk(told: int, *, moved: int, untold: int, group: bool = True) -> list[Ticket]:
    """Tickets with a history, of which some moved from A to B, and others without any."""
    last = {"skill_group": "B"} if group else {}
    ways = (("A", "B"),) * moved + (("B",),) * (told - moved)
    return [Ticket(group_history=way, **last) for way in ways] + [Ticket(body="x", **last) for _ in range(untold)]


def test_tickets_without_a_history_stayed_where_only_moves_are_written_down() -> None:
    tickets = desk(40, moved=40, untold=60)
    assert untold(tickets) == "stayed"
    assert sum(hops(ticket) == 0 for ticket in settled_paths(tickets)) == 60
    assert settled_paths(settled_paths(tickets)) == settled_paths(tickets)
    (doubt,) = history_doubts(tickets)
    assert doubt.startswith("40 of 100 tickets say which groups had them, and each of these moved")
    before = [t.model_copy(update={"group_history": ("A",)}) if t.group_history else t for t in tickets]
    assert [path(t) for t in settled_paths(before)] == [("A", "B")] * 40 + [("B",)] * 60, "the group before the last"


def test_moves_alone_say_nothing_of_the_first_choice_where_nobody_knows_the_group_of_the_others() -> None:
    tickets = desk(40, moved=40, untold=60, group=False)
    assert untold(tickets) == "unknown"
    assert not any(ticket.group_history for ticket in settled_paths(tickets))
    assert any("cannot be told from tickets that moved alone" in doubt for doubt in history_doubts(tickets))


def test_histories_of_some_tickets_are_taken_as_they_are_and_it_is_said_of_how_many() -> None:
    tickets = desk(40, moved=25, untold=60)
    assert untold(tickets) == "partly"
    assert settled_paths(tickets) == tickets
    (doubt,) = history_doubts(tickets)
    assert "40 of 100 tickets" in doubt
    assert "these alone" in doubt


def test_nothing_is_made_of_a_few_gaps_or_of_counted_moves() -> None:
    assert untold(desk(40, moved=40, untold=4)) is None
    assert untold(desk(9, moved=9, untold=60)) is None
    count = {"reassignments": 1}
    counted = [t if t.group_history else t.model_copy(update=count) for t in desk(40, moved=40, untold=60)]
    assert untold(counted) is None
    assert settled_paths(counted) == counted
