"""Tests of `firstline predict`."""

import csv
import gzip
import json
import shutil
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from firstline.cli import predict as predict_module
from firstline.cli.predict import predictions
from firstline.datasets.ticket import Ticket
from firstline.models.bundle import Bundle
from tests.cli.command import Run, as_row, files_in, read_jsonl, write_csv, write_jsonl
from tests.training.small_desk import small_desk

HOSTILE = {
    "header only": b"id,subject,body\n",
    "empty": b"",
    "byte order mark": "\ufeffid,body\n1,принтер\n".encode(),
    "UTF-16": "id,body\n1,printer\n2,принтер\n".encode("utf-16"),
    "NUL bytes": b"id,body\n1,pri\x00nter\n2,\x00\x00\n3,ok\n",
    "CRLF and a line break in a cell": b'id,body\r\n1,"one\r\ntwo"\r\n2,printer\r\n',
    "old Mac line ends": b"id,body\r1,printer\r2,password\r",
    "semicolons": b"id;body\n1;printer, jammed\n2;password\n",
    "tabs": b"id\tbody\n1\tprinter, jammed\n2\tpassword\n",
    "mixed encodings": "id,body\n1,принтер\n".encode() + "2,naïve café\n".encode("latin-1"),
    "Cyrillic of Windows": "id,body\n1,принтер снова зажевал бумагу\n2,не подходит пароль\n".encode("cp1251"),
    "emoji and right to left": "id,body\n1,🖨️👩‍👩‍👧 \u202eabc\u202c\n2,המדפסת לא עובדת\n3,الطابعة\n".encode(),
    "more cells than columns": b"id,body\n1,printer,more,cells\n2\n3,password\n",
    "a quote that never ends": b'id,body\n1,"printer\n2,password\n',
    "no usable column": b"colour,weight\nred,1\nblue,2\n",
    "binary": bytes(range(256)) * 20,
}


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "predictions.jsonl"


def _ids(path: Path) -> list[str]:
    return [row["id"] for row in read_jsonl(path)]


def test_each_row_gets_one_prediction_in_the_documented_shape(run: Run, bundle: Path, output: Path) -> None:
    tickets = small_desk()[:30]
    file = write_csv(output.with_name("new.csv"), ({"id": t.id, "body": t.body} for t in tickets))
    done = run("predict", bundle, file, "--output", output)
    assert (done.code, done.out, done.err) == (0, "", f"30 predictions in {output}\n")
    rows = read_jsonl(output)
    assert [row["id"] for row in rows] == [ticket.id for ticket in tickets]
    for row, ticket in zip(rows, tickets, strict=True):
        assert set(row) == {"id", "fields", "out_of_scope"}
        assert set(row["out_of_scope"]) == {"score", "flag"}
        assert set(row["fields"]) == {"category", "priority", "skill_group"}
        assert row["fields"]["category"]["value"] == ticket.category
        for field in row["fields"].values():
            assert set(field) == {"value", "confidence", "tier", "threshold", "alternatives"}
            assert field["tier"] in {"auto", "best", "suggest", "abstain"}
            assert 0 <= field["confidence"] <= 1
            assert field["value"] not in [other["value"] for other in field["alternatives"]]


def test_equal_ids_empty_texts_and_missing_ids_keep_their_rows(run: Run, bundle: Path, output: Path) -> None:
    rows = [
        {"id": "7", "body": "the printer shows a paper jam"},
        {"id": "7", "body": ""},
        {"body": "please reset my password"},
        {"id": "", "body": "   "},
        {"id": 7, "subject": None},
        {"id": "Ω/7", "body": "we paid the bill twice"},
    ]
    file = write_jsonl(output.with_name("new.jsonl"), rows)
    assert run("predict", bundle, file, "--output", output).code == 0
    assert _ids(output) == ["7", "7", "3", "4", "7", "Ω/7"]
    found = read_jsonl(output)
    for row in (1, 3, 4):
        field = found[row]["fields"]["category"]
        assert field["tier"] == "abstain"
        assert field["confidence"] == pytest.approx(1 / 3, abs=1e-6)


@pytest.mark.parametrize("name", HOSTILE)
def test_any_file_of_rows_is_predicted_and_nothing_is_rejected(run: Run, bundle: Path, output: Path, name: str) -> None:
    file = output.with_name("hostile.csv")
    file.write_bytes(HOSTILE[name])
    done = run("predict", bundle, file, "--output", output)
    assert "Traceback" not in done.err
    if name == "binary":
        assert done.code in {0, 2}
        return
    assert done.code == 0, done.err
    wanted = {
        "header only": [], "empty": [], "NUL bytes": ["1", "2", "3"], "emoji and right to left": ["1", "2", "3"],
        "byte order mark": ["1"], "more cells than columns": ["1", "2", "3"],
    }  # fmt: skip
    if name != "a quote that never ends":
        assert _ids(output) == wanted.get(name, ["1", "2"])
    assert all(row["fields"]["category"]["value"] for row in read_jsonl(output))
    assert not output.with_name(output.name + ".rejected.jsonl").exists()


@pytest.mark.parametrize(
    "content",
    [
        b'{"id": "1", "body": "printer"}\n\n{"id": "2", "body": "password"}\n',
        b'{"id": "1", "body": "printer"}\nnot json\n',
        b'{"id": "1", "body": "printer"}\n[1, 2]\n',
        b'{"id": "1", "body": "printer"}\nnull\n',
        b'{"id": "1", "body": {"html": "printer"}, "created_at": "yesterday"}\n{"id": ["2"], "messages": 5}\n',
        b'{"id": "\\ud83d", "body": "\\ud83d printer"}\n{"id": "2", "text": "printer"}\n',
        b'\xef\xbb\xbf{"id": "1", "body": "printer"}\r\n{"id": "2", "messages": [{"author": "customer", "text": "x"}]}',
        b'{"id": "1", "body": 12345}\n{"id": 1e400, "body": NaN}\n',
        b'{"id": "1"}\n' + b"[" * 20_000 + b"\n",
        b'{"id": "1", "body": "a b c"\n{"id": "2", "body": "printer"}\n',
        b'oops\n{"id": "2", "body": "printer"}\n',
        b'[1, 2]\n{"id": "2", "body": "printer"}\n',
    ],
)
def test_every_line_of_jsonl_gets_one_prediction(run: Run, bundle: Path, output: Path, content: bytes) -> None:
    file = output.with_name("hostile.jsonl")
    file.write_bytes(content)
    done = run("predict", bundle, file, "--output", output)
    assert done.code == 0, done.err
    assert len(read_jsonl(output)) == 2


def test_a_line_that_is_no_object_gets_the_prior_and_abstains(run: Run, bundle: Path, output: Path) -> None:
    file = output.with_name("bad.jsonl")
    file.write_text('{"id": "1", "body": "a b c"\n{"id": "2", "body": "please reset my password"}\n{"id": "3"}\n')
    done = run("predict", bundle, file, "--output", output)
    broken, read, empty = read_jsonl(output)
    assert (broken["id"], broken["fields"]) == ("1", empty["fields"])
    assert {field["tier"] for field in broken["fields"].values()} == {"abstain"}
    assert read["fields"]["category"]["value"] == "password"
    assert "warning: 2 of 3 rows have no text" in done.err
    assert "warning: 1 row could not be read whole" in done.err
    assert "row 1: not JSON" in done.err


def test_the_input_is_not_written_over(run: Run, bundle: Path, output: Path) -> None:
    file = output.with_name("precious.jsonl")
    file.write_text('{"id": "1", "body": "please reset my password"}\n')
    done = run("predict", bundle, file, "--output", file)
    assert done.code == 2
    assert "is what is read" in done.complaint
    assert "please reset" in file.read_text()


def test_a_quote_that_is_never_closed_is_told(run: Run, bundle: Path, output: Path) -> None:
    file = output.with_name("quote.csv")
    file.write_text('id,body\n1,"please reset\n2,printer\n3,mail\n')
    done = run("predict", bundle, file, "--output", output)
    assert done.code == 0
    assert "warning: 1 row could not be read whole, so the answers are guesses: row 1: a quote" in done.err
    assert "all lines after it were read as one cell" in done.err
    assert len(read_jsonl(output)) == 1


def test_a_file_of_which_no_line_can_be_read_is_an_error(run: Run, bundle: Path, output: Path) -> None:
    file = output.with_name("bad.jsonl")
    file.write_text("oops\n{broken\n[1, 2]\n")
    done = run("predict", bundle, file, "--output", output)
    assert done.code == 2
    assert "none of its 3 rows can be read" in done.complaint
    assert not output.exists()


def test_a_file_without_a_column_of_text_is_warned_of(run: Run, bundle: Path, output: Path) -> None:
    rows = [{"id": "1", "title": "mail", "desc": "cannot send"}, {"id": "2", "title": "a", "desc": "b"}]
    done = run("predict", bundle, write_csv(output.with_name("new.csv"), rows), "--output", output)
    assert done.code == 0
    assert "warning: no text was read in 2 rows" in done.err
    assert "the columns that are there: desc, id, title." in done.err
    assert "add --map title=subject" in done.err
    assert "firstline import" in done.err
    assert len(read_jsonl(output)) == 2


@pytest.mark.parametrize(
    ("row", "warned"),
    [
        ({"title": "printer", "body": "paper jam"}, "--map title=subject"),
        ({"subject": "printer", "description": "paper jam"}, "--map description=body"),
        ({"subject": "printer", "body": "paper jam", "title": "x"}, None),
        ({"subject": "printer", "name": "paper", "message_count": "5"}, None),
        ({"body": "paper jam", "customer": "Ann"}, None),
    ],
)
def test_a_column_that_looks_like_text_and_is_not_read_is_named(
    run: Run, bundle: Path, output: Path, row: dict[str, str], warned: str | None
) -> None:
    file = write_jsonl(output.with_name("new.jsonl"), [row, row])
    done = run("predict", bundle, file, "--output", output)
    assert done.code == 0
    assert ("warning" in done.err) == (warned is not None)
    if warned:
        assert warned in done.err
        assert "warning" not in run("predict", bundle, file, "--output", output, *warned.split()).err


@pytest.mark.parametrize(
    "date", ["2025-03-04T10:00:00Z", "2025-03-04 10:00", "04.03.2025 10:00", "3/4/2025 10:00 AM", "1741082400", "soon"]
)
def test_dates_of_any_form_are_no_obstacle(run: Run, bundle: Path, output: Path, date: str) -> None:
    file = write_csv(output.with_name("new.csv"), [{"id": "1", "created_at": date, "body": "printer"}])
    assert run("predict", bundle, file, "--output", output).code == 0
    assert _ids(output) == ["1"]


def test_a_body_of_five_megabytes_takes_seconds(run: Run, bundle: Path, output: Path) -> None:
    bodies = ["the printer jams " * 300_000, "<div>" * 1_000_000, "x" * 5_000_000]
    file = write_jsonl(output.with_name("new.jsonl"), ({"id": n, "body": body} for n, body in enumerate(bodies)))
    started = time.monotonic()
    assert run("predict", bundle, file, "--output", output).code == 0
    assert time.monotonic() - started < 20
    assert _ids(output) == ["0", "1", "2"]


@pytest.mark.parametrize("name", ["new.csv.gz", "new.jsonl.gz", "gzipped-without-saying-so.csv"])
def test_gzipped_files_are_read(run: Run, bundle: Path, output: Path, name: str) -> None:
    content = b'{"id": "1", "body": "printer"}\n' if "jsonl" in name else b"id,body\n1,printer\n"
    file = output.with_name(name)
    file.write_bytes(gzip.compress(content))
    assert run("predict", bundle, file, "--output", output).code == 0
    assert _ids(output) == ["1"]


def test_their_columns_are_mapped(run: Run, bundle: Path, output: Path) -> None:
    file = write_csv(output.with_name("new.csv"), [{"Nummer": "9", "Was ist los?": "please reset my password"}])
    done = run("predict", bundle, file, "--output", output, "--map", "Nummer=id", "--map", "Was ist los?=body")
    assert done.code == 0
    (row,) = read_jsonl(output)
    assert (row["id"], row["fields"]["category"]["value"]) == ("9", "password")


def test_a_configuration_maps_columns_too(run: Run, bundle: Path, output: Path) -> None:
    config = output.with_name("firstline.toml")
    config.write_text('[columns]\n"Nummer" = "id"\n"Text" = "body"\n', encoding="utf-8")
    file = write_csv(output.with_name("new.csv"), [{"Nummer": "9", "Text": "please reset my password"}])
    assert run("predict", bundle, file, "--output", output, "--config", config).code == 0
    assert _ids(output) == ["9"]


def test_many_chunks_keep_their_order(run: Run, bundle: Path, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(predict_module, "_CHUNK", 7)
    file = write_csv(output.with_name("new.csv"), ({"id": n, "body": t.body} for n, t in enumerate(small_desk())))
    assert run("predict", bundle, file, "--output", output).code == 0
    rows = read_jsonl(output)
    assert [row["id"] for row in rows] == [str(number) for number in range(288)]
    assert [row["fields"]["category"]["value"] for row in rows] == [ticket.category for ticket in small_desk()]


def test_the_same_file_gives_the_same_predictions(run: Run, bundle: Path, output: Path) -> None:
    file = write_csv(output.with_name("new.csv"), map(as_row, small_desk()[:20]))
    again = output.with_name("again.jsonl")
    run("predict", bundle, file, "--output", output)
    run("predict", Path(shutil.copytree(bundle, output.with_name("copy"))), file, "--output", again)
    assert output.read_bytes() == again.read_bytes()


def test_labels_that_the_file_already_has_do_not_change_the_answer(run: Run, bundle: Path, output: Path) -> None:
    """Evaluation would otherwise measure what it was told."""
    plain = write_csv(output.with_name("plain.csv"), [{"id": "1", "body": "please reset my password"}])
    told = write_csv(
        output.with_name("told.csv"),
        [{"id": "1", "body": "please reset my password", "category": "printer", "resolution": "printer printer"}],
    )
    other = output.with_name("other.jsonl")
    run("predict", bundle, plain, "--output", output)
    run("predict", bundle, told, "--output", other)
    assert output.read_bytes() == other.read_bytes()


# Failures


@pytest.mark.parametrize("missing", ["bundle", "tickets", "config"])
def test_a_path_that_does_not_exist_ends_with_2(run: Run, bundle: Path, output: Path, missing: str) -> None:
    file = write_csv(output.with_name("new.csv"), [{"id": "1", "body": "x"}])
    nowhere = output.with_name("nowhere")
    more = ["--config", nowhere] if missing == "config" else []
    done = run(
        "predict",
        nowhere if missing == "bundle" else bundle,
        nowhere if missing == "tickets" else file,
        "--output", output, *more,
    )  # fmt: skip
    assert done.code == 2
    assert str(nowhere) in done.complaint
    assert not output.exists()


def test_a_damaged_bundle_ends_with_2_and_says_what_to_do(run: Run, bundle: Path, output: Path) -> None:
    (bundle / "heads.safetensors").write_bytes(b"")
    file = write_csv(output.with_name("new.csv"), [{"id": "1", "body": "x"}])
    done = run("predict", bundle, file, "--output", output)
    assert done.code == 2
    assert "damaged" in done.complaint
    assert "copy" in done.complaint


@pytest.mark.parametrize("arguments", [["--map", "Text=body"], ["--map", "nonsense"], ["--field", "category"]])
def test_what_cannot_be_understood_ends_with_2(run: Run, bundle: Path, output: Path, arguments: Sequence[str]) -> None:
    file = write_csv(output.with_name("new.csv"), [{"id": "1", "words": "x"}])
    done = run("predict", bundle, file, "--output", output, *arguments)
    assert done.code == 2
    assert "Traceback" not in done.err
    assert not output.exists()


def test_a_header_that_names_a_column_twice_ends_with_2(run: Run, bundle: Path, output: Path) -> None:
    file = output.with_name("new.csv")
    file.write_text("id,body,body\n1,printer,password\n")
    done = run("predict", bundle, file, "--output", output)
    assert (done.code, "names body more than once" in done.complaint) == (2, True)


def test_a_folder_for_output_ends_with_2(run: Run, bundle: Path, tmp_path: Path) -> None:
    file = write_csv(tmp_path / "new.csv", [{"id": "1", "body": "x"}])
    assert "is a folder" in run("predict", bundle, file, "--output", tmp_path).complaint


def test_an_output_below_a_file_ends_with_2(run: Run, bundle: Path, tmp_path: Path) -> None:
    file = write_csv(tmp_path / "new.csv", [{"id": "1", "body": "x"}])
    done = run("predict", bundle, file, "--output", file / "predictions.jsonl")
    assert (done.code, "cannot be written" in done.complaint) == (2, True)


def test_an_interruption_leaves_the_former_output(
    run: Run, bundle: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output.write_text("former")
    file = write_csv(output.with_name("new.csv"), map(as_row, small_desk()[:40]))
    monkeypatch.setattr(predict_module, "_CHUNK", 10)
    rows = predict_module._rows
    calls: list[int] = []

    def stop_at_the_third(*arguments: object) -> list[dict[str, object]]:
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return rows(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(predict_module, "_rows", stop_at_the_third)
    done = run("predict", bundle, file, "--output", output)
    assert done.code == 130
    assert output.read_text() == "former"
    assert not [name for name in files_in(output.parent) if name.endswith(".part")]


def test_no_text_is_in_what_is_printed(run: Run, bundle: Path, output: Path) -> None:
    file = output.with_name("new.jsonl")
    file.write_text('{"id": "1", "body": "my secret is xyzzy", "created_at": "xyzzy", "set_by": "xyzzy"}\nxyzzy\n')
    done = run("predict", bundle, file, "--output", output)
    assert "xyzzy" not in done.out + done.err
    assert "xyzzy" not in output.read_text()


def test_predicting_changes_nothing_beside_its_output(run: Run, bundle: Path, tmp_path: Path) -> None:
    file = write_csv(tmp_path / "new.csv", [{"id": "1", "body": "x"}])
    before = files_in(tmp_path)
    run("predict", bundle, file, "--output", tmp_path / "out.jsonl")
    assert files_in(tmp_path) == sorted([*before, "out.jsonl"])


def test_a_csv_cell_may_be_longer_than_pythons_own_limit(run: Run, bundle: Path, output: Path) -> None:
    assert csv.field_size_limit() > 0
    file = write_csv(output.with_name("new.csv"), [{"id": "1", "body": "printer " * 100_000}, {"id": "2", "body": "x"}])
    assert run("predict", bundle, file, "--output", output).code == 0
    assert _ids(output) == ["1", "2"]


def test_progress_is_told_up_to_the_last_row(small_bundle: Path) -> None:
    told: list[tuple[int, int]] = []
    bundle = Bundle.load(small_bundle)
    tickets = [Ticket(id=str(number), body="printer") for number in range(5)]
    rows = list(predictions(bundle, tickets, report=lambda done, total: told.append((done, total))))
    assert json.dumps(rows)
    assert told[-1] == (5, 5)


def test_texts_that_could_not_be_decoded_are_predicted_and_counted(run: Run, bundle: Path, tmp_path: Path) -> None:
    file = tmp_path / "mixed.csv"
    lines = [f"{number},Größe prüfen für Öl\n".encode() for number in range(20)]
    file.write_bytes(b"id,body\n" + b"".join(lines) + "20,Störung\n".encode("cp1252"))
    done = run("predict", bundle, file, "--output", tmp_path / "p.jsonl")
    assert done.code == 0, done.err
    assert len(read_jsonl(tmp_path / "p.jsonl")) == 21
    assert "text has characters that could not be decoded (U+FFFD): 1;" in done.err


def test_a_set_holds_the_right_value_as_often_as_was_asked_for(run: Run, bundle: Path, output: Path) -> None:
    tickets = write_csv(output.parent / "tickets.csv", map(as_row, small_desk()))
    assert run("predict", bundle, tickets, "--output", output, "--coverage", "0.9").code == 0
    said = [row["fields"]["priority"] for row in read_jsonl(output)]
    assert all(field["set"][0] == field["value"] for field in said)
    hits = [ticket.priority in field["set"] for ticket, field in zip(small_desk(), said, strict=True)]
    assert sum(hits) >= 0.9 * len(hits)
    assert run("predict", bundle, tickets, "--output", output, "--coverage", "0.9999").code == 0
    assert {field["set"] for row in read_jsonl(output) for field in row["fields"].values()} == {None}
    assert run("predict", bundle, tickets, "--output", output).code == 0
    assert "set" not in read_jsonl(output)[0]["fields"]["priority"]
