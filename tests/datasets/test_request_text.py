"""The text that models read holds what the customer said at first, and nothing else."""

from hypothesis import given, settings
from hypothesis import strategies as st

from firstline.datasets.request_text import request_text
from firstline.datasets.ticket import Ticket


def thread(*messages: tuple[str, str], **fields: object) -> Ticket:
    return Ticket.model_validate(
        {"messages": [{"author": author, "text": text} for author, text in messages], **fields}
    )


def test_subject_and_body_are_lines():
    assert request_text(Ticket(subject="VPN", body="It drops")) == "VPN\nIt drops"
    assert request_text(Ticket(subject="VPN")) == "VPN"
    assert request_text(Ticket(body="It drops")) == "It drops"
    assert request_text(Ticket()) == ""


def test_a_subject_that_repeats_the_start_of_the_body_is_not_doubled():
    assert request_text(Ticket(subject="The printer is", body="The printer is on fire")) == "The printer is on fire"
    assert (
        request_text(Ticket(subject="The  Printer is on f…", body="The printer is on fire")) == "The printer is on fire"
    )
    assert request_text(Ticket(subject="Print", body="Printers are on fire")) == "Print\nPrinters are on fire"
    assert request_text(Ticket(subject="...", body="Help")) == "...\nHelp"


def test_without_a_body_the_customers_first_messages_are_read():
    ticket = thread(
        ("customer", "one"), ("system", "routed"), ("customer", "two"), ("agent", "answer"), ("customer", "three")
    )
    assert request_text(ticket) == "one\ntwo"


def test_messages_that_repeat_the_body_are_left_out():
    ticket = thread(("customer", "one"), ("customer", "two"), ("agent", "answer"), body="one ")
    assert request_text(ticket) == "one\ntwo"


def test_words_of_agents_and_the_resolution_are_never_read():
    ticket = thread(
        ("agent", "hello"), ("customer", "thanks"), subject="VPN", resolution="restarted", category="network"
    )
    assert request_text(ticket) == "VPN"


def test_an_internal_note_is_no_answer():
    messages = [
        {"author": "agent", "public": False, "text": "note"},
        {"author": "customer", "text": "more"},
    ]
    assert request_text(Ticket.model_validate({"body": "first", "messages": messages})) == "first\nmore"


def test_exports_with_the_newest_message_on_top_are_put_in_order():
    messages = [
        {"author": "customer", "text": "later", "at": "2026-01-03"},
        {"author": "agent", "text": "answer", "at": "2026-01-02"},
        {"author": "customer", "text": "first", "at": "2026-01-01"},
    ]
    assert request_text(Ticket.model_validate({"messages": messages})) == "first"


def test_what_came_after_the_first_response_is_left_out():
    messages = [
        {"author": "customer", "text": "first", "at": "2026-01-01"},
        {"author": "customer", "text": "later", "at": "2026-01-03"},
    ]
    ticket = Ticket.model_validate({"messages": messages, "first_response_at": "2026-01-02"})
    assert request_text(ticket) == "first"


def test_the_raw_text_stays_in_the_ticket():
    ticket = Ticket(subject="<b>VPN</b>", body="<p>It drops</p>")
    assert request_text(ticket) == "VPN\nIt drops"
    assert ticket.body == "<p>It drops</p>"


@given(
    st.text(), st.text(), st.lists(st.tuples(st.sampled_from(["customer", "agent", "system"]), st.text()), max_size=4)
)
@settings(max_examples=100, deadline=None)
def test_any_ticket_has_a_request_text_and_always_the_same(subject, body, messages):
    ticket = thread(*messages, subject=subject, body=body)
    assert request_text(ticket) == request_text(ticket)
