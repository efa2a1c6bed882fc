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
    with pytest.raises(TicketFileError, match=r"open \(3 objects\), more.closed \(4 objects\); put the one"):
        list(json_rows(write(tmp_path, document)))


def test_groups_beside_nested_tickets_are_put_into_them(tmp_path):
    tickets = [{**ticket, "group_id": 7} for ticket in TICKETS]
    path = write(tmp_path, {"data": {"tickets": tickets, "groups": [{"id": 7, "name": "Network"}]}})
    assert [row.values["group"]["name"] for row in json_rows(path)] == ["Network"] * 3


def test_a_named_list_says_what_it_is():
    assert is_named_list("conversation.list", "conversations")
    assert not is_named_list("conversation.list", "pages")
    assert not is_named_list("ticket")


def test_an_object_with_an_id_is_no_envelope():
    assert has_list_within('{"cases": [{"id": 1}]')
    assert not has_list_within('{"id": 1, "cases": [{"id": 1}]')
    assert not has_list_within('{"cases": "[{"')
