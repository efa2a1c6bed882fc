"""Tests of `firstline train`."""

import gzip
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from firstline.models.bundle import Bundle
from tests.cli.command import Run, as_row, files_in, read_jsonl, write_csv, write_jsonl
from tests.training.small_desk import changed, few, file_digests, small_desk


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "bundle"


@pytest.fixture
def encoder(tiny_encoder: Path) -> list[str]:
    return ["--encoder", f"path:{tiny_encoder}"]


def test_a_history_becomes_a_bundle(run: Run, history: Path, output: Path, encoder: list[str]) -> None:
    done = run("train", history, "--output", output, *encoder)
    assert done.code == 0, done.err
    bundle = Bundle.load(output)
    assert set(bundle.fields) == {"category", "priority", "skill_group"}
    assert done.out == f"{output}: version {bundle.version[:12]}, encoder {encoder[1]}\n"
    assert "40 rows read, 0 rejected" in done.err
    assert files_in(output.parent) == ["bundle", "history.csv"]


def test_named_fields_and_seed_are_used(run: Run, history: Path, output: Path, encoder: list[str]) -> None:
    fields = ["--field", "priority", "--field", "category", "--seed", "5"]
    assert run("train", history, "--output", output, *fields, *encoder).code == 0
    bundle = Bundle.load(output)
    assert set(bundle.fields) == {"priority", "category"}
    assert bundle.manifest.seed == 5


def test_several_files_of_several_kinds_are_one_history(
    run: Run, tmp_path: Path, output: Path, encoder: list[str]
) -> None:
    tickets = [as_row(ticket) for ticket in few(45)]
    first = write_csv(tmp_path / "a.csv", tickets[:15])
    second = write_jsonl(tmp_path / "b.jsonl", tickets[15:30])
    third = tmp_path / "c.jsonl.gz"
    third.write_bytes(gzip.compress(write_jsonl(tmp_path / "c.jsonl", tickets[30:]).read_bytes()))
    done = run("train", first, second, third, "--output", output, *encoder)
    assert done.code == 0, done.err
    assert Bundle.load(output).manifest.data.tickets == 45


def test_their_columns_are_mapped(run: Run, tmp_path: Path, output: Path, encoder: list[str]) -> None:
    rows = [{"Titel": ticket.body, "Art": ticket.category} for ticket in few(30)]
    file = write_csv(tmp_path / "export.csv", rows)
    maps = ["--map", "Titel=subject", "--map", "Art=category"]
    assert run("train", file, "--output", output, *maps, *encoder).code == 0
    assert Bundle.load(output).fields == ("category",)


def test_a_configuration_names_fields_and_values(run: Run, history: Path, output: Path, encoder: list[str]) -> None:
    config = output.with_name("firstline.toml")
    config.write_text(
        '[training]\nfields = ["category"]\n[fields.category]\nrename = {printer = "hardware"}\nretired = ["invoice"]\n'
    )
    assert run("train", history, "--output", output, "--config", config, *encoder).code == 0
    bundle = Bundle.load(output)
    assert (bundle.fields, bundle.values("category")) == (("category",), ("hardware", "password"))


def test_bad_rows_lie_beside_the_bundle_with_their_reasons(
    run: Run, tmp_path: Path, output: Path, encoder: list[str]
) -> None:
    rows = [as_row(ticket) for ticket in few(60)]
    rows[3]["body"] = "   "
    rows[7]["id"] = rows[6]["id"]
    file = write_csv(tmp_path / "history.csv", rows)
    done = run("train", file, "--output", output, *encoder)
    assert done.code == 0, done.err
    rejected = read_jsonl(tmp_path / "bundle.rejected.jsonl")
    assert [(row["row"], row["id"]) for row in rejected] == [(4, "T3"), (8, "T6")]
    assert all(row["reason"] for row in rejected)
    assert "60 rows read, 2 rejected" in done.err
    assert Bundle.load(output).manifest.data.tickets == 58


def test_too_many_bad_rows_are_an_error_that_the_option_allows(
    run: Run, tmp_path: Path, output: Path, encoder: list[str]
) -> None:
    rows = [as_row(ticket) for ticket in few(30)]
    for row in rows[:5]:
        row["body"] = ""
    file = write_csv(tmp_path / "history.csv", rows)
    done = run("train", file, "--output", output, *encoder)
    assert done.code == 2
    assert "5 of 30 rows were rejected, more than 5%" in done.complaint
    assert "--max-rejected" in done.complaint
    assert f"all of them are in {output}.rejected.jsonl" in done.complaint
    assert [row["row"] for row in read_jsonl(tmp_path / "bundle.rejected.jsonl")] == [1, 2, 3, 4, 5]
    assert not output.exists()
    assert run("train", file, "--output", output, "--max-rejected", "20%", *encoder).code == 0


def test_rejected_rows_and_complaints_quote_no_text(run: Run, tmp_path: Path, output: Path, encoder: list[str]) -> None:
    file = tmp_path / "history.jsonl"
    write_jsonl(file, map(as_row, few(30)))
    with file.open("a") as stream:
        stream.write('{"id": "x", "body": "secret xyzzy", "messages": [{"author": "xyzzy", "text": "xyzzy"}]}\nxyzzy\n')
    done = run("train", file, "--output", output, "--max-rejected", "50%", *encoder)
    assert done.code == 0, done.err
    assert len(read_jsonl(tmp_path / "bundle.rejected.jsonl")) == 2
    assert "xyzzy" not in (tmp_path / "bundle.rejected.jsonl").read_text() + done.err + done.out
    done = run("train", file, "--output", output, *encoder)
    assert "xyzzy" not in done.err


def test_a_clean_run_removes_the_rejected_rows_of_the_former(
    run: Run, history: Path, output: Path, encoder: list[str]
) -> None:
    old = output.with_name("bundle.rejected.jsonl")
    old.write_text("{}\n")
    run("train", history, "--output", output, *encoder)
    assert not old.exists()


def test_what_looks_wrong_with_labels_is_said(run: Run, tmp_path: Path, output: Path, encoder: list[str]) -> None:
    rows = [as_row(ticket) for ticket in few(40)]
    rows[0]["category"] = "Printer"
    done = run("train", write_csv(tmp_path / "h.csv", rows), "--output", output, *encoder)
    assert "differ in upper and lower case only" in done.err


def test_a_field_with_one_value_is_warned_of(run: Run, tmp_path: Path, output: Path, encoder: list[str]) -> None:
    file = write_csv(tmp_path / "h.csv", map(as_row, changed(few(20), category="only")))
    done = run("train", file, "--output", output, "--field", "category", *encoder)
    assert done.code == 0
    assert "category: 1 value, nothing to judge it by: never auto" in done.err


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "no rows"),
        (b"subject,body\n", "no rows"),
        (b"colour,weight\nred,1\n", "no column with text"),
        (b"id,body\n1,printer\n", "--field"),
        (b"id,body,category\n1,?,a\n2,!,b\n", "text"),
        (b"id,body,category\n1,<p></p>,a\n2,<br>,b\n", "text"),
    ],
)
def test_a_history_that_teaches_nothing_ends_with_2(
    run: Run, output: Path, encoder: list[str], content: bytes, says: str
) -> None:
    file = output.with_name("history.csv")
    file.write_bytes(content)
    done = run("train", file, "--output", output, *encoder)
    assert done.code == 2
    assert says in done.complaint
    assert files_in(output.parent) == ["history.csv"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--encoder", "bert"],
        ["--encoder", "path:nowhere"],
        ["--field", "no_such_column"],
        ["--map", "no such column=body"],
        ["--config", "nowhere.toml"],
        ["--max-rejected", "many"],
        ["--seed", "one"],
    ],
)
def test_bad_options_end_with_2_and_leave_nothing(
    run: Run, history: Path, output: Path, encoder: list[str], arguments: list[str]
) -> None:
    done = run("train", history, "--output", output, *encoder, *arguments)
    assert done.code == 2
    assert "Traceback" not in done.err
    assert files_in(output.parent) == ["history.csv"]


def test_a_missing_history_ends_with_2(run: Run, tmp_path: Path, output: Path, encoder: list[str]) -> None:
    done = run("train", tmp_path / "none.csv", "--output", output, *encoder)
    assert (done.code, "no such file" in done.complaint) == (2, True)
    assert files_in(tmp_path) == []


def test_what_is_no_bundle_is_not_overwritten(run: Run, history: Path, encoder: list[str]) -> None:
    for output in (history, history.parent):
        done = run("train", history, "--output", output, *encoder)
        assert (done.code, "not a bundle" in done.complaint) == (2, True)
    assert history.exists()


def test_an_output_below_a_file_ends_with_2(run: Run, history: Path, encoder: list[str]) -> None:
    done = run("train", history, "--output", history / "bundle", *encoder)
    assert done.code == 2
    assert str(history) in done.complaint


def test_a_failed_run_leaves_the_former_bundle(
    run: Run, history: Path, output: Path, encoder: list[str], tmp_path: Path
) -> None:
    run("train", history, "--output", output, *encoder)
    before = file_digests(output)
    assert run("train", history, "--output", output, *encoder, "--field", "no_such_column").code == 2
    assert file_digests(output) == before


def test_another_process_makes_the_same_bytes(
    run: Run, history: Path, output: Path, encoder: list[str], tmp_path: Path
) -> None:
    """Sets iterate in another order in every process: nothing written may depend on it."""
    run("train", history, "--output", output, *encoder)
    other = tmp_path / "other"
    command = [sys.executable, "-m", "firstline.cli.main", "train", str(history), "--output", str(other), *encoder]
    environment = os.environ | {"PYTHONHASHSEED": "12345", "FIRSTLINE_CACHE": str(tmp_path / "cache")}
    subprocess.run(command, capture_output=True, timeout=120, env=environment, check=True)
    assert file_digests(other) == file_digests(output)


def test_dates_decide_how_it_is_judged(run: Run, tmp_path: Path, output: Path, encoder: list[str]) -> None:
    for dated, words in ((True, "newer half"), (False, "no dates")):
        file = write_jsonl(tmp_path / "h.jsonl", map(as_row, small_desk(dated=dated)[:30]))
        done = run("train", file, "--output", output, *encoder)
        assert words in done.err
        assert words in Bundle.load(output).manifest.data.held_out


def test_a_short_line_of_an_export_is_not_fatal(run: Run, tmp_path: Path, output: Path, encoder: list[str]) -> None:
    file = write_csv(tmp_path / "h.csv", map(as_row, few(60)))
    with file.open("a", encoding="utf-8") as stream:
        stream.write("T999\n")
    done = run("train", file, "--output", output, *encoder)
    assert done.code == 0, done.err
    assert [row["id"] for row in read_jsonl(tmp_path / "bundle.rejected.jsonl")] == ["T999"]


def test_a_line_that_lost_bytes_is_rejected_for_its_label_and_kept_with_a_warning_for_its_text(
    run: Run, tmp_path: Path, output: Path, encoder: list[str]
) -> None:
    rows = [as_row(ticket) for ticket in few(60)]
    for row in rows:
        row["body"] += " grüßt überall"
    rows[3]["building"] = rows[4]["building"] = "Süd"
    lines = write_csv(tmp_path / "h.csv", rows).read_bytes().splitlines(keepends=True)
    lines[4] = lines[4].replace("Süd".encode(), b"S\xc3d")
    lines[9] = lines[9].replace("ß".encode(), b"\xc3")
    (tmp_path / "h.csv").write_bytes(b"".join(lines))
    done = run("train", tmp_path / "h.csv", "--output", output, *encoder, "--field", "category", "--field", "building")
    assert done.code == 0, done.err
    (rejected,) = read_jsonl(tmp_path / "bundle.rejected.jsonl")
    assert (rejected["row"], rejected["reason"].split(":")[0]) == (4, "building")
    assert "text has characters that could not be decoded (U+FFFD): 1;" in done.err
    assert Bundle.load(output).values("building") == ("Süd",)


def test_every_field_says_what_it_is_at_how_long_it_took_and_what_kept_it_from_auto(
    run: Run, history: Path, output: Path, encoder: list[str]
) -> None:
    done = run("train", history, "--output", output, *encoder)
    for number, field in enumerate(("category", "priority", "skill_group"), 1):
        begun, ended, auto, *_ = (line for line in done.err.splitlines() if line.startswith(f"{field}: "))
        assert begun == f"{field}: fitting on 40 tickets (field {number} of 3)"
        assert re.search(r"; \d+\.\d s$", ended)
        assert "takes at least 59 held-out tickets" in auto


def test_a_time_budget_without_fine_tuning_is_refused(run: Run, history: Path, output: Path) -> None:
    done = run("train", history, "--output", output, "--time-budget", "30m")
    assert done.code == 2
    assert "say --finetune too" in done.err


def test_a_bundle_may_come_from_descriptions_without_any_ticket(
    run: Run, tmp_path: Path, output: Path, encoder: list[str]
) -> None:
    path = tmp_path / "d.toml"
    path.write_text('[category]\nprinter = "the printer does not print"\npassword = "cannot log in"\n')
    done = run("train", "--descriptions", path, "--output", output, *encoder)
    assert done.code == 0, done.err
    assert Bundle.load(output).values("category") == ("password", "printer")


def test_nothing_to_learn_from_at_all_is_refused(run: Run, output: Path) -> None:
    done = run("train", "--output", output)
    assert done.code == 2
    assert "no file of tickets was named" in done.err


def test_a_bundle_that_is_replaced_is_named_and_much_less_data_than_it_had_is_warned_of(
    run: Run, tmp_path: Path, history: Path, output: Path, encoder: list[str]
) -> None:
    assert "replaced" not in run("train", history, "--output", output, *encoder).err
    former = Bundle.load(output).version[:12]
    again = run("train", history, "--output", output, *encoder)
    assert f"replaced the bundle that was there: the same version, {former}" in again.err
    assert "warning" not in again.err
    one = write_jsonl(tmp_path / "one.jsonl", [as_row(small_desk()[0])])
    done = run("train", one, "--output", output, *encoder)
    assert done.code == 0, done.err
    assert f"warning: {output} holds a bundle of 40 tickets (version {former}), and this one is made of" in done.err
    assert done.err.index("only 1 ticket;") < done.err.index("encoding 1 text with")
    assert f"replaced the bundle that was there: version {former}, 40 tickets" in done.err
    assert "category: 1 value in 1 ticket, 0% without one" in done.err


@pytest.mark.parametrize("manifest", ["{", "[]", '{"data": {"tickets": null}}', "[" * 100_000])
def test_a_damaged_bundle_is_replaced_too(
    run: Run, history: Path, output: Path, encoder: list[str], manifest: str
) -> None:
    output.mkdir()
    (output / "manifest.json").write_text(manifest)
    done = run("train", history, "--output", output, *encoder)
    assert done.code == 0, done.err
    assert "replaced the bundle that was there: version" in done.err


def test_a_place_that_cannot_be_written_is_named_before_any_row_is_read(run: Run, tmp_path: Path) -> None:
    done = run("train", tmp_path / "missing.csv", "--output", "/proc/x")
    assert done.code == 2
    assert "/proc/x cannot be written" in done.complaint
