"""Examples of a report."""

from firstline.datasets.ticket import Ticket
from firstline.evaluation.example import examples

TICKETS = [
    Ticket(id="T1", subject="Printer\n on   fire", body="secret words"),
    Ticket(id="T2", subject="Salary list", restricted_to=("hr",)),
    Ticket(id="T3", subject="x" * 300),
    Ticket(id="T4", subject="Too late"),
]


def test_a_restricted_ticket_is_never_an_example() -> None:
    assert [example.id for example in examples(TICKETS, [0, 1, 3], limit=3)] == ["T1", "T4"]


def test_an_example_shows_one_short_line_and_no_more() -> None:
    first, long = examples(TICKETS, [0, 2, 3], limit=2)
    assert first.subject == "Printer on fire"
    assert len(long.subject) == 120
    assert "Printer" not in repr(first)


def test_of_a_ticket_without_a_subject_its_first_words_are_shown_without_what_is_personal() -> None:
    (example,) = examples([Ticket(id="T5", body="kari@example.com cannot log in\n" + "since noon " * 20)], [0], limit=1)
    assert "cannot log in since noon" in example.subject
    assert "kari" not in example.subject
    assert len(example.subject) == 60
