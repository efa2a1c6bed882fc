"""Rows of JSONL files."""

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
