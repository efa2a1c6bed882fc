"""Reading an export for an assessment."""

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from firstline.datasets.errors import TicketFileError
from firstline.datasets.ticket import Ticket
from firstline.datasets.ticket_import import import_tickets, look_at_exports
from firstline.evaluation.assessed_export import AssessedExport, read_export, without_strangers
from firstline.evaluation.read_column import ReadColumn

LOG = """number,incident_state,reassignment_count,opened_at,assignment_group
INC1,New,0,29/2/2016 01:16,?
INC1,Active,0,29/2/2016 01:16,56
INC1,Active,1,29/2/2016 01:16,70
INC1,Closed,1,29/2/2016 01:16,70
INC2,New,0,1/3/2016 01:16,56
INC2,Closed,0,1/3/2016 01:16,56
"""


def test_a_log_of_events_becomes_one_ticket_an_incident(tmp_path: Path) -> None:
    file = tmp_path / "log.csv"
    file.write_text(LOG, encoding="utf-8")
    read = read_export(file, given={}, hinted={})
    assert (len(read.tickets), read.events, read.has_text) == (2, 6, False)
    first, second = read.tickets
    assert (first.id, first.reassignments, first.group_history, first.skill_group) == ("INC1", 1, ("56", "70"), "70")
    assert (second.reassignments, second.group_history) == (0, ("56",))


def test_tickets_with_our_names_keep_everything(tmp_path: Path) -> None:
    ticket = {"id": "T1", "body": "my printer", "skill_group": "A", "set_by": {"skill_group": "rule"},
              "messages": [{"author": "customer", "text": "still"}]}  # fmt: skip
    file = tmp_path / "tickets.jsonl"
    file.write_text(json.dumps(ticket) + "\n", encoding="utf-8")
    (found,) = read_export(file, given={}, hinted={}).tickets
    assert (found.set_by, found.messages[0].text) == ({"skill_group": "rule"}, "still")


def test_their_names_are_guessed_or_given(tmp_path: Path) -> None:
    rows = "".join(
        f"{n},Printer {n} stopped,The printer on floor {n} prints nothing at all,hardware\n" for n in range(9)
    )
    file = tmp_path / "export.csv"
    file.write_text("Ticket ID,Title,Description,Topic\n" + rows, encoding="utf-8")
    read = read_export(file, given={"Topic": "category"}, hinted={})
    assert {ticket.category for ticket in read.tickets} == {"hardware"}
    assert read.has_text


def test_a_file_that_tells_neither_of_texts_nor_of_groups_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "numbers.csv"
    file.write_text("a,b\n1,2\n3,4\n", encoding="utf-8")
    with pytest.raises(TicketFileError):
        read_export(file, given={}, hinted={})


def test_it_says_which_column_each_field_was_read_from_and_how_sure_that_is(tmp_path: Path) -> None:
    rows = "".join(f"{n},Printer {n},The printer on floor {n} prints nothing,{'ab'[n % 2]}\n" for n in range(9))
    file = tmp_path / "export.csv"
    file.write_text("Ticket ID,Title,Description,Stuff\n" + rows, encoding="utf-8")
    read = read_export(file, given={"Stuff": "category"}, hinted={"Title": "product"}, earlier={"Title": "guess"})
    said = {one.ours: (one.theirs, one.how_sure) for one in read.columns}
    assert said["category"] == ("Stuff", "stated")
    assert said["product"] == ("Title", "guess"), "a line that an import guessed is followed, and stays a guess"
    assert said["body"][0] == "Description"
    assert read.columns[0].ours == "category", "what is learned comes first"
    assert read.file == "export.csv"


def test_what_an_import_guessed_is_still_a_guess_in_the_file_that_it_wrote(tmp_path: Path) -> None:
    file = tmp_path / "tickets.jsonl"
    file.write_text(json.dumps({"id": "T1", "body": "my printer", "category": "a"}) + "\n", encoding="utf-8")
    read = read_export(file, given={}, hinted={"Art": "category"}, earlier={"Art": "guess"})
    assert ReadColumn("category", "Art", "guess", "when it was imported") in read.columns
    assert read.tickets[0].category == "a"


def test_a_correction_of_one_of_our_names_is_not_made_twice(tmp_path: Path) -> None:
    file = tmp_path / "tickets.jsonl"
    row = {"id": "T1", "body": "my printer", "category": "new", "product": "old"}
    for there, expected in ((row, "old"), ({k: v for k, v in row.items() if k != "product"}, "new")):
        file.write_text(json.dumps(there) + "\n", encoding="utf-8")
        (ticket,) = read_export(file, given={}, hinted={"category": "product"}).tickets
        assert ticket.product == expected


@pytest.mark.parametrize("header", ["id,subject,body,{},created_at", "number,subject,body,{},created_at"])
@pytest.mark.parametrize("group", ["group", "Group", "queue", "team", "assigned group"])
def test_a_group_that_an_import_finds_among_our_own_names_is_found_here_too(
    header: str, group: str, tmp_path: Path
) -> None:
    file = tmp_path / "export.csv"
    rows = (f"{n},Broken {n},The thing on floor {n} makes a noise,{'AB'[n % 2]}team,2026-01-01T10:00:00Z" for n in
            range(1, 41))  # fmt: skip
    file.write_text("\n".join((header.format(group), *rows)), encoding="utf-8")
    read = read_export(file, given={}, hinted={})
    imported = look_at_exports([file])
    assert {(one.theirs, one.ours) for one in read.columns} == set(imported.columns.items())
    assert {ticket.skill_group for ticket in read.tickets} == {"Ateam", "Bteam"}
    (found,) = (one for one in read.columns if one.ours == "skill_group")
    assert (found.theirs, found.why == "our own name") == (group, False)


def test_a_field_of_the_desks_own_in_a_file_that_an_import_wrote_is_kept_and_not_called_ours(tmp_path: Path) -> None:
    file = tmp_path / "tickets.jsonl"
    rows = ({"id": f"T{n}", "subject": f"Broken {n}", "body": f"The thing on floor {n} makes a noise",
             "created_at": "2026-01-01T10:00:00Z", "halle": "NS"[n % 2]} for n in range(40))  # fmt: skip
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    read = read_export(file, given={}, hinted={})
    assert read.tickets[1].label("halle") == "S"
    assert "halle" not in {one.theirs for one in read.columns if one.why == "our own name"}


def test_a_list_of_a_document_may_be_chosen_and_a_total_row_is_told(tmp_path: Path) -> None:
    cards = [{"id": f"C{n}", "name": f"Printer {n}", "desc": f"The printer on floor {n} stopped"} for n in range(9)]
    board = tmp_path / "board.json"
    board.write_text(json.dumps({"id": "B1", "name": "Desk", "cards": cards, "lists": cards[:3]}), encoding="utf-8")
    assert len(read_export(board, given={}, hinted={}, records="cards").tickets) == 9
    rows = "".join(f"{n},Printer {n} stopped,The printer on floor {n} prints nothing\n" for n in range(9))
    report = tmp_path / "report.csv"
    report.write_text("Ticket ID,Title,Description\n" + rows + "Total,9,\n", encoding="utf-8")
    read = read_export(report, given={}, hinted={})
    assert len(read.tickets) == 9
    assert "left out below the last row, as a total and no ticket: Total | 9" in read.notes[0]


def test_the_tickets_of_an_import_tell_the_columns_that_they_were_made_from(tmp_path: Path) -> None:
    rows = "".join(f"{n},Drucker {n},Der Drucker {n} druckt nichts,{'AB'[n % 2]},{'BA'[n % 2]}\n" for n in range(40))
    file, tickets = tmp_path / "Anfragen.csv", tmp_path / "tickets.parquet"
    file.write_text("Nr,Betreff,Beschreibung,Gruppe,Team zuerst\n" + rows, encoding="utf-8")
    mapping = look_at_exports([file], given={"Team zuerst": "group_history"})
    import_tickets([file], tickets, mapping=mapping)
    raw, made = (
        read_export(file, given={"Team zuerst": "group_history"}, hinted={}),
        read_export(tickets, given={}, hinted={}),
    )
    told = {(one.ours, one.theirs, one.how_sure) for one in raw.columns}
    assert told == {(one.ours, one.theirs, one.how_sure) for one in made.columns}
    assert ("group_history", "Team zuerst", "stated") in told
    assert made.file == "tickets.parquet, made from Anfragen.csv"
    assert made.doubts == raw.doubts
    with pytest.raises(TicketFileError, match=r"no column Gruppe: it was made from Anfragen.csv, whose"):
        read_export(tickets, given={"Gruppe": "category"}, hinted={})


def test_what_was_said_of_the_files_and_fields_of_the_desks_own_outlive_an_import(tmp_path: Path) -> None:
    people = ("Jansen, S.", "Dijk, F. van", "Groot, J. de")
    paths, tickets = [tmp_path / f"Anfragen {n}.csv" for n in range(5)], tmp_path / "tickets.parquet"
    for file, path in enumerate(paths):
        rows = "".join(
            f'{file}{n},Drucker {n},Der Drucker {n} klemmt,{"AB"[n % 2]},"{people[n % 3]}"\n' for n in range(9)
        )
        path.write_text(f"Nr,Betreff,Beschreibung,Halle,Bearbeiter\n{rows}", encoding="utf-8")
    import_tickets(paths, tickets, mapping=look_at_exports(paths, given={"Bearbeiter": "skill_group"}))
    made = read_export(tickets, given={}, hinted={"Betreff": "subject"})
    assert made.file == "tickets.parquet, made from Anfragen 0.csv, Anfragen 1.csv and 3 more"
    assert made.tickets[1].label("Halle") == "B"
    assert made.not_there == ()
    (note,) = (note for note in made.notes if "Bearbeiter" in note)
    assert "those of people" in note


def test_spam_is_left_out_and_told(tmp_path: Path) -> None:
    tickets = tuple(Ticket(body="x", status=status) for status in ("spam", "closed", "closed"))
    left = without_strangers(AssessedExport(tickets))
    assert len(left.tickets) == 2
    assert left.notes[0].startswith("1 ticket is left out")
    assert left.rows == 3
    assert without_strangers(AssessedExport(tickets[:1])).tickets == tickets[:1]


def test_a_parquet_file_without_an_origin_or_with_a_strange_one_is_read_all_the_same(tmp_path: Path) -> None:
    table = pa.Table.from_pylist([{"id": "T1", "body": "my printer", "category": "a"}])
    for metadata in ({}, {b"firstline.origin": b"{"}, {b"firstline.origin": b"[1]"}, {b"firstline.origin": b"{}"}):
        pq.write_table(table.replace_schema_metadata(metadata), tmp_path / "t.parquet")
        read = read_export(tmp_path / "t.parquet", given={}, hinted={})
        assert read.tickets[0].category == "a"
        assert read.file == "t.parquet"


def test_a_field_of_the_desks_own_that_is_learned_is_not_called_unused() -> None:
    export = AssessedExport((), left_out=("Standort", "Ticketart"))
    assert export.unused(("category", "Standort")) == ("Ticketart",)
