"""The evaluation after the second message."""

import pytest

from firstline.datasets.ticket import Ticket
from firstline.evaluation.bootstrap import Bootstrap
from firstline.evaluation.second_message import second_message_scores, text_after_second
from firstline.models.bundle import Bundle


def threaded(*messages: tuple[str, str], **more: object) -> Ticket:
    return Ticket.model_validate(
        {"body": "it stopped", "messages": [{"author": who, "text": text} for who, text in messages], **more}
    )


def test_the_text_is_the_first_words_and_the_next_message_of_the_customer_alone() -> None:
    ticket = threaded(
        ("agent", "Which printer, the PX4?"), ("customer", "my login"), ("agent", "Fixed."), ("customer", "thank you")
    )
    assert text_after_second(ticket) == "it stopped\nmy login"


@pytest.mark.parametrize("messages", [(), (("agent", "Hello"),), (("agent", "Hello"), ("customer", "it stopped"))])
def test_without_another_word_of_the_customer_there_is_no_second_text(messages: tuple[tuple[str, str], ...]) -> None:
    assert text_after_second(threaded(*messages)) is None


def test_both_answers_are_judged_on_the_same_tickets(bundle: Bundle) -> None:
    tickets = [threaded(("agent", "Which?"), ("customer", "my printer"), category="hardware") for _ in range(4)]
    before = ["my login"] * 4
    after = [str(text_after_second(ticket)) for ticket in tickets]
    said = [bundle.predict(texts, bundle.encoder.encode(texts)) for texts in (before, after)]
    (found,) = second_message_scores(tickets, said[0], said[1], bootstrap=Bootstrap(resamples=20))
    assert (found.field, found.n, found.at_arrival.value, found.after.value) == ("category", 4, 0.0, 1.0)
