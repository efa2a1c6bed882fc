"""The format of an export is found by its name, or else by its content."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from firstline.datasets.errors import TicketFileError
from firstline.datasets.table_rows import no_rows, table_rows


def test_content_decides_where_the_name_says_nothing(tmp_path):
    pq.write_table(pa.table({"body": ["a"]}), tmp_path / "parquet.dump")
    (tmp_path / "jsonl.txt").write_text(' \n{"body": "a"}\n', encoding="utf-8")
    (tmp_path / "csv.export").write_text("body\na\n", encoding="utf-8")
    for name in ("parquet.dump", "jsonl.txt", "csv.export"):
        assert [row.values["body"] for row in table_rows(tmp_path / name)] == ["a"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("report.xls", "<html><body><table><tr><td>Id</td></tr></table>", "this is HTML"),
        ("report.csv", "\n<!DOCTYPE html>\n<html>", "this is HTML"),
        ("report.xlsx", '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>', "an Excel workbook of XML"),
        ("tickets.jsonl", "id,body\n1,lamp\n", "no line is JSON"),
        ("tickets.csv", '{"id": 1, "body": "lamp"}\n', "its lines are JSON"),
    ],
)
def test_a_file_of_another_format_than_its_name_says_is_refused_with_what_to_do(tmp_path, name, content, said):
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(TicketFileError, match=said):
        list(table_rows(tmp_path / name))


def test_xml_that_somebody_wrote_and_a_bad_line_above_json_are_read(tmp_path):
    (tmp_path / "a.csv").write_text("<id>;body\n1;lamp\n", encoding="utf-8")
    assert [row.values["body"] for row in table_rows(tmp_path / "a.csv")] == ["lamp"]
    (tmp_path / "b.jsonl").write_text('broken\n{"body": "lamp"}\n', encoding="utf-8")
    assert [row.values.get("body") for row in table_rows(tmp_path / "b.jsonl")] == [None, "lamp"]


def test_what_a_file_without_rows_wants_is_said_for_its_format():
    assert "a header line" in no_rows(Path("t.csv"))
    assert "names of the columns" in no_rows(Path("t.xlsx"))
    assert "a JSON object" in no_rows(Path("t.jsonl.gz"))
    assert "one JSON object" in no_rows(Path("t.json"))
