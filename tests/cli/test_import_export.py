"""`firstline import`: from the file that a help desk gives to tickets that `firstline train` reads."""

import csv
import json
import re
import shlex
import shutil
import zipfile
from pathlib import Path

import click
import pytest
from openpyxl import Workbook

from firstline.cli.import_export import command
from firstline.datasets.config import load_config
from firstline.datasets.demo_desk import demo_folder, demo_tickets
from firstline.datasets.preset_table import PRESETS
from firstline.datasets.ticket import Ticket
from firstline.datasets.ticket_reader import read_tickets
from tests.cli.command import Run, as_row, files_in, read_jsonl
from tests.training.small_desk import small_desk

EXPORTS = Path(__file__).parents[1] / "datasets" / "exports"
MANUAL = (Path(__file__).parents[2] / "docs" / "import.md").read_text(encoding="utf-8")
TEXT = "The lamp on the third floor has been broken since Monday"


@pytest.mark.parametrize("name", ["excel_de.csv", "excel_no.txt", "okdesk.csv", "zammad.xlsx", "jira.json"])
def test_an_export_as_it_is_needs_no_option(run: Run, tmp_path: Path, name: str) -> None:
    done = run("import", EXPORTS / name, "--output", tmp_path / "tickets.parquet")
    assert done.code == 0
    assert "3 tickets in" in done.out
    assert files_in(tmp_path) == ["firstline.toml", "tickets.parquet"]
    assert len(read_tickets(tmp_path / "tickets.parquet")) == 3


def test_it_says_what_it_took_each_column_for_and_shows_no_text(run: Run, tmp_path: Path) -> None:
    done = run("import", EXPORTS / "excel_de.csv", "--output", tmp_path / "t.jsonl")
    assert "\nBearbeitergruppe → skill_group, sure\n    the name; Vor Ort, Telefon" in done.out
    for ticket in read_jsonl(tmp_path / "t.jsonl"):
        assert ticket["body"] not in done.out + done.err
        assert ticket["subject"] not in done.out + done.err


def test_it_says_what_is_missing_and_what_that_costs(run: Run, tmp_path: Path) -> None:
    done = run("import", EXPORTS / "excel_no.txt", "--output", tmp_path / "t.jsonl")
    assert "missing: no group history: reassignments cannot be measured" in done.err
    assert "Times carry no offset and are read as UTC" in done.out


def test_a_corrected_mapping_is_followed_the_next_time(run: Run, tmp_path: Path) -> None:
    again = ("import", EXPORTS / "excel_de.csv", "--output", tmp_path / "t.jsonl")
    run(*again)
    toml = tmp_path / "firstline.toml"
    text = toml.read_text(encoding="utf-8").replace('Kategorie = "category"', 'Kategorie = "product"')
    toml.write_text(text.replace('"UTC"', '"Europe/Berlin"'), encoding="utf-8")
    done = run(*again)
    assert "left as it is" in done.err
    first = read_jsonl(tmp_path / "t.jsonl")[0]
    assert (first["product"], first["created_at"]) == ("Drucker", "2026-02-03T08:10:00+01:00")


def test_map_may_lead_into_a_record(run: Run, tmp_path: Path) -> None:
    path = "custom_fields[id=360011].value"
    done = run("import", EXPORTS / "zendesk.json", "--output", tmp_path / "t.jsonl", "--map", f"{path}=category")
    assert done.code == 0
    assert read_jsonl(tmp_path / "t.jsonl")[1]["category"] == "billing"
    assert load_config(tmp_path / "firstline.toml").columns[path] == "category"


def test_a_dry_run_reads_all_rows_as_the_import_would(run: Run, tmp_path: Path) -> None:
    rows = [f"{n},The lamp {n} has been broken since Monday,2026-01-05" for n in range(40)] + [
        "7,The same lamp again,2026-01-05",
        "Total,40,",
    ]
    export = tmp_path / "export.csv"
    export.write_text("id,body,created_at\n" + "\n".join(rows) + "\n", encoding="utf-8")
    done = run("import", export, "--output", tmp_path / "t.jsonl", "--dry-run")
    assert "41 rows read, 1 rejected (row 41: the id came before)" in done.err
    assert "left out below the last row, as a total and no ticket: Total | 40" in done.err
    assert "missing: no group:" in done.err
    assert "40 tickets would be in" in done.out
    assert files_in(tmp_path) == ["export.csv"]
    real = run("import", export, "--output", tmp_path / "t.jsonl")
    assert "41 rows read, 1 rejected, see" in real.err


def test_files_of_two_forms_are_not_mixed_and_a_difference_is_said(run: Run, tmp_path: Path) -> None:
    texts = {
        "a.csv": f"id,body\n1,{TEXT}\n",
        "b.csv": f"id,body,team\n2,{TEXT},Net\n",
        "c.csv": f"Nummer;Text\n3;{TEXT}\n",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    output = ("--output", tmp_path / "t.jsonl")
    done = run("import", tmp_path / "a.csv", tmp_path / "b.csv", *output)
    assert "warning: b.csv has other columns than a.csv: only it has team" in done.err
    assert (
        "none of its columns (Nummer, Text)" in run("import", tmp_path / "a.csv", tmp_path / "c.csv", *output).complaint
    )


def test_a_dry_run_writes_nothing(run: Run, tmp_path: Path) -> None:
    done = run("import", EXPORTS / "jira.csv", "--output", tmp_path / "t.jsonl", "--dry-run")
    assert "This looks like jira." in done.out
    assert files_in(tmp_path) == []


def locked(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000))


def formulas(path: Path) -> None:
    book = Workbook()
    book.active.append(["id", "body"])
    book.active.append([1, "=UPPER(C2)"])
    book.save(path)


def bomb(path: Path) -> None:
    formulas(path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/more.xml", "w") as member:
        for _ in range(120):
            member.write(bytes(1 << 20))


BROKEN = {
    "quote.csv": (f'id,body\n1,"{TEXT}\n2,{TEXT} cut here', "never closed"),
    "row.csv": (f"id,created,body\n1,2026-01-01,{TEXT}\n2,2026-01", "ends in the middle of the row at line 3"),
    "declared.csv": (
        b"\xef\xbb\xbf" + "тема;текст\nПароль;забыл пароль\n".encode("cp1251"),
        "another encoding",
    ),
    "large.csv": (f"id,body\n1,{'x' * 40_000_000}\n", "40,000,000 characters"),
    "cut.json": (json.dumps({"tickets": [{"id": 1, "body": TEXT}, {"id": 2, "body": TEXT}]})[:-30], "cut short"),
    "cut.jsonl": (f'{{"id": 1, "body": "{TEXT}"}}\n{{"id": 2, "bo', "cut off in the middle of its last row, 2"),
    "cut.parquet": (b"PAR1" + bytes(100), "damaged or cut short"),
    "empty.csv": ("", "no rows"),
    "empty.xlsx": ("", "no rows"),
    "header.csv": ("id,body\n", "no rows"),
    "really.csv": (b"%PDF-1.7\n1 0 obj\n", "a PDF"),
    "really.xlsx": (b"%PDF-1.7\n1 0 obj\n", "no Excel workbook"),
    "numbers.csv": ("a,b\n1,2\n3,4\n", "no column with text"),
    "locked.xlsx": (locked, "password"),
    "formulas.xlsx": (formulas, "1 cell is a formula whose value is not stored"),
    "bomb.xlsx": (bomb, "would unpack"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_one_clear_sentence_and_nothing_is_left_half_written(
    run: Run, tmp_path: Path, name: str
) -> None:
    content, said = BROKEN[name]
    export = tmp_path / name
    if callable(content):
        content(export)
    else:
        export.write_bytes(content.encode() if isinstance(content, str) else content)
    done = run("import", export, "--output", tmp_path / "out" / "tickets.parquet")
    assert done.code == 2
    assert said in done.complaint
    assert TEXT not in done.complaint
    left = files_in(tmp_path / "out") if (tmp_path / "out").exists() else []
    assert left in ([], ["tickets.parquet.rejected.jsonl"])


def test_an_imported_file_goes_straight_into_training(run: Run, tmp_path: Path) -> None:
    names = {"id": "Saksnummer", "subject": "Emne", "body": "Beskrivelse", "created_at": "Opprettet"}
    names |= {"category": "Kategori", "priority": "Hastegrad", "skill_group": "Ansvarlig gruppe"}
    tickets = small_desk(dated=True)[:40]
    rows = [{names[key]: value for key, value in as_row(ticket).items() if key in names} for ticket in tickets]
    with (tmp_path / "sak.csv").open("w", encoding="cp1252", newline="", errors="replace") as stream:
        writer = csv.DictWriter(stream, list(dict.fromkeys(key for row in rows for key in row)), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    done = run("import", tmp_path / "sak.csv", "--output", tmp_path / "tickets.parquet")
    assert done.code == 0
    read = read_tickets(tmp_path / "tickets.parquet").tickets
    assert [ticket.id for ticket in read] == [ticket.id for ticket in tickets]
    assert [ticket.created_at for ticket in read] == [ticket.created_at for ticket in tickets]
    encoder = ("--encoder", f"path:{tmp_path / 'encoder'}")
    from tests.tiny_encoder import build_tiny_encoder

    build_tiny_encoder(tmp_path / "encoder")
    config = ("--config", tmp_path / "firstline.toml")
    done = run("train", tmp_path / "tickets.parquet", "--output", tmp_path / "b", *encoder, *config)
    assert done.code == 0, done.err


def test_every_example_of_the_manual_works(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for export in EXPORTS.iterdir():
        shutil.copy(export, tmp_path)
    shutil.copy(EXPORTS / "excel_de.csv", tmp_path / "export.csv")
    monkeypatch.chdir(tmp_path)
    lines = re.findall(r"^firstline (import .+)$", MANUAL, flags=re.MULTILINE)
    assert len(lines) == 5
    for line in lines:
        assert run(*shlex.split(line)).code == 0, line
        (tmp_path / "firstline.toml").unlink()


def test_the_manuals_configuration_is_one(tmp_path: Path) -> None:
    (example,) = re.findall(r"```toml\n(.+?)```", MANUAL, flags=re.DOTALL)
    (tmp_path / "firstline.toml").write_text(example, encoding="utf-8")
    assert load_config(tmp_path / "firstline.toml").columns["custom_fields[id=360011].value"] == "product"


def test_the_manual_names_every_preset() -> None:
    for name in PRESETS:
        assert f"| `{name}` |" in MANUAL


def test_every_preset_can_be_chosen() -> None:
    option = next(parameter for parameter in command.params if parameter.name == "preset")
    assert isinstance(option.type, click.Choice)
    assert set(option.type.choices) == set(PRESETS)


@pytest.mark.parametrize("name", ["history.jsonl", "history.parquet"])
def test_firstlines_own_tickets_go_through_whole_and_nothing_is_guessed(run: Run, tmp_path: Path, name: str) -> None:
    done = run("import", demo_folder() / "tickets.jsonl", "--output", tmp_path / name)
    assert done.code == 0, done.err
    assert "These are Firstline's own columns" in done.out
    assert "Left out" not in done.out
    assert "guess" not in done.out
    assert "every column has our name already" in done.err
    assert files_in(tmp_path) == [name]
    before, after = demo_tickets().tickets, read_tickets(tmp_path / name).tickets
    assert list(map(_known, after)) == list(map(_known, before))
    # A table cannot nest: there a record of the desk's own is JSON, and what is not there is empty.
    assert [set(filter(ticket.model_extra.get, ticket.model_extra)) for ticket in after] == [
        set(ticket.model_extra) for ticket in before
    ]


def _known(ticket: Ticket) -> list[object]:
    return [getattr(ticket, name) for name in Ticket.model_fields]


def test_it_shows_no_half_of_a_subject_and_no_name_is_cut(run: Run, tmp_path: Path) -> None:
    long = "a_help_desk_with_a_remarkably_long_name_of_its_own_category"
    rows = [{"Nr": n, "Betreff": f"lamp {n}", "Beschreibung": f"{TEXT} {n}", long: "ab"[n % 2]} for n in range(40)]
    (tmp_path / "t.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    done = run("import", tmp_path / "t.jsonl", "--output", tmp_path / "o.jsonl")
    assert "lam" not in done.out
    assert "…" not in done.out
    assert f"{long}, kept under its own name" in done.out.splitlines()
    assert "firstline train" in done.err, "what comes next"


def test_a_column_that_comes_late_is_named(run: Run, tmp_path: Path) -> None:
    rows = [{"id": number, "body": f"{TEXT} {number}"} for number in range(2_100)] + [
        {"id": -1, "body": TEXT, "mood": "a"}
    ]
    (tmp_path / "t.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    done = run("import", tmp_path / "t.jsonl", "--output", tmp_path / "o.jsonl")
    assert "left out, for none of the rows that were looked at had them: mood" in done.err


def desk_with_first_groups(path: Path) -> Path:
    rows = [
        {
            "Ticket ID": n,
            "Ticket name": f"lamp {n}",
            "Ticket description": f"{TEXT} {n}",
            "Pipeline": "abcd"[n % 4],
            "HubSpot Team": ("Network", "Accounts")[n % 2],
            "Opened in": ("Network", "Accounts")[n % 3 % 2],
        }
        for n in range(40)
    ]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_it_points_at_a_kept_column_that_may_be_the_first_group(run: Run, tmp_path: Path) -> None:
    export, output = desk_with_first_groups(tmp_path / "hub.csv"), tmp_path / "t.jsonl"
    told = (
        "Opened in has the values of HubSpot Team: is it the group that had a ticket first? Then how often a ticket is "
    )
    assert told in " ".join(run("import", export, "--output", output, "--dry-run").out.split())
    done = run("import", export, "--output", output, "--map", "Opened in=group_history")
    assert "is it the group that had a ticket first" not in done.out
    assert read_jsonl(output)[1]["group_history"] == ["Accounts"]


def test_what_another_exports_configuration_says_is_not_put_in_the_callers_mouth(run: Run, tmp_path: Path) -> None:
    first = run("import", EXPORTS / "excel_de.csv", "--output", tmp_path / "t.jsonl")
    assert "of another export" not in first.err
    again = run("import", EXPORTS / "excel_de.csv", "--output", tmp_path / "t.jsonl")
    assert "you said so" not in again.out
    assert "given" not in again.out
    assert "\nKategorie → category, sure\n    the name" in again.out
    toml = tmp_path / "firstline.toml"
    toml.write_text(toml.read_text("utf-8").replace('Kategorie = "category"', 'Kategorie = "product"'), "utf-8")
    again = run("import", EXPORTS / "excel_de.csv", "--output", tmp_path / "t.jsonl")
    assert "\nKategorie → product, given\n    from firstline.toml" in again.out
    assert "of another export" not in again.err
    other = run("import", desk_with_first_groups(tmp_path / "hub.csv"), "--output", tmp_path / "u.jsonl")
    assert other.code == 0
    assert re.search(r"firstline\.toml seems to be of another export: \d+ of its \d+ columns are not", other.err)


def test_an_export_that_is_only_close_to_a_known_one_is_said_to_be(run: Run, tmp_path: Path) -> None:
    titles = "Ticket ID;Subject;Description;Status;Due by Time;Resolution Status;First Response Status;Assigned Group"
    lines = [f"{titles};Department;Resolution Note"]
    lines += [f"INC-{n};lamp {n};{TEXT} {n};Closed;;Within SLA;Within SLA;{'AB'[n % 2]};IT;done" for n in range(9)]
    (tmp_path / "fs.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = run("import", tmp_path / "fs.csv", "--output", tmp_path / "t.jsonl", "--dry-run")
    assert "This is close to freshdesk and read as such; it may be Freshservice." in done.out
    assert "This looks like freshdesk." in run(
        "import", EXPORTS / "freshdesk.csv", "--output", tmp_path / "t.jsonl", "--dry-run"
    ).out  # fmt: skip


def conversations(path: Path, kinds: tuple[str, str]) -> Path:
    messages = [
        {"body": "try this", "type": kinds[1], "at": "2026-01-02"},
        {"body": TEXT, "type": kinds[0], "at": "2026-01-01"},
    ]
    path.write_text(json.dumps([{"id": n, "subject": f"Help {n}", "messages": messages} for n in range(3)]), "utf-8")
    return path


def test_messages_are_written_oldest_first_with_their_authors(run: Run, tmp_path: Path) -> None:
    done = run("import", conversations(tmp_path / "c.json", ("customer", "reply")), "--output", tmp_path / "t.jsonl")
    assert "no customer message" not in done.err
    messages = read_jsonl(tmp_path / "t.jsonl")[0]["messages"]
    assert [(message["author"], message["text"]) for message in messages] == [("customer", TEXT), ("agent", "try this")]


def test_conversations_in_which_no_customer_speaks_are_warned_of(run: Run, tmp_path: Path) -> None:
    done = run("import", conversations(tmp_path / "c.json", ("x", "y")), "--output", tmp_path / "t.jsonl")
    assert "warning: no customer message was found in any of 3 conversations" in done.err


def test_all_that_is_left_out_is_named(run: Run, tmp_path: Path) -> None:
    row = {"id": "1", "subject": "Lamp", "body": TEXT} | {f"x{n} id": "7" for n in range(20)}
    (tmp_path / "t.csv").write_text(f"{','.join(row)}\n{','.join(row.values())}\n", encoding="utf-8")
    done = run("import", tmp_path / "t.csv", "--output", tmp_path / "t.jsonl", "--dry-run", "--map", "x0 id=product")
    assert all(f"x{n} id" in " ".join(done.out.split()) for n in range(20))


def test_a_priority_without_a_known_order_is_pointed_at(run: Run, tmp_path: Path) -> None:
    def said(*values: str) -> str:
        lines = [f"{n};{TEXT} {n};{value}" for n, value in enumerate(values * 3)]
        (tmp_path / "t.csv").write_text("Nr;Beschreibung;Priorität\n" + "\n".join(lines) + "\n", encoding="utf-8")
        return " ".join(run("import", tmp_path / "t.csv", "--output", tmp_path / "t.jsonl", "--dry-run").out.split())

    assert "Priorität has no order that is known (violett, grün): urgent requests" in said("violett", "grün")
    assert "no order" not in said("hoch", "niedrig")
    (tmp_path / "firstline.toml").write_text('[fields.priority]\norder = ["grün", "violett"]\n', encoding="utf-8")
    assert "no order" not in said("violett", "grün")


def test_a_trackers_list_from_dos_with_a_title_and_two_columns_of_groups(run: Run, tmp_path: Path) -> None:
    groups = ("Сеть", "Почта", "Учётные записи")
    lines = [
        f"{n};Не открывается папка {n};Папка {n} пуста с утра;{groups[n % 3]};{groups[n % 2]};0{n % 9 + 1}.02.2026"
        for n in range(30)
    ]
    table = "\n".join(["Заявки за февраль", "", "Номер;Тема;Описание;Назначено;Начальная группа;Создано", *lines, ""])
    (tmp_path / "t.csv").write_bytes(table.encode("cp866"))
    done = run("import", tmp_path / "t.csv", "--output", tmp_path / "t.jsonl")
    assert done.code == 0, done.err
    ticket = read_jsonl(tmp_path / "t.jsonl")[5]
    assert (ticket["subject"], ticket["skill_group"]) == ("Не открывается папка 5", "Учётные записи")
    assert ticket["group_history"] == ["Почта"]


def test_nested_conversations_of_a_desk_that_nobody_knows(run: Run, tmp_path: Path) -> None:
    asks, helps = {"kind": "end_user", "mail": "c@x.example"}, {"kind": "staff", "mail": "a@x.example"}
    posts = [
        {"content": "passed on", "sentAt": "2026-01-03T10:00:00Z", "sender": helps, "visibility": "internal"},
        {"content": "try this", "sentAt": "2026-01-02T10:00:00Z", "sender": helps, "visibility": "shared"},
        {"content": TEXT, "sentAt": "2026-01-01T10:00:00Z", "sender": asks, "visibility": "shared"},
    ]
    cases = [
        {"id": n, "title": f"Lamp {n}", "owner": helps, "requester": asks, "created": "2026-01-01", "messages": posts,
         "labels": [{"name": "Team", "value": ("Light", "Heat")[n % 2]}]}
        for n in range(8)
    ]  # fmt: skip
    (tmp_path / "e.json").write_text(json.dumps({"page": {"size": 8}, "result": {"cases": cases}}), encoding="utf-8")
    done = run("import", tmp_path / "e.json", "--output", tmp_path / "t.jsonl")
    assert done.code == 0, done.err
    ticket = read_jsonl(tmp_path / "t.jsonl")[1]
    assert [(message["author"], message.get("public", True)) for message in ticket["messages"]] == [
        ("customer", True), ("agent", True), ("agent", False)
    ]  # fmt: skip
    assert (ticket["skill_group"], ticket["requester_id"]) == ("Heat", "c@x.example")


def test_a_new_configuration_is_made_and_another_desks_is_left_as_it_is(run: Run, tmp_path: Path) -> None:
    run("import", EXPORTS / "excel_de.csv", "--output", tmp_path / "t.jsonl")
    toml = tmp_path / "firstline.toml"
    before = toml.read_text("utf-8")
    hub = desk_with_first_groups(tmp_path / "hub.csv")
    other = run("import", hub, "--output", tmp_path / "u.jsonl")
    assert "firstline.toml: left as it is; --config NEW writes what was found here" in other.err
    assert toml.read_text("utf-8") == before
    new = tmp_path / "desks" / "hub.toml"
    done = run("import", hub, "--output", tmp_path / "u.jsonl", "--config", new)
    assert done.code == 0
    assert "of another export" not in done.err
    assert load_config(new).columns["HubSpot Team"] == "skill_group"
    assert toml.read_text("utf-8") == before


def test_a_target_that_is_nearly_ours_and_a_strange_preset_are_warned_of(run: Run, tmp_path: Path) -> None:
    output = ("--output", tmp_path / "t.jsonl", "--dry-run")
    done = run("import", EXPORTS / "excel_de.csv", *output, "--map", "Bearbeitergruppe=skillgroup")
    assert "skillgroup is no column of ours" in done.err
    assert '--map "Bearbeitergruppe=skill_group"' in done.err
    fine = run("import", EXPORTS / "excel_de.csv", *output, "--map", "Bearbeitergruppe=crew")
    assert "warning" not in fine.err
    done = run("import", EXPORTS / "excel_de.csv", *output, "--preset", "zendesk")
    assert "hardly a column of zendesk is in this file" in done.err


def test_rows_in_another_encoding_than_the_file_are_read_as_what_they_are(run: Run, tmp_path: Path) -> None:
    row = "{0};Störung {0};Die Tür schließt nicht, für Büro {0};{1}\r\n"
    lines = [row.format(n, ("Türen", "Böden")[n % 2]) for n in range(40)]
    content = b"Nr;Betreff;Beschreibung;Kategorie\r\n" + "".join(lines).encode("cp1252")
    export = tmp_path / "two.csv"
    export.write_bytes(content + "".join(row.format(n, "Böden") for n in range(40, 44)).encode("utf-8"))
    done = run("import", export, "--output", tmp_path / "t.jsonl")
    assert "44 rows read, 0 rejected" in done.err
    tickets = read_jsonl(tmp_path / "t.jsonl")
    assert {ticket["category"] for ticket in tickets} == {"Türen", "Böden"}
    assert [ticket["subject"] for ticket in tickets] == [f"Störung {number}" for number in range(44)]


def test_a_path_stays_in_one_piece_in_a_narrow_window(run: Run, tmp_path: Path) -> None:
    path = "custom_attributes.the_part_of_the_building.wing_or_floor"
    rows = [
        {
            "id": n,
            "text": f"{TEXT} {n}",
            "topic": "ab"[n % 2],
            "custom_attributes": {"the_part_of_the_building": {"wing_or_floor": "cd"[n % 2]}},
        }
        for n in range(30)
    ]
    (tmp_path / "t.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    done = run("import", tmp_path / "t.jsonl", "--output", tmp_path / "o.jsonl", "--dry-run")
    assert re.search(rf"^{re.escape(path)}, kept under its own name$", done.out, re.MULTILINE)


def test_a_log_is_folded_by_its_own_times_and_says_so(run: Run, tmp_path: Path) -> None:
    rows = [
        f"IM{n:03},Door {n},The door of floor {n} does not open any more,0{1 + n % 9}.03.2025 1{step}:00,{group}"
        for n in range(30)
        for step, group in enumerate(("Desk", "Locks") if n % 3 else ("Locks",))
    ]
    export = tmp_path / "log.csv"
    export.write_text("\n".join(["Incident ID,Title,Description,Stamp,Assignment Group", *rows[::-1]]), "utf-8")
    done = run("import", export, "--output", tmp_path / "t.jsonl")
    assert done.code == 0
    assert "50 rows were folded to 30 tickets, in the order of Stamp" in done.err
    tickets = [json.loads(line) for line in (tmp_path / "t.jsonl").read_text("utf-8").splitlines()]
    assert {ticket["skill_group"] for ticket in tickets} == {"Locks"}
    assert sorted(len(ticket["group_history"]) for ticket in tickets) == [1] * 10 + [2] * 20


def test_a_narrow_window_says_why_and_for_example_too(run: Run, tmp_path: Path) -> None:
    rows = "".join(f"{n},Drucker {n},{TEXT} {n},{'AB'[n % 2]}-Team,\n" for n in range(40))
    (tmp_path / "t.csv").write_text("Nr,Betreff,Beschreibung,Gruppe,Zusatzfeld\n" + rows, encoding="utf-8")
    lines = run("import", tmp_path / "t.csv", "--output", tmp_path / "o.jsonl", "--dry-run").out.splitlines()
    place = lines.index("Gruppe → skill_group, sure")
    assert lines[place + 1] == "    the name; A-Team, B-Team"
    assert "Empty: Zusatzfeld." in lines


def test_what_a_name_speaks_against_is_followed_and_said(run: Run, tmp_path: Path) -> None:
    rows = "".join(f"{n},Drucker {n},{TEXT} {n},{'AB'[n % 2]},Toner {n} wurde getauscht\n" for n in range(40))
    (tmp_path / "t.csv").write_text("Nr,Betreff,Beschreibung,Priorität,Lösung\n" + rows, encoding="utf-8")
    mapped = ("--map", "Lösung=body", "--map", "Priorität=skill_group", "--map", "Beschreibung=")
    done = run("import", tmp_path / "t.csv", "--output", tmp_path / "o.jsonl", *mapped)
    assert (
        "warning: Lösung is read as the body, as was said, though its name speaks of what is written after" in done.err
    )
    assert "warning: Priorität is read as skill_group, as was said, though its name says priority" in done.err
    assert json.loads((tmp_path / "o.jsonl").read_text("utf-8").splitlines()[0])["skill_group"] == "A"


def test_a_preset_that_was_named_is_not_said_to_be_recognised(run: Run, tmp_path: Path) -> None:
    rows = "".join(f"{n},Drucker {n},{TEXT} {n},{'AB'[n % 2]}\n" for n in range(40))
    (tmp_path / "t.csv").write_text("Nr,Betreff,Beschreibung,Gruppe\n" + rows, encoding="utf-8")
    done = run("import", tmp_path / "t.csv", "--output", tmp_path / "o.jsonl", "--dry-run", "--preset", "zendesk")
    assert "Read with the preset zendesk, as you said." in done.out
    assert "looks like" not in done.out
    assert "hardly a column of zendesk is in this file" in done.err


def test_freshservice_tells_the_path_and_the_names_of_groups_in_words(run: Run, tmp_path: Path) -> None:
    names = ("Doors", "Lifts")
    rows = [
        {
            "id": n,
            "subject": f"Door {n}",
            "description_text": f"{TEXT} {n}",
            "group_id": 210 + n % 2,
            "priority": 1 + n % 4,
            "source": 9,
            "impact": 1,
            "urgency": 2,
            "sub_category": None,
            "fr_escalated": False,
            "responder_id": 7,
            "due_by": "2026-01-01T00:00:00Z",
            "created_at": f"2025-07-{1 + n % 28:02}T00:11:08Z",
            "activities": [{"content": f" set Group as {name}, set Status as Open"} for name in names[: 1 + n % 2]],
        }
        for n in range(40)
    ]
    (tmp_path / "t.json").write_text(json.dumps({"tickets": rows}), encoding="utf-8")
    done = run("import", tmp_path / "t.json", "--output", tmp_path / "o.jsonl")
    assert done.code == 0
    assert "no order that is known" not in done.out
    assert "are numbers" not in done.err
    ticket = json.loads((tmp_path / "o.jsonl").read_text("utf-8").splitlines()[1])
    assert ticket["skill_group"] == "Lifts"
    assert ticket["group_history"] == ["Doors", "Lifts"]
    assert (ticket["priority"], ticket["channel"]) == ("Medium", "Walk-up")
    (tmp_path / "firstline.toml").write_text('[fields.priority]\norder = ["1", "2", "3", "4"]\n', encoding="utf-8")
    again = run("import", tmp_path / "t.json", "--output", tmp_path / "o.jsonl")
    said = " ".join(again.out.split())
    assert "order names no value of priority (Low, Medium, High, Urgent): it is passed over" in said


def test_a_second_import_says_what_the_first_one_said(run: Run, tmp_path: Path) -> None:
    rows = "".join(
        f"{n},{TEXT} {n},{'AB'[n % 2]},w{n % 3}@example.org,{['North', 'South'][n % 2]}\n" for n in range(200)
    )
    (tmp_path / "t.csv").write_text("Nr,Verzoek,Behandelaarsgroep,E-mail (Aanmelder),Afdeling\n" + rows, "utf-8")
    first, second = (run("import", tmp_path / "t.csv", "--output", tmp_path / "o.jsonl") for _ in "ab")
    assert "Look: E-mail (Aanmelder) has 3 values in 200 tickets" in first.out
    assert second.out == first.out


def test_people_hours_and_ids_that_are_none_are_warned_of(run: Run, tmp_path: Path) -> None:
    people = ("Test, Anna", "Sample, Oleg", "Muster, Ivan")
    rows = "".join(f'{n};{TEXT} {n};"{people[n % 3]}";{n % 5},70;Blokkeert #{n}\n' for n in range(60))
    (tmp_path / "t.csv").write_text("Nr;Verzoek;Behandelaar;Bestede tijd;Koppeling\n" + rows, encoding="utf-8")
    plain = run("import", tmp_path / "t.csv", "--output", tmp_path / "o.jsonl", "--dry-run")
    assert '--map "Bestede tijd=handle_hours"' in plain.out
    mapped = ("--map", "Behandelaar=skill_group", "--map", "Bestede tijd=handle_minutes", "--map")
    said = run("import", tmp_path / "t.csv", "--output", tmp_path / "o.jsonl", *mapped, "Koppeling=duplicate_of").err
    assert "warning: Behandelaar is read as the group, as was said, though its name and values are those of peo" in said
    assert "warning: Bestede tijd is read as minutes, as was said, though its values look like hours" in said
    assert "warning: Koppeling is read as the id of the ticket that is repeated, as was said, and holds none" in said
    (tmp_path / "firstline.toml").unlink()
    hours = run("import", tmp_path / "t.csv", "--output", tmp_path / "o.jsonl", "--map", "Bestede tijd=handle_hours")
    assert "no minutes" not in hours.err
    assert json.loads((tmp_path / "o.jsonl").read_text("utf-8").splitlines()[1])["handle_minutes"] == 102


def test_what_map_says_after_a_first_import_holds(run: Run, tmp_path: Path) -> None:
    rows = [
        {"Betreff": f"Drucker {n}", "Text": f"Der Drucker im Raum {n} geht nicht mehr an",
         "Kategorie": ["Netz", "Mail"][n % 2], "Art": ["Fehler", "Wunsch"][n // 2 % 2]}
        for n in range(40)
    ]  # fmt: skip
    export, output = tmp_path / "export.jsonl", tmp_path / "tickets.jsonl"
    export.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    run("import", str(export), "--output", str(output))
    for more in (["--map", "Art=category"], []):
        run("import", str(export), "--output", str(output), *more)
        categories = [json.loads(line)["category"] for line in output.read_text(encoding="utf-8").splitlines()]
        assert categories == [row["Art"] for row in rows]
