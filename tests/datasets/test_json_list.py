"""Where in a document the tickets lie."""

import json

import pytest

from firstline.datasets.errors import TicketFileError
from firstline.datasets.json_list import has_list_within, is_named_list, list_place
from firstline.datasets.json_rows import json_rows
from firstline.datasets.table_rows import table_rows

TICKETS = [{"id": n, "subject": "Lamp", "threads": [{"id": n, "body": "x"}] * 5} for n in range(3)]


def write(folder, document, indent=None):
    path = folder / "t.json"
    path.write_text(json.dumps(document, indent=indent), encoding="utf-8")
    return path


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize(
    ("document", "place"),
    [
        ({"_embedded": {"conversations": TICKETS}, "page": {"n": 1}}, ("_embedded", "conversations")),
        ({"page": {"n": 1, "m": {"x": 1}}, "conversations": TICKETS}, ("conversations",)),
        ({"data": {"tickets": TICKETS, "users": [{"id": 1, "title": "x"}] * 9}}, ("data", "tickets")),
        ({"response": {"result": {"list": TICKETS}}}, ("response", "result", "list")),
        ({"ok": True, "hits": TICKETS, "facets": [{"key": "a", "number": 1}]}, ("hits",)),
    ],
)
def test_the_long_list_is_found_and_its_objects_are_the_rows(tmp_path, document, place, indent):
    path = write(tmp_path, document, indent)
    assert list_place(path) == place
    assert [row.values["id"] for row in table_rows(path)] == [0, 1, 2]


@pytest.mark.parametrize(
    "ticket",
    [
        {"id": 1, "subject": "Lamp", "notes_of_ours": TICKETS},
        {"ticket": {"id": 1, "description": "x", "parts": TICKETS}},
        {"key": "A-1", "fields": {"summary": "Lamp", "status": "open", "worklog": TICKETS}},
        {"comments": TICKETS},
    ],
)
def test_the_lists_of_a_single_ticket_are_its_own(tmp_path, ticket):
    assert [row.values for row in json_rows(write(tmp_path, ticket))] == [ticket]


def test_lists_of_about_the_same_length_are_named_in_the_error(tmp_path):
    document = {"open": TICKETS, "more": {"closed": [*TICKETS, *TICKETS[:1]]}}
    with pytest.raises(
        TicketFileError,
        match=r"open \(3 objects\), more.closed \(4 objects\); say which: `firstline import --records open`",
    ):
        list(json_rows(write(tmp_path, document)))


def test_groups_beside_nested_tickets_are_put_into_them(tmp_path):
    tickets = [{**ticket, "group_id": 7} for ticket in TICKETS]
    path = write(tmp_path, {"data": {"tickets": tickets, "groups": [{"id": 7, "name": "Network"}]}})
    assert [row.values["group"]["name"] for row in json_rows(path)] == ["Network"] * 3


def test_a_named_list_says_what_it_is():
    assert is_named_list("conversation.list", "conversations")
    assert not is_named_list("conversation.list", "pages")
    assert not is_named_list("ticket")


def test_an_object_with_an_id_is_no_envelope_of_its_messages():
    assert has_list_within('{"cases": [{"id": 1}]')
    assert has_list_within('{"id": 1, "cases": [{"id": 1}]')
    assert not has_list_within('{"id": 1, "comments": [{"id": 1}]')
    assert not has_list_within('{"cases": "[{"')


BOARD = {
    "id": "b1",
    "name": "Helpdesk",
    "desc": "",
    "lists": [{"id": "l1", "name": "Network"}, {"id": "l2", "name": "Hardware"}],
    "cards": [{"id": f"c{n}", "name": "Lamp", "desc": "The lamp is broken"} for n in range(4)],
}


@pytest.mark.parametrize("indent", [None, 1])
def test_an_object_with_lists_and_no_text_of_its_own_is_asked_about_rather_than_one_ticket(tmp_path, indent):
    path = write(tmp_path, BOARD, indent)
    with pytest.raises(
        TicketFileError, match=r"lists \(2 objects\), cards \(4 objects\); say with `firstline import --records NAME`"
    ):
        list(table_rows(path))
    assert [row.values["id"] for row in table_rows(path, records="cards")] == ["c0", "c1", "c2", "c3"]
    assert [row.values["name"] for row in table_rows(path, records=".")] == ["Helpdesk"]


def test_a_text_of_its_own_makes_no_ticket_of_what_holds_a_long_list(tmp_path):
    path = write(tmp_path, {"id": 1, "title": "Helpdesk", "cards": BOARD["cards"] * 5})
    with pytest.raises(TicketFileError, match=r"cards \(20 objects\)"):
        list(table_rows(path))


def test_a_list_may_be_chosen_where_another_would_be_taken(tmp_path):
    document = {"tickets": TICKETS, "archive": {"old": TICKETS[:2]}}
    path = write(tmp_path, document)
    assert len(list(table_rows(path))) == 3
    assert len(list(table_rows(path, records="archive.old"))) == 2
    with pytest.raises(TicketFileError, match=r"no list of objects cards .* tickets \(3 objects\), archive.old"):
        list(table_rows(path, records="cards"))


def test_only_a_json_document_has_lists_to_choose_from(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("id,body\n1,The lamp is broken\n", encoding="utf-8")
    with pytest.raises(TicketFileError, match="this is CSV"):
        list(table_rows(path, records="cards"))


PAGES = [{"_embedded": {"conversations": TICKETS}, "page": {"n": n}} for n in (1, 2)]


def test_pages_of_an_answer_may_stand_in_an_array_or_one_a_line(tmp_path):
    path = write(tmp_path, PAGES)
    for records in ("", "_embedded.conversations"):
        assert list_place(path, records) == ("[]", "_embedded", "conversations")
        assert [row.values["id"] for row in table_rows(path, records=records)] == [0, 1, 2] * 2
    with pytest.raises(TicketFileError, match=r"no list of objects parts .*: _embedded.conversations \(3 objects\)"):
        list_place(path, "parts")
    lines = tmp_path / "pages.jsonl"
    lines.write_text("\n".join(map(json.dumps, PAGES)), encoding="utf-8")
    assert [row.values["id"] for row in table_rows(lines)] == [0, 1, 2] * 2


def test_tickets_with_lists_of_their_own_are_no_pages(tmp_path):
    tickets = [{"id": n, "subject": "Lamp", "parts": TICKETS} for n in (7, 8)]
    for ticket in tickets, [{"text": "The lamp is dark", "parts": TICKETS} for _ in tickets]:
        assert list_place(write(tmp_path, ticket)) == ()
        lines = tmp_path / "tickets.jsonl"
        lines.write_text("\n".join(map(json.dumps, ticket)), encoding="utf-8")
        assert [row.values for row in table_rows(lines)] == ticket
