"""What people chose is told from what bots chose before them."""

from firstline.datasets.ticket import Ticket
from firstline.evaluation.human_choice import group_of_human, human_choice, human_sentence


def by_bot(human=None):
    return Ticket(body="x", set_by={"group_history": "rule"}, **({"first_human_group": human} if human else {}))


BY_PERSON = Ticket(body="x", set_by={"group_history": "human"})


def test_the_first_person_counts_and_not_the_bot_before():
    assert group_of_human(BY_PERSON, "A") == "A"
    assert group_of_human(by_bot("B"), "A") == "B"
    assert group_of_human(by_bot(), "A") == ""


def test_tickets_that_only_a_bot_assigned_say_nothing_of_people():
    tickets = [BY_PERSON, by_bot("B"), by_bot("C"), by_bot()]
    found = human_choice(tickets, first=["A", "A", "A", "A"], truths=["A", "B", "B", "A"], suggestions=["A"] * 4)
    assert found is not None
    assert (found.n, found.after_rule) == (3, 2)
    assert (round(found.people.value, 2), round(found.firstline.value, 2)) == (0.67, 0.33)
    assert "for 3 of these tickets, for 2 of them after a bot" in human_sentence(found)


def test_where_no_bot_was_first_there_is_no_second_figure():
    assert human_choice([BY_PERSON], first=["A"], truths=["A"], suggestions=["A"]) is None
