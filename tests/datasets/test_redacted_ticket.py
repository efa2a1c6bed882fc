"""What of a ticket may be kept."""

from firstline.datasets.redacted_ticket import redacted_ticket
from firstline.datasets.redaction import PERSONAL_KINDS
from firstline.datasets.ticket import Message, Ticket

MAIL = "ann@example.com"


def test_texts_everywhere_are_redacted_and_ids_stay() -> None:
    ticket = Ticket.model_validate(
        {
            "id": MAIL,
            "requester_id": MAIL,
            "subject": f"from {MAIL}",
            "body": f"I am {MAIL}",
            "resolution": f"wrote to {MAIL}",
            "category": "mail",
            "messages": [Message(id="m1", author="agent", text=f"hello {MAIL}")],
            "mail_headers": {"From": MAIL, "Message-ID": MAIL},
            "notes": [{"by": MAIL, "account_id": MAIL}, 5],
            "account_id": MAIL,
        }
    )
    kept = redacted_ticket(ticket, PERSONAL_KINDS).model_dump(exclude_defaults=True)
    assert kept == {
        "id": MAIL,
        "requester_id": MAIL,
        "subject": "from <email>",
        "body": "I am <email>",
        "resolution": "wrote to <email>",
        "category": "mail",
        "messages": ({"id": "m1", "author": "agent", "text": "hello <email>"},),
        "mail_headers": {"From": "<email>", "Message-ID": MAIL},
        "notes": [{"by": "<email>", "account_id": MAIL}, 5],
        "account_id": MAIL,
    }


def test_only_the_kinds_that_are_named_go() -> None:
    ticket = Ticket(body=f"{MAIL}, card 4111 1111 1111 1111")
    assert redacted_ticket(ticket, ("card",)).body == f"{MAIL}, card <card>"
    assert redacted_ticket(ticket, ()) is ticket


def test_a_ticket_without_anything_personal_is_the_same() -> None:
    ticket = Ticket(body="the printer jams", subject="printer", notes=["a"])  # type: ignore[call-arg]
    assert redacted_ticket(ticket, PERSONAL_KINDS) is ticket
