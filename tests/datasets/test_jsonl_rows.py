"""Rows of JSONL files."""

import pytest

from firstline.datasets.errors import TicketFileError
from firstline.datasets.jsonl_rows import jsonl_rows


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
