"""Explanations point into the text as it was sent."""

from firstline.datasets.request_text import request_text
from firstline.datasets.ticket import Ticket
from firstline.serving.sent_text import Place, SentText


def _shown(ticket: Ticket, word: str, occurrence: int = 0) -> str | None:
    cleaned = request_text(ticket)
    start = -1
    for _ in range(occurrence + 1):
        start = cleaned.index(word, start + 1)
    place = SentText(ticket, cleaned).place_of(start, start + len(word))
    if place is None:
        return None
    parts = {"subject": ticket.subject, "body": ticket.body} | {m.id or "": m.text for m in ticket.messages}
    return f"{place.part}:{parts[place.part][place.start : place.end]}@{place.start}"


def test_a_word_of_plain_text_stands_where_it_stood() -> None:
    ticket = Ticket(subject="Printer broken", body="The  printer\tis broken. The printer again!")
    assert _shown(ticket, "Printer") == "subject:Printer@0"
    assert _shown(ticket, "printer", 0) == "body:printer@5"
    assert _shown(ticket, "printer", 1) == "body:printer@28"


def test_markup_and_what_it_says_are_not_the_text() -> None:
    ticket = Ticket(body="<div class='printer'><p>Hello,</p><p>my <b>printer</b> broke</p></div>")
    assert _shown(ticket, "printer") == f"body:printer@{ticket.body.index('<b>') + 3}"


def test_quoted_text_below_does_not_shift_the_words_above() -> None:
    ticket = Ticket(
        body="Sadly the printer stopped working again today.\n\nOn Mon, Anna wrote:\n> the printer is fixed"
    )
    assert _shown(ticket, "printer") == "body:printer@10"


def test_several_words_are_one_place() -> None:
    ticket = Ticket(body="my exchange\n rate is wrong")
    cleaned = request_text(ticket)
    start, end = cleaned.index("exchange"), cleaned.index("rate") + 4
    assert SentText(ticket, cleaned).place_of(start, end) == Place("body", 3, 17)


def test_a_word_that_cleaning_made_has_no_place() -> None:
    ticket = Ticket(body="<p>the caf&eacute; printer</p>")
    assert _shown(ticket, "café") is None
    assert _shown(ticket, "printer") is not None


def test_a_message_is_named_by_its_id() -> None:
    messages = [
        {"author": "customer", "text": "my printer", "id": "m1"},
        {"author": "customer", "text": "scanner too"},
        {"author": "agent", "text": "printer?", "id": "m3"},
    ]
    ticket = Ticket.model_validate({"body": "", "messages": messages})
    assert _shown(ticket, "printer") == "m1:printer@3"
    assert _shown(ticket, "scanner") is None, "nothing can point into a message without an id"
