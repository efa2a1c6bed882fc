"""Tests of `firstline audit`."""

import csv
from pathlib import Path

import pytest

from tests.cli.command import Run, as_row, files_in, write_jsonl
from tests.training.small_desk import small_desk

pytest.importorskip("cleanlab", reason="the audit needs the extra [audit]")


def test_labels_are_listed_for_relabelling_with_the_wrong_one_first(
    run: Run, tmp_path: Path, tiny_encoder: Path
) -> None:
    rows = [as_row(ticket) for ticket in small_desk(dated=True)]
    rows[9]["category"] = next(row["category"] for row in rows if row["category"] != rows[9]["category"])
    history = write_jsonl(tmp_path / "history.jsonl", rows)
    encoder = f"path:{tiny_encoder}"
    done = run("audit", history, "--output", tmp_path / "out", "--field", "category", "--encoder", encoder)
    assert done.code == 0, done.err
    assert files_in(tmp_path / "out") == ["audit.csv", "audit.html", "audit.json"]
    with (tmp_path / "out" / "audit.csv").open(encoding="utf-8", newline="") as stream:
        listed = list(csv.DictReader(stream))
    assert len(listed) == len(rows)
    assert listed[0]["id"] == str(rows[9]["id"])
    assert "models of the other tickets say" in listed[0]["why"]
    assert "probable label errors" in done.out
    assert done.err.endswith(f"{tmp_path / 'out' / 'audit.html'}\n")


def test_what_is_not_there_ends_with_2_and_leaves_nothing(run: Run, tmp_path: Path) -> None:
    done = run("audit", tmp_path / "none.csv", "--output", tmp_path / "out")
    assert (done.code, bool(done.complaint)) == (2, True)
    assert not (tmp_path / "out").exists()
