"""Tests of public_answer: what may be sent again, and what may not."""

from firstline.datasets.public_answer import public_answer
from firstline.datasets.ticket import Ticket

ANSWER = "Please open the panel, choose Mail and press Repair; that takes a minute."


def _ticket(*messages: tuple[str, bool, str], **more: object) -> Ticket:
    thread = [{"author": author, "public": public, "text": text} for author, public, text in messages]
    return Ticket.model_validate({"id": "1", "body": "mail is broken", "messages": thread, **more})


def test_the_last_public_message_of_an_agent_is_the_answer() -> None:
    said = _ticket(
        ("agent", True, "We look into it."), ("agent", True, ANSWER), ("customer", True, "Great, thank you!")
    )
    assert public_answer(said) == ANSWER


def test_internal_notes_and_customers_words_are_never_an_answer() -> None:
    assert public_answer(_ticket(("agent", False, ANSWER), ("customer", True, ANSWER))) is None
    assert (
        public_answer(_ticket(("agent", True, ANSWER), ("agent", False, "Customer is difficult, mind the tone here.")))
        == ANSWER
    )


def test_a_reopened_ticket_has_no_answer_worth_sending_again() -> None:
    assert public_answer(_ticket(("agent", True, ANSWER), reopened=True)) is None
    assert public_answer(_ticket(("agent", True, ANSWER), reopened="1")) is None
    assert public_answer(_ticket(("agent", True, ANSWER), reopened=False)) == ANSWER


def test_salutation_signature_and_personal_data_of_the_former_customer_are_taken_out() -> None:
    text = f"Dear Ms Foo,\n\n{ANSWER} We wrote to foo@example.org.\n\nKind regards\nBar Bazz"
    said = public_answer(_ticket(("agent", True, text)))
    assert said == f"{ANSWER} We wrote to <email>."


def test_a_message_that_says_hardly_anything_is_no_answer() -> None:
    assert public_answer(_ticket(("agent", True, "Done."))) is None
    assert public_answer(_ticket()) is None
