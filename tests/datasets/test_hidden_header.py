"""A table of which a line above the header was taken for it."""

import pytest
from openpyxl import Workbook

from firstline.datasets.errors import TooManyRejectedError
from firstline.datasets.hidden_header import hidden_header
from firstline.datasets.rejected_row import RejectedRow
from firstline.datasets.ticket_import import import_tickets, look_at_exports

HEAD = [["Subject", "Created at"], *[[f"Filter {n}", "is on"] for n in range(14)]]
TABLE = [
    ["Nummer", "Betreff", "Text", "Gruppe"],
    *[[n, f"Lampe {n}", f"Die Lampe {n} ist kaputt", "Licht"] for n in range(9)],
]


def write(folder, form):
    path = folder / f"t.{form}"
    if form == "csv":
        lines = [";".join(map(str, row)) for row in [*HEAD, *TABLE]]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    else:
        book = Workbook()
        for row in [*HEAD, *TABLE]:
            book.active.append(row)
        book.save(path)
    return path


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_row_that_looks_like_the_header_is_named(tmp_path, form):
    rejected = [RejectedRow(n, None, "4 cells where the header has 2") for n in range(9)]
    said = hidden_header(write(tmp_path, form), rejected)
    assert said.startswith(f"line 16 of t.{form} looks like the header (Nummer, Betreff, Text, Gruppe")


def test_rows_that_were_rejected_for_something_else_tell_of_no_header(tmp_path):
    assert hidden_header(write(tmp_path, "csv"), [RejectedRow(1, None, "no text")]) == ""


def test_the_error_of_an_import_says_so(tmp_path):
    path = tmp_path / "t.csv"
    rows = ["Subject;Created at", *(f"Lampe {n} ist kaputt;{n};Licht;x" for n in range(30))]
    path.write_text("\n".join([rows[0], "a;b", "Titel;Nummer;Gruppe;Rest", *rows[1:]]) + "\n", encoding="utf-8")
    mapping = look_at_exports([path])
    with pytest.raises(TooManyRejectedError, match=r"line 3 of t.csv looks like the header"):
        import_tickets([path], tmp_path / "o.jsonl", mapping=mapping)
