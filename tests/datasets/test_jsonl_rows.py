"""Rows of JSONL files."""

import json

import pytest

from firstline.datasets.errors import TicketFileError
from firstline.datasets.jsonl_rows import is_of_lines, jsonl_rows
from firstline.datasets.table_rows import table_rows


def test_a_bad_line_is_a_row_with_a_problem_and_the_next_one_is_read(tmp_path):
    (tmp_path / "t.jsonl").write_text(
        '{"a": 1}\n\n{"a": \n17\n{"a": NaN}\n{"a": ' + "9" * 5_000 + "}\n", encoding="utf-8"
    )
    rows = list(jsonl_rows(tmp_path / "t.jsonl"))
    assert [row.number for row in rows] == [1, 2, 3, 4, 5]
    assert [bool(row.problem) for row in rows] == [False, True, True, False, True]


def test_unicode_line_separators_do_not_end_a_line(tmp_path):
    (tmp_path / "t.jsonl").write_text('{"a": "x\u2028y\x85z"}\n', encoding="utf-8")
    assert [row.problem for row in jsonl_rows(tmp_path / "t.jsonl")] == [None]


@pytest.mark.parametrize("cut", ['{"a": 2', '{"a": "half of a te', "{"])
def test_a_file_that_ends_in_the_middle_of_its_last_row_is_refused(tmp_path, cut):
    (tmp_path / "t.jsonl").write_text('{"a": 1}\n' + cut, encoding="utf-8")
    with pytest.raises(TicketFileError, match="cut off in the middle of its last row, 2"):
        list(jsonl_rows(tmp_path / "t.jsonl"))
    assert [bool(row.problem) for row in jsonl_rows(tmp_path / "t.jsonl", lenient=True)] == [False, True]


@pytest.mark.parametrize("end", ['{"a": 2}', '{"a": \n', "{}\n\n", "17"])
def test_a_whole_last_row_needs_no_line_end_and_a_bad_one_with_it_is_only_rejected(tmp_path, end):
    (tmp_path / "t.jsonl").write_text('{"a": 1}\n' + end, encoding="utf-8")
    assert len(list(jsonl_rows(tmp_path / "t.jsonl"))) == 2


GOOD = '{"id": "2", "body": "mail"}\n'


@pytest.mark.parametrize(
    "first",
    [
        '{"id": "1", "body": "a b c"',
        '{"id": "1", "body": "a b',
        '{"id": "1", "body":',
        "{broken",
        "{",
        "oops",
        "[1,2]",
        "[",
        "[]",
        '[{"id": 1}]',
        '[{"id": 1}, {"id":',
        "17",
        "null",
        "\ufeffoops",
    ],
)
@pytest.mark.parametrize("others", [1, 2, 5_000])
def test_a_bad_first_line_is_one_bad_row_and_the_others_are_read(tmp_path, first, others):
    (tmp_path / "t.jsonl").write_text(f"{first}\n" + GOOD * others, encoding="utf-8")
    rows = list(table_rows(tmp_path / "t.jsonl"))
    assert len(rows) == 1 + others
    assert [bool(row.problem) for row in rows] == [True] + [False] * others
    assert rows[0].values == {}


def test_a_line_that_is_no_object_is_a_row_also_when_it_is_alone(tmp_path):
    (tmp_path / "t.jsonl").write_text("[1, 2]\n", encoding="utf-8")
    assert [row.problem for row in table_rows(tmp_path / "t.jsonl")] == ["not a JSON object"]


TICKETS = [{"id": number, "body": 'it says {"a": [1]}'} for number in range(3_000)]


@pytest.mark.parametrize(
    "document",
    [
        json.dumps(TICKETS),
        json.dumps(TICKETS, indent=1),
        json.dumps({"count": 3, "meta": {"a": [1]}, "tickets": TICKETS}, indent=1),
        "\n".join(json.dumps(ticket, indent=1) for ticket in TICKETS),
        "[\n" + ",\n".join(map(json.dumps, TICKETS)) + "\n]\n",
        "[\n" + "\n,".join(map(json.dumps, TICKETS)) + "\n]\n",
        "[" + "\n,".join(map(json.dumps, TICKETS)) + "]",
        "\n".join(json.dumps([ticket]) for ticket in TICKETS),
    ],
    ids=[
        "array",
        "array, indented",
        "wrapped",
        "in a row",
        "one a line",
        "commas before",
        "one a line, packed",
        "pages",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_json_document_under_the_name_of_jsonl_stays_one(tmp_path, document, encoding):
    (tmp_path / "t.jsonl").write_text(document, encoding=encoding)
    assert [row.values for row in table_rows(tmp_path / "t.jsonl")] == TICKETS


@pytest.mark.parametrize("cut", [-1, -2, -30])
@pytest.mark.parametrize("indent", [None, 1])
def test_a_json_document_that_is_cut_short_is_not_taken_for_lines(tmp_path, cut, indent):
    (tmp_path / "t.jsonl").write_text(json.dumps(TICKETS[:9], indent=indent)[:cut], encoding="utf-8")
    with pytest.raises(TicketFileError, match=r"cut short|not JSON"):
        list(table_rows(tmp_path / "t.jsonl"))


def test_what_could_be_a_document_or_lines_is_a_document_as_long_as_it_can_be_read_on():
    assert not is_of_lines('{\n "id": 1,\n "body": "cut he', whole=False)
    assert not is_of_lines("", whole=True)
    assert is_of_lines("{\n" + GOOD * 3, whole=False)
