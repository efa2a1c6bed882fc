"""Rows of Excel workbooks."""

import zipfile
from datetime import datetime

import pytest
from openpyxl import Workbook

from firstline.datasets.errors import TicketFileError
from firstline.datasets.table_rows import table_rows
from firstline.datasets.xlsx_rows import xlsx_rows

MORNING = datetime(2026, 5, 1, 8)  # noqa: DTZ001  Excel knows no zones


def workbook(path, *rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def replace_in_sheet(path, old, new):
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["xl/worksheets/sheet1.xml"] = members["xl/worksheets/sheet1.xml"].replace(old, new)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)


def test_a_title_above_the_header_and_empty_rows_are_passed_over(tmp_path):
    path = workbook(
        tmp_path / "t.xlsx",
        ["Report of May"],
        ["Id", "Subject", "Created", "Score"],
        [1.0, "VPN", MORNING, "#N/A"],
        [None],
        [2, "a_x000D_b", None, 4.5],
    )
    rows = list(xlsx_rows(path))
    assert [row.number for row in rows] == [1, 2]
    assert rows[0].values == {"Id": 1, "Subject": "VPN", "Created": MORNING, "Score": None}
    assert rows[1].values["Subject"] == "a\rb"


def test_the_first_sheet_with_rows_is_read_and_the_name_may_say_nothing(tmp_path):
    book = Workbook()
    book.create_sheet("data").append(["id", "body"])
    book["data"].append([1, "help"])
    book.save(tmp_path / "t.export")
    assert [row.values for row in table_rows(tmp_path / "t.export")] == [{"id": 1, "body": "help"}]


def test_formulas_give_the_stored_value(tmp_path):
    path = workbook(tmp_path / "t.xlsx", ["id", "body"], [1, "=A2&A2"])
    replace_in_sheet(path, b"<v></v>", b"<v>11</v>")
    replace_in_sheet(path, b"<v/>", b"<v>11</v>")
    (row,) = xlsx_rows(path)
    assert row.values["body"] == 11


def test_formulas_without_a_stored_value_are_refused(tmp_path):
    path = workbook(tmp_path / "t.xlsx", ["id", "body"], [1, "=A2&A2"], [2, "=B2"])
    with pytest.raises(TicketFileError, match="2 cells are formulas whose value is not stored"):
        list(xlsx_rows(path))


def test_a_zip_bomb_is_not_opened(tmp_path):
    path = workbook(tmp_path / "t.xlsx", ["id", "body"], [1, "x"])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/media/a.bin", "w") as member:
        for _ in range(150):
            member.write(bytes(1 << 20))
    with pytest.raises(TicketFileError, match="would unpack from"):
        list(xlsx_rows(path))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "protected by a password"),
        (b"%PDF-1.7 not a workbook", "is no Excel workbook"),
        (b"PK\x03\x04 cut", "damaged or cut short"),
        (b"\x1f\x8b", "gzip"),
    ],
)
def test_what_is_no_workbook_is_named(tmp_path, content, said):
    (tmp_path / "t.xlsx").write_bytes(content)
    with pytest.raises(TicketFileError, match=said):
        list(table_rows(tmp_path / "t.xlsx"))


def test_a_workbook_that_is_cut_short_or_another_archive_is_refused(tmp_path):
    path = workbook(tmp_path / "t.xlsx", ["id", "body"], *([n, "some text"] for n in range(200)))
    path.write_bytes(path.read_bytes()[:2_000])
    with pytest.raises(TicketFileError, match="damaged or cut short"):
        list(xlsx_rows(path))
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", "id,body")
    with pytest.raises(TicketFileError, match="no Excel workbook"):
        list(xlsx_rows(path))


def test_a_cover_is_passed_over_and_said(tmp_path):
    book = Workbook()
    cover = book.active
    cover.title = "Cover"
    for cells in (["Report", "Requests"], ["From", "1 May"], ["To", "31 May"]):
        cover.append(cells)
    sheet = book.create_sheet("Requests")
    sheet.append(["Number", "Subject", "Description", "Group", "Priority"])
    sheet.append([1, "Door", "It does not open", "Locks", "High"])
    file, notes = tmp_path / "report.xlsx", []
    book.save(file)
    (row,) = table_rows(file, notes=notes)
    assert row.values["Subject"] == "Door"
    assert notes == ["report.xlsx: read the sheet Requests; passed over Cover"]
