"""Rows of JSON documents."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firstline.datasets import json_document
from firstline.datasets import json_rows as module
from firstline.datasets.errors import TicketFileError
from firstline.datasets.json_rows import is_json_document, json_rows

TICKETS = [{"id": 1, "body": "Größe"}, {"id": 2, "body": '[x] {y} "z"'}]


def write(folder, text):
    path = folder / "t.json"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("wrapper", ["tickets", "results", "issues", "data"])
@pytest.mark.parametrize("indent", [None, 2])
def test_an_array_may_be_wrapped(tmp_path, wrapper, indent):
    document = {"count": 2, "meta": {"a": [1]}, wrapper: TICKETS, "users": [{"id": 5}], "next": None}
    rows = list(json_rows(write(tmp_path, json.dumps(document, indent=indent))))
    assert [row.values for row in rows] == TICKETS
    assert [row.number for row in rows] == [1, 2]


def test_a_bare_array_single_objects_and_objects_in_a_row_are_read(tmp_path):
    for text in (json.dumps(TICKETS), "\n".join(json.dumps(ticket, indent=1) for ticket in TICKETS)):
        assert [row.values for row in json_rows(write(tmp_path, text))] == TICKETS
    assert list(json_rows(write(tmp_path, "[]"))) == []


def test_chunks_may_end_anywhere(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "_CHUNK", 7)
    monkeypatch.setattr(json_document, "_CHUNK", 7)
    path = write(tmp_path, json.dumps({"tickets": TICKETS * 20, "n": 12345}))
    assert [row.values for row in json_rows(path)] == TICKETS * 20


@pytest.mark.parametrize("cut", [20, 40, 60])
def test_a_document_that_is_cut_short_says_so(tmp_path, cut):
    with pytest.raises(TicketFileError, match="cut short"):
        list(json_rows(write(tmp_path, json.dumps(TICKETS)[:cut])))


def test_what_is_wrong_is_said_with_its_place(tmp_path):
    with pytest.raises(TicketFileError, match="not JSON at character"):
        list(json_rows(write(tmp_path, '[{"id": 1} {"id": 2}, {"id": 3}]' + " " * 200)))


def test_an_entry_that_is_no_object_is_a_bad_row(tmp_path):
    rows = list(json_rows(write(tmp_path, '[{"id": 1}, 17, "x"]')))
    assert [bool(row.problem) for row in rows] == [False, True, True]


@pytest.mark.parametrize(
    ("start", "document"),
    [
        ('[{"id": 1}]', True),
        ('{"tickets": [{"id": 1', True),
        ('{"expand": "x", "startAt": 0, "issues": [{"id"', True),
        ('{\n "id": 1', True),
        ('{"id": 1, "tags": ["a"]}\n{"id": 2}', False),
        ('{"_embedded": {"conversations": [{"id"', True),
        ('{"page": {"n": 1, "m": {"x": 2}}, "data": {"tickets": [{"id": 1}]}}', True),
        ('{"id": 1, "messages": [{"text": "x"}]}', False),
        ('{"id": 1, "text": "it says \\"tickets\\": [{"}', False),
    ],
)
def test_a_document_is_told_from_jsonl_by_its_start(start, document):
    assert is_json_document(start) is document


@given(st.lists(st.dictionaries(st.text(max_size=5), st.text(max_size=20) | st.integers() | st.none(), max_size=4)))
def test_any_array_of_objects_comes_back_as_it_was(tmp_path_factory, entries):
    path = write(tmp_path_factory.mktemp("json"), json.dumps(entries))
    assert [row.values for row in json_rows(path)] == entries


@pytest.mark.parametrize("behind", [True, False])
def test_what_is_listed_beside_the_tickets_is_put_into_them_wherever_it_stands(tmp_path, behind, monkeypatch):
    monkeypatch.setattr(module, "_CHUNK", 50)
    monkeypatch.setattr(json_document, "_CHUNK", 50)
    tickets = {"tickets": [{"id": n, "group_id": 3} for n in range(9)]}
    groups = {"groups": [{"id": 3, "name": "Network"}]}
    document = {**tickets, **groups} if behind else {**groups, **tickets}
    rows = list(json_rows(write(tmp_path, json.dumps(document))))
    assert [row.values["group"]["name"] for row in rows] == ["Network"] * 9


def test_intercoms_list_says_what_it_is_and_elsewhere_conversations_are_a_part_of_a_ticket(tmp_path):
    path = tmp_path / "export.json"
    conversations = [{"type": "conversation", "id": "7"}, {"type": "conversation", "id": "8"}]
    document = {"type": "conversation.list", "pages": {"page": 1, "next": {"x": 1}}, "conversations": conversations}
    path.write_text(json.dumps(document), encoding="utf-8")
    assert is_json_document(json.dumps(document))
    assert [row.values["id"] for row in json_rows(path)] == ["7", "8"]
    path.write_text(json.dumps({"id": 1, "conversations": conversations}), encoding="utf-8")
    assert [row.values["id"] for row in json_rows(path)] == [1]


def test_objects_under_numbers_are_rows(tmp_path):
    document = {"0": {"case": {"case_id": 1}}, "1": {"case": {"case_id": 2}}, "total_count": 2}
    rows = list(json_rows(write(tmp_path, json.dumps(document))))
    assert [row.values for row in rows] == [{"case": {"case_id": 1}}, {"case": {"case_id": 2}}]


@pytest.mark.parametrize("end", range(20, 75, 3))
def test_a_document_that_was_cut_anywhere_says_so(tmp_path, end):
    text = json.dumps([{"id": n, "body": f"text {n}", "group": {"name": None}} for n in range(2)])
    with pytest.raises(TicketFileError, match="cut short"):
        list(json_rows(write(tmp_path, text[:end])))
