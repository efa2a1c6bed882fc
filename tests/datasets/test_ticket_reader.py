"""Exports of every kind become tickets, and what is wrong in them is named."""

import csv
import gzip
import json
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from firstline.datasets.errors import TicketFileError
from firstline.datasets.ticket_reader import read_tickets


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def jsonl(folder: Path, *rows: dict[str, object], name: str = "t.jsonl") -> Path:
    return write(folder, name, "".join(json.dumps(row) + "\n" for row in rows))


def test_a_csv_with_canonical_names_needs_no_mapping(tmp_path):
    path = write(tmp_path, "t.csv", "id,subject,body,category\n7,VPN,It drops,network\n")
    (ticket,) = read_tickets(path).tickets
    assert (ticket.id, ticket.subject, ticket.body, ticket.category) == ("7", "VPN", "It drops", "network")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(tmp_path, delimiter):
    path = tmp_path / "t.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        rows = [["id", "subject", "body"], ["1", "a, b; c|d", "one\ttwo; three, four"]]
        csv.writer(stream, delimiter=delimiter).writerows(rows)
    (ticket,) = read_tickets(path).tickets
    assert (ticket.subject, ticket.body) == ("a, b; c|d", "one\ttwo; three, four")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251", "koi8-r"])
def test_the_encoding_is_found(tmp_path, encoding):
    text = "id;subject;body\n1;Не печатает;Принтер на третьем этаже не печатает, помогите\n"
    (ticket,) = read_tickets(write(tmp_path, "t.csv", text.encode(encoding))).tickets
    assert ticket.subject == "Не печатает"


def test_files_in_several_encodings_are_one_table(tmp_path):
    one = write(tmp_path, "1.csv", "id,body\n1,Größe prüfen und können\n".encode("cp1252"))
    two = write(tmp_path, "2.csv", "\ufeffid,body\n2,Größe\n".encode())
    table = read_tickets([one, two])
    assert [ticket.body for ticket in table.tickets] == ["Größe prüfen und können", "Größe"]


def test_carriage_returns_nul_bytes_emoji_and_right_to_left_text_survive(tmp_path):
    content = 'id,body\r\n1,"first\r\nsecond"\r\n2,nul\x00byte\r\n3,😀 emoji 👨‍👩‍👧\r\n4,الطابعة لا تعمل\r\n'
    table = read_tickets(write(tmp_path, "t.csv", content))
    assert [ticket.id for ticket in table.tickets] == ["1", "2", "3", "4"]
    assert "second" in table.tickets[0].body
    assert table.tickets[3].body == "الطابعة لا تعمل"


def test_a_body_of_five_megabytes_is_read(tmp_path):
    body = "word " * 1_000_000
    (ticket,) = read_tickets(write(tmp_path, "t.csv", f'id,body\n1,"{body}"\n')).tickets
    assert len(ticket.body) == 5_000_000


def test_a_gzipped_file_is_read_whatever_it_is_called(tmp_path):
    packed = gzip.compress(b'{"id": 1, "text": "help"}\n')
    for name in ("t.jsonl.gz", "t.jsonl"):
        assert read_tickets(write(tmp_path, name, packed)).tickets[0].body == "help"


def test_parquet_with_nulls_and_numeric_ids_is_read(tmp_path):
    table = pa.table(
        {
            "id": pa.array([1.0, None, 3.0]),
            "body": ["a", "b", None],
            "subject": [None, None, "s"],
            "category": pa.array(["x", None, "y"]).dictionary_encode(),
            "created_at": pa.array([datetime(2026, 1, 1, tzinfo=UTC), None, None], pa.timestamp("ns")),
            "messages": [[{"author": "customer", "text": "m", "public": True}], None, []],
            "csat": [4.0, float("nan"), None],
        }
    )
    pq.write_table(table, tmp_path / "t.parquet")
    tickets = read_tickets(tmp_path / "t.parquet").tickets
    assert [ticket.id for ticket in tickets] == ["1", "2", "3"]
    assert [ticket.category for ticket in tickets] == ["x", None, "y"]
    assert tickets[0].created_at == datetime(2026, 1, 1, tzinfo=UTC)
    assert tickets[0].messages[0].text == "m"
    assert tickets[1].csat is None


def test_gzipped_parquet_is_read(tmp_path):
    pq.write_table(pa.table({"body": ["a"]}), tmp_path / "t.parquet")
    packed = write(tmp_path, "u.parquet.gz", gzip.compress((tmp_path / "t.parquet").read_bytes()))
    assert len(read_tickets(packed)) == 1


def test_lists_have_their_own_notation_in_csv(tmp_path):
    content = (
        "id,body,article_ids,group_history,set_by,messages\n"
        '1,x,A1; A2,A>B>A,"{""category"": ""human""}","[{""author"": ""agent"", ""text"": ""hi""}]"\n'
    )
    (ticket,) = read_tickets(write(tmp_path, "t.csv", content)).tickets
    assert (ticket.article_ids, ticket.group_history) == (("A1", "A2"), ("A", "B", "A"))
    assert ticket.set_by == {"category": "human"}
    assert ticket.messages[0].author == "agent"


@pytest.mark.parametrize("arrow", [" > ", " -> ", "→", " => ", " --> "])
def test_a_path_may_be_drawn_with_any_arrow(tmp_path, arrow):
    (ticket,) = read_tickets(write(tmp_path, "t.csv", f"body,group_history\nx,{arrow.join('ABA')}\n")).tickets
    assert ticket.group_history == ("A", "B", "A")


def test_their_column_names_are_mapped_to_ours(tmp_path):
    path = write(tmp_path, "t.csv", "Summary,Description,Topic\nVPN,drops,net\n")
    columns = {"Summary": "subject", "Description": "text", "Topic": "category"}
    (ticket,) = read_tickets(path, columns=columns).tickets
    assert (ticket.subject, ticket.body, ticket.category) == ("VPN", "drops", "net")


def test_a_mapped_column_that_is_not_there_is_an_error_that_names_those_that_are(tmp_path):
    path = write(tmp_path, "t.csv", "id,body\n1,x\n")
    with pytest.raises(TicketFileError, match=r"Topic.*id, body"):
        read_tickets(path, columns={"Topic": "category"})


def test_labels_that_are_mapped_may_be_missing_where_labels_are_predicted(tmp_path):
    path = write(tmp_path, "t.csv", "id,body\n1,x\n")
    assert len(read_tickets(path, columns={"Topic": "category"}, lenient=True)) == 1


def test_a_mapped_text_must_be_there_also_where_labels_are_predicted(tmp_path):
    path = write(tmp_path, "t.csv", "id,words\n1,x\n")
    with pytest.raises(TicketFileError, match="Description"):
        read_tickets(path, columns={"Description": "body"}, lenient=True)


def test_a_mapped_subject_must_be_there_even_beside_a_body(tmp_path):
    path = write(tmp_path, "t.csv", "id,title,body\n1,VPN,drops\n")
    with pytest.raises(TicketFileError, match=r"tilte.*id, title, body"):
        read_tickets(path, columns={"tilte": "subject"}, lenient=True)


def test_a_table_without_a_column_of_text_says_how_to_name_one(tmp_path):
    path = write(tmp_path, "t.csv", "id,Summary\n1,x\n")
    with pytest.raises(TicketFileError, match=r"id, Summary.*--map theirs=body"):
        read_tickets(path)
    assert len(read_tickets(path, lenient=True)) == 1


def test_unknown_columns_are_kept(tmp_path):
    (ticket,) = read_tickets(write(tmp_path, "t.csv", "body,floor\nx,3\n")).tickets
    assert ticket.label("floor") == "3"


def test_tickets_without_ids_are_numbered_through_all_files(tmp_path):
    one = write(tmp_path, "1.csv", "body\na\nb\n")
    two = write(tmp_path, "2.csv", "body\nc\n")
    assert [ticket.id for ticket in read_tickets([one, two]).tickets] == ["1", "2", "3"]


@pytest.mark.parametrize(
    "written",
    [
        "2026-02-01T09:30:00+01:00",
        "01.02.2026 09:30",
        "01/02/2026 09:30",
        "2026-02-01 08:30Z",
        "1769934600",
        "1 Feb 2026 09:30",
    ],
)
def test_dates_come_in_many_notations(tmp_path, written):
    path = write(tmp_path, "t.csv", f"body,created_at\nx,{written}\n")
    (ticket,) = read_tickets(path, time_zone=ZoneInfo("Europe/Oslo")).tickets
    assert ticket.created_at == datetime(2026, 2, 1, 8, 30, tzinfo=UTC)


def test_an_american_export_shows_that_its_months_come_first(tmp_path):
    path = write(tmp_path, "t.csv", "body,created_at\nx,03/04/2026\ny,03/31/2026\n")
    assert [ticket.created_at.month for ticket in read_tickets(path).tickets if ticket.created_at] == [3, 3]


def test_bad_rows_are_rejected_with_a_reason_that_quotes_nothing(tmp_path):
    path = write(
        tmp_path,
        "t.jsonl",
        '{"id": "1", "body": "good"}\n{"id": "2", "body": \n["secret"]\n{"id": "4"}\n'
        '{"id": "5", "body": "secret", "created_at": "secret"}\n{"id": "6", "body": ["secret"]}\n'
        '{"id": "7", "body": "x", "messages": [{"author": "secret"}]}\n',
    )
    table = read_tickets(path)
    assert [ticket.id for ticket in table.tickets] == ["1"]
    assert [(bad.row, bad.id) for bad in table.rejected] == [
        (2, None),
        (3, None),
        (4, "4"),
        (5, "5"),
        (6, "6"),
        (7, "7"),
    ]
    assert not any("secret" in bad.reason for bad in table.rejected)
    assert table.rows == 7


def test_a_row_with_more_cells_than_the_header_is_rejected(tmp_path):
    table = read_tickets(write(tmp_path, "t.csv", "id,body\n1,a\n2,b,c\n3,d,\n4\n"))
    assert [ticket.id for ticket in table.tickets] == ["1", "3"]
    assert [bad.id for bad in table.rejected] == ["2", "4"]


def test_labels_missing_in_half_of_the_rows_reject_nothing(tmp_path):
    rows: list[dict[str, object]] = [{"id": n, "body": "x", "category": "a" if n % 2 else None} for n in range(10)]
    table = read_tickets(jsonl(tmp_path, *rows))
    assert not table.rejected
    assert sum(ticket.category is None for ticket in table.tickets) == 5


def test_the_first_of_several_tickets_with_one_id_is_kept(tmp_path):
    table = read_tickets(jsonl(tmp_path, {"id": 1, "body": "a"}, {"id": 1, "body": "a"}, {"id": 1, "body": "b"}))
    assert [ticket.body for ticket in table.tickets] == ["a"]
    assert ["same" in bad.reason for bad in table.rejected] == [True, False]
    assert "other content" in table.rejected[1].reason


def test_half_surrogates_are_replaced(tmp_path):
    path = write(tmp_path, "t.jsonl", '{"body": "bad \\ud800 good \\ud83d\\ude00", "x\\udc00": 1}\n')
    (ticket,) = read_tickets(path).tickets
    assert ticket.body == "bad \ufffd good 😀"
    ticket.model_dump_json()


@pytest.mark.parametrize("content", ["", "\n \n", "id,subject,body\n"])
def test_a_file_without_rows_is_an_error(tmp_path, content):
    with pytest.raises(TicketFileError, match="no rows"):
        read_tickets(write(tmp_path, "t.csv", content))


@pytest.mark.parametrize("content", ["", "id,subject,body\n"])
def test_a_file_without_rows_is_nothing_to_predict(tmp_path, content):
    assert read_tickets(write(tmp_path, "t.csv", content), lenient=True).tickets == ()


def test_a_path_that_is_missing_or_a_folder_or_no_table_is_an_error(tmp_path):
    with pytest.raises(TicketFileError, match="no such file"):
        read_tickets(tmp_path / "none.csv")
    with pytest.raises(TicketFileError, match="folder"):
        read_tickets(tmp_path)
    junk = bytes(range(256)) * 40
    for name in ("t.csv", "t.jsonl", "t.parquet", "t"):
        with pytest.raises(TicketFileError):
            read_tickets(write(tmp_path, name, junk))


def test_a_damaged_gzip_is_an_error(tmp_path):
    packed = gzip.compress(b"id,body\n" + b"1,hello world\n" * 5_000)
    for name, content in (
        ("cut.csv.gz", packed[:-20]),
        ("bent.csv.gz", packed[:40] + b"xxxx" + packed[44:]),
        ("no.csv.gz", b"id"),
    ):
        with pytest.raises(TicketFileError, match="gzip"):
            read_tickets(write(tmp_path, name, content))


def test_an_excel_workbook_is_told_from_a_table(tmp_path):
    with pytest.raises(TicketFileError, match="Excel"):
        read_tickets(write(tmp_path, "t.csv", b"PK\x03\x04rest of a workbook"))


def test_a_quote_that_swallows_the_rest_of_the_file_is_an_error(tmp_path):
    path = write(tmp_path, "t.csv", 'id,body\n1,a\n2,"b\n3,c\n4,d\n')
    with pytest.raises(TicketFileError, match="line 3"):
        read_tickets(path)
    assert len(read_tickets(path, lenient=True)) == 2


def test_prediction_gets_one_ticket_for_every_row(tmp_path):
    path = write(
        tmp_path,
        "t.jsonl",
        '{"id": "a", "body": "x", "created_at": "never"}\n{broken\n\n{"id": "a", "body": "y"}\n{"id": "d"}\n'
        '{"id": ["e"], "body": 404, "set_by": {"category": "x", "priority": "human"}}\n'
        '{"id": "f", "subject": null, '
        '"messages": [{"author": "x", "text": "1"}, {"author": "customer", "text": "2"}]}\n'
        '{"id": "g", "text": {"a": 1}, "subject": "s"}\n[1]\n',
    )
    tickets = read_tickets(path, lenient=True).tickets
    assert [ticket.id for ticket in tickets] == ["a", "2", "a", "d", "5", "f", "g", "8"]
    assert tickets[0].created_at is None
    assert (tickets[0].body, tickets[4].body) == ("x", "404")
    assert tickets[4].set_by == {"priority": "human"}
    assert [message.text for message in tickets[5].messages] == ["2"]
    assert tickets[6].subject == "s"


def test_prediction_keeps_csv_rows_with_too_many_or_too_few_cells(tmp_path):
    path = write(tmp_path, "t.csv", "id,body,messages\n1,a,,surplus\n2\n,,\n4,d,[broken\n")
    tickets = read_tickets(path, lenient=True).tickets
    assert [(ticket.id, ticket.body) for ticket in tickets] == [("1", "a"), ("2", ""), ("3", ""), ("4", "d")]


def test_one_row_is_a_table(tmp_path):
    assert len(read_tickets(str(write(tmp_path, "t.jsonl", '{"text": "help"}')))) == 1


@pytest.mark.parametrize("document", ['[{"text": "help"}]', '{"tickets": [{"text": "help"}], "next": null}'])
def test_a_json_document_is_read_like_any_other_file(tmp_path, document):
    (ticket,) = read_tickets(write(tmp_path, "t.json", document)).tickets
    assert ticket.body == "help"


def test_a_path_into_a_record_can_be_mapped(tmp_path):
    path = jsonl(tmp_path, {"fields": {"summary": "VPN", "custom": [{"id": 3, "value": "net"}]}})
    columns = {"fields.summary": "subject", "fields.custom[id=3].value": "category"}
    (ticket,) = read_tickets(path, columns=columns).tickets
    assert (ticket.subject, ticket.category) == ("VPN", "net")


def test_what_was_imported_needs_no_mapping_any_more(tmp_path):
    path = jsonl(tmp_path, {"id": 1, "subject": "VPN", "category": "net"})
    (ticket,) = read_tickets(path, columns={"Betreff": "subject", "Kategorie": "category"}).tickets
    assert ticket.category == "net"
    with pytest.raises(TicketFileError, match="no column Foo to map"):
        read_tickets(path, columns={"Foo": "skill_group"})


def test_deeply_nested_json_is_a_bad_row(tmp_path):
    path = write(tmp_path, "t.jsonl", '{"body": "ok"}\n' + "[" * 200_000 + "\n")
    assert len(read_tickets(path).rejected) == 1


@pytest.mark.parametrize("content", ["oops\n{broken\n", "[1, 2]\n", "17\nnull\n", '["a"]'])
def test_a_file_of_which_no_row_can_be_read_is_refused_in_any_case(tmp_path, content):
    path = write(tmp_path, "t.jsonl", content)
    with pytest.raises(TicketFileError, match="none of its"):
        read_tickets(path, lenient=True)
    assert not read_tickets(path).tickets


def test_when_nothing_is_to_be_lost_a_line_that_is_no_object_is_an_empty_ticket(tmp_path):
    path = write(tmp_path, "t.jsonl", '[1, 2]\n{"id": "2", "body": "mail"}\noops\n')
    tickets = read_tickets(path, lenient=True).tickets
    assert [(ticket.id, ticket.body) for ticket in tickets] == [("1", ""), ("2", "mail"), ("3", "")]
    assert [row.row for row in read_tickets(path).rejected] == [1, 3]
