from datetime import UTC, datetime

import pytest

from firstline.datasets.ticket import Ticket
from firstline.kb_index.ticket_index import is_open


def ticket(id_, subject, **properties):
    return Ticket.model_validate({"id": id_, "subject": subject, "body": "It does not work any more.", **properties})


JAM = ticket("1", "Printer jams", status="resolved", requester_id="ann", organization_id="acme")
VPN = ticket("2", "No connection from home", requester_id="bob", duplicate_of="7", url="https://desk.test/2")


def ids(hits):
    return [hit.ticket_id for hit in hits]


def test_the_ticket_that_is_the_same_request_comes_first(state, ask_tickets):
    state.tickets.put([JAM, VPN])
    first, second = ask_tickets("Printer jammed\nIt does not work.")
    assert (first.ticket_id, second.ticket_id) == ("1", "2")
    assert 1 >= first.score >= second.score >= 0
    assert (second.duplicate_of, second.url, second.requester_id) == ("7", "https://desk.test/2", "bob")
    assert (first.is_open, second.is_open, first.subject) == (False, True, "Printer jams")


def test_the_only_ticket_with_a_rare_code_comes_first(state, ask_tickets):
    state.tickets.put([ticket(str(n), f"Device shows E{n} since this morning") for n in range(4700, 4800)])
    assert ids(ask_tickets("since yesterday our device stops in the morning and shows E4711"))[0] == "4711"


def test_of_tickets_with_the_same_words_the_one_with_the_same_phrase_has_more_in_common(state):
    mail = Ticket(id="mail", body="mail is not sent and the empty folder shown")
    folder = Ticket(id="folder", body="the sent folder is empty and mail not shown")
    state.tickets.put([mail, folder])
    of_mail, of_folder = state.tickets.prepare("since monday mail is not sent").scores["words"].values
    assert of_mail > of_folder > 0
    of_mail, of_folder = state.tickets.prepare("on my phone the sent folder is empty").scores["words"].values
    assert of_folder > of_mail > 0


def test_the_ticket_that_is_asked_about_is_left_out(state, ask_tickets):
    state.tickets.put([JAM, VPN])
    assert ids(ask_tickets("Printer jams", exclude_ids=["1", "unknown"])) == ["2"]


def test_a_restricted_ticket_is_for_its_groups_and_takes_no_place_of_others(state, ask_tickets):
    hidden = [ticket(f"hr {n}", "Printer jams", restricted_to=["hr"]) for n in range(300)]
    state.tickets.put([*hidden, JAM])
    assert ids(ask_tickets("Printer jams", top_k=1, viewer_groups=["it"])) == ["1"]
    assert len(ask_tickets("Printer jams", top_k=20, viewer_groups=["it", "hr"])) == 20


def test_tickets_of_one_requester_or_organisation_can_be_asked_for(state, ask_tickets):
    state.tickets.put([JAM, VPN])
    assert ids(ask_tickets("no connection", requester_id="ann")) == ["1"]
    assert ids(ask_tickets("no connection", organization_id="acme")) == ["1"]
    assert ids(ask_tickets("no connection", requester_id="nobody")) == []


def test_only_resolved_tickets_can_be_asked_for(state, ask_tickets):
    state.tickets.put([JAM, VPN])
    assert ids(ask_tickets("no connection", only_resolved=True)) == ["1"]


def test_a_search_in_the_past_does_not_see_the_future(state, ask_tickets):
    state.tickets.put(
        [
            ticket("old", "Printer jams", created_at="2026-01-01"),
            ticket("new", "Printer jams", created_at="2026-03-01"),
            JAM,
        ]
    )
    assert set(ids(ask_tickets("printer", at=datetime(2026, 2, 1, tzinfo=UTC)))) == {"old", "1"}
    assert set(ids(ask_tickets("printer"))) == {"old", "new", "1"}


def test_everything_of_a_ticket_comes_back(state):
    kept = ticket("9", "Größe 😀", article_ids=["a"], custom="x", messages=[{"author": "customer", "text": "hi"}])
    state.tickets.put([kept])
    assert state.tickets.get("9") == kept
    assert state.tickets.list(limit=5) == [kept]


def test_half_a_surrogate_pair_is_no_reason_to_lose_a_ticket(state, ask_tickets):
    state.tickets.put([ticket("9", "cut \ud83d here", created_at="2026-01-01", article_ids=["a"])])
    assert state.tickets.get("9").subject == "cut ? here"
    assert state.tickets.get("9").created_at == datetime(2026, 1, 1, tzinfo=UTC)
    assert ids(ask_tickets("cut \ud83d here")) == ["9"]


def test_a_deleted_ticket_leaves_no_text_in_the_database(state, tmp_path):
    state.tickets.put([ticket("9", "unmistakable subject")])
    state.tickets.delete("9")
    with state.database.read() as connection:
        rows = connection.exec_driver_sql("SELECT content FROM tickets").scalars().all()
        vectors = connection.exec_driver_sql("SELECT count(*) FROM vectors").scalar_one()
    assert (rows, vectors) == ([""], 0)


def test_equal_texts_share_their_vector_until_the_last_is_gone(state, ask_tickets):
    state.tickets.put([ticket("1", "Printer jams"), ticket("2", "Printer jams")])
    state.tickets.delete("1")
    assert ids(ask_tickets("Printer jams")) == ["2"]


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ({}, True),
        ({"status": "Open"}, True),
        ({"status": "waiting"}, True),
        ({"status": " Resolved "}, False),
        ({"resolved_at": "2026-01-01"}, False),
        ({"closed_at": "2026-01-01", "status": "open"}, False),
    ],
)
def test_a_ticket_is_open_until_something_says_otherwise(properties, expected):
    assert is_open(ticket("1", "x", **properties)) is expected
