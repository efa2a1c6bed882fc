"""Tests of `firstline keys`."""

import re
from pathlib import Path

from tests.cli.command import Run


def test_a_key_is_printed_once_and_listed_without_its_text(run: Run, tmp_path: Path) -> None:
    made = run("keys", "add", "console", "--scope", "predict", "--group", "billing", "--state", tmp_path)
    assert made.code == 0, made.err
    text = made.out.strip()
    assert text.startswith("fl_")
    assert "not shown again" in made.err
    listed = run("keys", "list", "--state", tmp_path)
    assert "console" in listed.out
    assert "billing" in listed.out
    assert text.rpartition("_")[2] not in listed.out


def test_a_revoked_key_is_shown_as_such(run: Run, tmp_path: Path) -> None:
    key_id = run("keys", "add", "console", "--scope", "predict", "--state", tmp_path).out.split("_")[1]
    done = run("keys", "revoke", key_id, "--state", tmp_path)
    assert done.code == 0
    assert key_id in done.err
    (row,) = (line for line in run("keys", "list", "--state", tmp_path).out.splitlines() if key_id in line)
    assert len(re.findall(r"\d{4}-\d\d-\d\d", row)) == 2, "the day it was made, and the day it was revoked"


def test_errors_say_what_is_wanted(run: Run, tmp_path: Path) -> None:
    none = run("keys", "list", "--state", tmp_path)
    assert (none.code, none.out) == (0, "")
    assert "firstline keys add" in none.err
    assert run("keys", "revoke", "0" * 12, "--state", tmp_path).code == 2
    wrong = run("keys", "add", "page", "--scope", "portal", "--scope", "predict", "--state", tmp_path)
    assert wrong.code == 2
    assert "no other scope" in wrong.err
    nowhere = run("keys", "list")
    assert nowhere.code == 2
    assert "--state" in nowhere.err
