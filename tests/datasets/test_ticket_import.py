"""An export becomes tickets, row by row."""

import json

import pytest

from firstline.datasets.errors import InputError, TicketFileError, TooManyRejectedError
from firstline.datasets.ticket_import import import_tickets, look_at_exports
from firstline.datasets.ticket_reader import read_tickets

TEXT = "The lamp on the third floor has been broken since Monday"


def run(folder, *paths, **options):
    output = folder / "out.parquet"
    mapping = look_at_exports(paths)
    return import_tickets(paths, output, mapping=mapping, **options), read_tickets(output).tickets


def write(folder, name, content):
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return folder / name


def test_several_files_are_one_table_and_an_id_comes_once(tmp_path):
    one = write(tmp_path, "1.csv", f"Ticket ID,Betreff,Description\n1,a,{TEXT}\n2,b,{TEXT}\n")
    two = write(tmp_path, "2.csv", f"Ticket ID;Betreff;Description\n2;b;{TEXT}\n3;c;{TEXT}\n")
    result, tickets = run(tmp_path, one, two, max_rejected=0.5)
    assert [ticket.id for ticket in tickets] == ["1", "2", "3"]
    assert [(bad.file, bad.row, bad.reason) for bad in result.rejected] == [("2.csv", 1, "the id came before")]


def test_bad_rows_are_written_beside_the_output_without_their_text(tmp_path):
    path = write(tmp_path, "1.csv", f"id,created,body\n1,2026-01-01,{TEXT}\n2,2026-01-01,\n")
    run(tmp_path, path, max_rejected=0.5)
    (line,) = (tmp_path / "out.parquet.rejected.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line) == {
        "row": 2,
        "id": "2",
        "reason": "no text: subject, body and messages are empty",
        "file": "1.csv",
    }


def test_too_many_bad_rows_leave_no_tickets(tmp_path):
    path = write(tmp_path, "1.csv", f"id,body\n1,{TEXT}\n2,\n")
    with pytest.raises(TooManyRejectedError):
        run(tmp_path, path)
    assert not (tmp_path / "out.parquet").exists()


def test_a_row_with_a_cell_of_forty_megabytes_is_left_out(tmp_path):
    path = write(tmp_path, "1.jsonl", f'{{"id": 1, "body": "{TEXT}"}}\n{{"id": 2, "body": "{"x" * 40_000_000}"}}\n')
    result, tickets = run(tmp_path, path, max_rejected=0.5)
    assert [ticket.id for ticket in tickets] == ["1"]
    assert result.rejected[0].reason == "body: 40,000,000 characters; at most 16,777,216 are read"


def test_the_export_itself_is_never_the_output(tmp_path):
    path = write(tmp_path, "out.jsonl", f'{{"id": 1, "body": "{TEXT}"}}\n')
    with pytest.raises(InputError, match="is the export itself"):
        import_tickets([path], path, mapping=look_at_exports([path]))


def test_nothing_is_imported_into_a_desks_state(tmp_path):
    path = write(tmp_path, "in.jsonl", f'{{"id": 1, "body": "{TEXT}"}}\n')
    database = write(tmp_path, "firstline.db", "kept")
    with pytest.raises(InputError, match="which is a desk's state"):
        import_tickets([path], database, mapping=look_at_exports([path]))
    assert database.read_text() == "kept"


def test_what_was_imported_can_be_imported_again(tmp_path):
    path = write(
        tmp_path, "1.jsonl", json.dumps({"id": 1, "body": TEXT, "messages": [{"author": "agent", "text": "hm"}]})
    )
    _, before = run(tmp_path, path)
    again = tmp_path / "again.jsonl"
    import_tickets([tmp_path / "out.parquet"], again, mapping=look_at_exports([tmp_path / "out.parquet"]))
    assert read_tickets(again).tickets == before


def test_a_column_may_get_a_name_of_the_desks_own(tmp_path):
    path = write(tmp_path, "1.csv", f"Nummer,Etage,Beschreibung\n1,drei,{TEXT}\n")
    mapping = look_at_exports([path], given={"Etage": "floor"})
    import_tickets([path], tmp_path / "o.parquet", mapping=mapping)
    (ticket,) = read_tickets(tmp_path / "o.parquet").tickets
    assert ticket.label("floor") == "drei"


def test_articles_are_refused(tmp_path):
    path = write(tmp_path, "a.jsonl", json.dumps({"id": 1, "title": "How to", "body": TEXT, "visibility": "public"}))
    with pytest.raises(TicketFileError, match="articles came"):
        look_at_exports([path])


def test_who_set_which_field_is_kept_from_a_table_and_from_a_record(tmp_path):
    table, records = tmp_path / "t.csv", tmp_path / "t.jsonl"
    table.write_text(f"id,body,category,set_by.category\n1,{TEXT},a,machine\n2,{TEXT},b,\n", encoding="utf-8")
    rows = [{"id": "1", "body": TEXT, "category": "a", "set_by": {"category": "machine"}}, {"id": "2", "body": TEXT}]
    records.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    for path, ending in ((table, "parquet"), (records, "jsonl")):
        output = tmp_path / f"out.{ending}"
        mapping = look_at_exports([path])
        import_tickets([path], output, mapping=mapping)
        assert mapping.extra == ()
        assert [ticket.set_by for ticket in read_tickets(output).tickets] == [{"category": "machine"}, {}]


def test_a_log_without_text_is_sent_to_the_assessment(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text("number,opened_at,assignment_group\nINC1,2026-01-01,net\nINC2,2026-01-01,vpn\n", encoding="utf-8")
    with pytest.raises(TicketFileError, match="`firstline assess` tells how often tickets are handed on"):
        look_at_exports([path])
