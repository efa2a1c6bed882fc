"""Tests of `firstline evaluate`."""

import json
from pathlib import Path

import pytest

from tests.cli.command import Run, as_row, files_in, read_jsonl, write_csv
from tests.training.small_desk import small_desk


@pytest.fixture
def tickets(tmp_path: Path) -> Path:
    rows = [as_row(ticket) | {"body": f"{ticket.body} at once"} for ticket in small_desk()[:40]]
    return write_csv(tmp_path / "labelled.csv", rows)


def test_a_report_for_people_and_one_for_programs_are_written(
    run: Run, bundle: Path, tickets: Path, tmp_path: Path
) -> None:
    output = tmp_path / "made" / "report"
    done = run("evaluate", bundle, tickets, "--output", output)
    assert done.code == 0, done.err
    assert {"report.json", "report.html"} <= set(files_in(output))
    assert json.loads((output / "report.json").read_text(encoding="utf-8"))
    assert "<html" in (output / "report.html").read_text(encoding="utf-8")
    assert done.err.endswith(f"{output / 'report.html'}\n")
    assert "category" in done.out


def test_bad_rows_lie_beside_the_report_and_are_counted(run: Run, bundle: Path, tickets: Path, tmp_path: Path) -> None:
    with tickets.open("a", encoding="utf-8") as stream:
        stream.write("T999\n")
    done = run("evaluate", bundle, tickets, "--output", tmp_path / "report")
    assert done.code == 0, done.err
    assert [row["id"] for row in read_jsonl(tmp_path / "report.rejected.jsonl")] == ["T999"]
    assert "1 " in done.out + done.err
    assert "reject" in done.out + done.err


def test_too_many_bad_rows_are_an_error(run: Run, bundle: Path, tickets: Path, tmp_path: Path) -> None:
    with tickets.open("a", encoding="utf-8") as stream:
        stream.write("T997\nT998\nT999\n")
    done = run("evaluate", bundle, tickets, "--output", tmp_path / "report")
    assert (done.code, "3 of 43 rows were rejected" in done.complaint) == (2, True)
    assert not (tmp_path / "report").exists()


def test_a_file_for_output_ends_with_2(run: Run, bundle: Path, tickets: Path) -> None:
    done = run("evaluate", bundle, tickets, "--output", tickets)
    assert (done.code, "is a file" in done.complaint) == (2, True)


def test_an_output_below_a_file_ends_with_2(run: Run, bundle: Path, tickets: Path) -> None:
    done = run("evaluate", bundle, tickets, "--output", tickets / "report")
    assert (done.code, str(tickets) in done.complaint) == (2, True)


def test_a_path_that_does_not_exist_ends_with_2(run: Run, bundle: Path, tickets: Path, tmp_path: Path) -> None:
    report = tmp_path / "report"
    for arguments in ((tmp_path / "none", tickets), (bundle, tmp_path / "none")):
        done = run("evaluate", *arguments, "--output", report)
        assert (done.code, bool(done.complaint)) == (2, True)
    assert not report.exists()


def test_tickets_without_any_known_label_end_with_2(run: Run, bundle: Path, tmp_path: Path) -> None:
    file = write_csv(tmp_path / "bare.csv", [{"id": "1", "body": "printer"}, {"id": "2", "body": "password"}])
    done = run("evaluate", bundle, file, "--output", tmp_path / "report")
    assert (done.code, bool(done.complaint)) == (2, True)
    assert not (tmp_path / "report").exists()


def test_a_bundle_judged_on_its_own_training_tickets_is_named_as_such(run: Run, bundle: Path, tmp_path: Path) -> None:
    file = write_csv(tmp_path / "same.csv", map(as_row, small_desk()))
    done = run("evaluate", bundle, file, "--output", tmp_path / "report")
    assert done.code == 0, done.err
    assert "train" in done.out.lower() + done.err.lower()


def test_articles_and_history_score_the_search(run: Run, bundle: Path, tmp_path: Path) -> None:
    rows = [as_row(ticket) | {"body": f"{ticket.body} at once"} for ticket in small_desk()[:40]]
    rows[0] |= {"article_ids": "A1", "duplicate_of": "H1"}
    file = write_csv(tmp_path / "labelled.csv", rows)
    history = write_csv(tmp_path / "history.csv", [{"id": "H1", "body": str(rows[0]["body"])}])
    articles = tmp_path / "articles.jsonl"
    articles.write_text('{"id": "A1", "title": "Printer", "body": "Switch it on."}\n', encoding="utf-8")
    report = tmp_path / "report"
    done = run("evaluate", bundle, file, "--articles", articles, "--history", history, "--output", report)
    assert done.code == 0, done.err
    kinds = [scores["kind"] for scores in json.loads((report / "report.json").read_text(encoding="utf-8"))["search"]]
    assert kinds == ["articles", "duplicates"]


def test_articles_that_do_not_exist_end_with_2(run: Run, bundle: Path, tickets: Path, tmp_path: Path) -> None:
    for option in ("--articles", "--history"):
        done = run("evaluate", bundle, tickets, option, tmp_path / "none", "--output", tmp_path / "report")
        assert (done.code, bool(done.complaint)) == (2, True)
    assert not (tmp_path / "report").exists()


def test_a_bundle_of_enough_tickets_brings_its_learning_curve(
    run: Run, bundle: Path, tickets: Path, tmp_path: Path
) -> None:
    report = tmp_path / "report"
    assert run("evaluate", bundle, tickets, "--output", report).code == 0
    points = json.loads((report / "report.json").read_text(encoding="utf-8"))["fields"][0]["learning"]
    page = (report / "report.html").read_text(encoding="utf-8")
    assert bool(points) == ("Would more tickets help?" in page)
