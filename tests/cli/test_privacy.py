"""Tests of `firstline privacy`, `backup` and `restore`."""

from pathlib import Path

import pytest

from tests.cli.command import Run, read_jsonl, write_csv


@pytest.fixture
def desk(run: Run, bundle: Path) -> Path:
    """A bundle with a state of three tickets, two of them one person's."""
    rows = [
        {"id": "1", "body": "my password is zz-okapi-1847", "requester_id": "R1", "created_at": "2019-01-01T00:00:00Z"},
        {"id": "2", "body": "the printer jams", "requester_id": "R1", "created_at": "2026-01-01T00:00:00Z"},
        {"id": "3", "body": "the mail is slow", "requester_id": "R2", "created_at": "2026-01-01T00:00:00Z"},
    ]
    done = run("index", "tickets", write_csv(bundle.with_name("tickets.csv"), rows), "--bundle", bundle)
    assert done.code == 0, done.err
    return bundle


def _left(run: Run, desk: Path, output: Path) -> list[str]:
    done = run("privacy", "export", desk, "R1", "--output", output)
    assert done.code == 0, done.err
    return [str(row["id"]) for row in read_jsonl(output)]


def test_a_person_is_handed_out_and_erased_only_when_told_so(run: Run, desk: Path, tmp_path: Path) -> None:
    output = tmp_path / "r1.jsonl"
    assert _left(run, desk, output) == ["1", "2"]
    assert read_jsonl(output)[0]["body"] == "my password is zz-okapi-1847"
    asked = run("privacy", "erase", desk, "R1")
    assert (asked.code, "2 tickets" in asked.err, "--yes does it" in asked.err) == (0, True, True)
    assert _left(run, desk, output) == ["1", "2"]
    done = run("privacy", "erase", desk, "R1", "--yes")
    assert done.code == 0, done.err
    assert "erased" in done.err
    assert _left(run, desk, output) == []
    state = Path(f"{desk}.state")
    assert not [path for path in state.rglob("*") if path.is_file() and b"okapi" in path.read_bytes()]


def test_what_is_older_than_its_days_is_purged(run: Run, desk: Path, tmp_path: Path) -> None:
    nothing = run("privacy", "purge", desk)
    assert (nothing.code, "--tickets-days" in nothing.complaint) == (2, True)
    done = run("privacy", "purge", desk, "--tickets-days", 1_000, "--yes")
    assert done.code == 0, done.err
    assert "1 ticket, 0 decisions" in done.err
    assert _left(run, desk, tmp_path / "r1.jsonl") == ["2"]


def test_a_state_without_its_database_is_named(run: Run, bundle: Path, tmp_path: Path) -> None:
    done = run("privacy", "erase", bundle, "R1", "--state", tmp_path / "none")
    assert (done.code, "is no desk's state" in done.complaint) == (2, True)
    assert not (tmp_path / "none").exists()


def test_a_backup_is_restored_beside_another_bundle(run: Run, desk: Path, tmp_path: Path) -> None:
    backup = tmp_path / "desk.backup"
    assert run("backup", desk, "--output", backup).code == 0
    assert run("privacy", "erase", desk, "R1", "--yes").code == 0
    refused = run("restore", backup, "--bundle", desk)
    assert (refused.code, "has a state already" in refused.complaint) == (2, True)
    done = run("restore", backup, "--state", tmp_path / "again.state")
    assert done.code == 0, done.err
    output = tmp_path / "again.jsonl"
    assert run("privacy", "export", desk, "R1", "--output", output, "--state", tmp_path / "again.state").code == 0
    assert [row["id"] for row in read_jsonl(output)] == ["1", "2"]
