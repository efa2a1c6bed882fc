"""What stands above the rows of a CSV file."""

import io

import pytest

from firstline.datasets.csv_rows import csv_rows
from firstline.datasets.header_lines import header_lines


@pytest.mark.parametrize(
    "above",
    [
        "Tickets report 2025\n",
        "Tickets report 2025\n\n",
        "Tickets report 2025;;;\n;;;\n",
        "\ufeffВыгрузка\nза март 2025, все группы\n",
        'sep=;\n"Report, weekly"\n',
        '"Report; weekly"\n\n',
    ],
)
def test_a_title_above_the_header_is_passed_over(tmp_path, above):
    (tmp_path / "t.csv").write_text(f"{above}Nr;Subject;Описание;Group\n1;a;b;c\n2;d;e;f\n", encoding="utf-8")
    rows = list(csv_rows(tmp_path / "t.csv"))
    assert [row.values for row in rows] == [
        {"Nr": "1", "Subject": "a", "Описание": "b", "Group": "c"},
        {"Nr": "2", "Subject": "d", "Описание": "e", "Group": "f"},
    ]


@pytest.mark.parametrize(
    "table",
    [
        "text\nhello, it is broken\nsince monday, help\n",
        "text\nsubject, of my mail\nit is broken, since monday, help\n",
        "body\n1,2\n3,4\n",
        'body\n"a, b"\n"c, d"\n',
        "id\n",
        "",
    ],
)
def test_a_table_may_have_a_single_column(table):
    assert header_lines(io.StringIO(table)).skipped == 0


def test_what_was_read_begins_with_the_header():
    found = header_lines(io.StringIO("\nReport\nid;body\n1;x\n"))
    assert (found.read, found.delimiter, found.skipped) == (("id;body\n", "1;x\n"), ";", 2)
