"""Rows of CSV files."""

import pytest

from firstline.datasets.csv_rows import csv_rows
from firstline.datasets.errors import TicketFileError


def test_blank_lines_are_no_rows_and_rows_are_counted_from_one(tmp_path):
    (tmp_path / "t.csv").write_text("\nid,body\n\n1,a\n\n2,b\n", encoding="utf-8")
    assert [(row.number, row.values) for row in csv_rows(tmp_path / "t.csv")] == [
        (1, {"id": "1", "body": "a"}),
        (2, {"id": "2", "body": "b"}),
    ]


def test_excels_line_with_the_delimiter_is_followed(tmp_path):
    (tmp_path / "t.csv").write_text("sep=;\nid;body\n1;a\n", encoding="utf-8")
    assert [row.values for row in csv_rows(tmp_path / "t.csv")] == [{"id": "1", "body": "a"}]


def test_a_column_named_twice_is_an_error(tmp_path):
    (tmp_path / "t.csv").write_text("id,body,body\n1,a,b\n", encoding="utf-8")
    with pytest.raises(TicketFileError, match="body more than once"):
        list(csv_rows(tmp_path / "t.csv", once={"body"}))


def test_other_columns_of_one_name_become_a_list(tmp_path):
    (tmp_path / "t.csv").write_text("id,Comment,Comment\n1,a,b\n", encoding="utf-8")
    assert [row.values for row in csv_rows(tmp_path / "t.csv")] == [{"id": "1", "Comment": ["a", "b"]}]


def test_a_file_that_ends_in_the_middle_of_a_row_is_refused(tmp_path):
    (tmp_path / "t.csv").write_text("id,subject,body\n1,a,b\n2,c", encoding="utf-8")
    with pytest.raises(TicketFileError, match="ends in the middle of the row at line 3"):
        list(csv_rows(tmp_path / "t.csv"))
    assert len(list(csv_rows(tmp_path / "t.csv", lenient=True))) == 2


def test_old_mac_line_ends_are_line_ends(tmp_path):
    (tmp_path / "t.csv").write_bytes(b"id,body\r1,a\r2,b\r")
    assert len(list(csv_rows(tmp_path / "t.csv"))) == 2


def test_lines_are_counted_from_the_top_of_the_file(tmp_path):
    (tmp_path / "t.csv").write_text("Report of tickets\n\nid,subject,body\n1,a,b\n2,c", encoding="utf-8")
    with pytest.raises(TicketFileError, match="ends in the middle of the row at line 5"):
        list(csv_rows(tmp_path / "t.csv"))
