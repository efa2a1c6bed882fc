"""An export with a row for each message of a conversation."""

import pytest

from firstline.datasets.ticket_import import import_tickets, look_at_exports
from firstline.datasets.ticket_reader import read_tickets

HEADER = "Conversation ID,Message date,Direction,Message type,Inbox,From handle,Subject,Extract"


def conversation(n, *directions):
    for place, direction in enumerate(directions):
        sender = f"c{n}@mail.example" if direction == "Inbound" else "help@desk.example"
        kind = "internal note" if direction == "Note" else "email"
        text = f"Message {place} of {n} about a lamp that does not work"
        said = "Outbound" if direction == "Note" else direction
        yield f"cnv_{n},2026-01-{1 + n % 28:02}T1{place}:00:00Z,{said},{kind},Light,{sender},Lamp {n},{text}"


def imported(folder, rows):
    export = folder / "messages.csv"
    export.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    result = import_tickets([export], folder / "t.jsonl", mapping=look_at_exports([export]))
    return result, read_tickets(folder / "t.jsonl").tickets


def test_rows_become_the_messages_of_a_ticket_and_the_first_customer_is_who_asked(tmp_path):
    rows = [row for n in range(30) for row in conversation(n, "Inbound", "Inbound", "Note", "Outbound")]
    result, tickets = imported(tmp_path, rows)
    assert (result.told_by, result.tickets, result.one_requester) == ("Direction", 30, 0)
    for n, ticket in enumerate(tickets):
        assert ticket.requester_id == f"c{n}@mail.example"
        assert [message.author for message in ticket.messages] == ["customer", "customer", "agent", "agent"]
        assert [message.public for message in ticket.messages] == [True, True, False, True]
        assert ticket.messages[0].text == f"Message 0 of {n} about a lamp that does not work"


def test_a_few_answers_among_single_messages_are_messages_all_the_same(tmp_path):
    rows = [row for n in range(30) for row in conversation(n, *["Inbound", "Outbound"][: 1 + (n < 3)])]
    result, tickets = imported(tmp_path, rows)
    assert (result.tickets, len(result.rejected)) == (30, 0)
    assert [len(ticket.messages) for ticket in tickets[:4]] == [2, 2, 2, 1]


def test_a_conversation_that_the_desk_begins_has_the_customer_as_requester_or_nobody(tmp_path):
    rows = [row for n in range(30) for row in conversation(n, "Outbound", *(["Inbound"] if n % 2 else []))]
    _, tickets = imported(tmp_path, rows)
    assert [ticket.requester_id for ticket in tickets[:2]] == [None, "c1@mail.example"]


@pytest.mark.parametrize(("people", "doubted"), [(1, 30), (15, 0)])
def test_one_requester_in_all_tickets_is_doubted(tmp_path, people, doubted):
    export = tmp_path / "t.csv"
    lines = [f"{n},The lamp {n} has been broken since Monday,c{n % people}" for n in range(30)]
    export.write_text("id,body,requester_id\n" + "\n".join(lines) + "\n", encoding="utf-8")
    result = import_tickets([export], tmp_path / "o.jsonl", mapping=look_at_exports([export]))
    assert result.one_requester == doubted
