"""Tests of `firstline serve`, as far as it fails before it serves; tests of serving do the rest."""

from pathlib import Path

import pytest

from tests.cli.command import Run


@pytest.mark.parametrize("arguments", [["--workers", "0"], ["--port", "70000"], ["--host"], ["--hold-out", "2"]])
def test_bad_options_end_with_2(run: Run, small_bundle: Path, arguments: list[str]) -> None:
    assert run("serve", small_bundle, *arguments).code == 2


def test_an_address_that_others_reach_needs_a_word(run: Run, small_bundle: Path) -> None:
    done = run("serve", small_bundle, "--host", "0.0.0.0", "--port", "0")
    assert (done.code, bool(done.complaint)) == (2, True)


def test_a_secret_that_can_be_guessed_serves_nobody(
    run: Run, small_bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIRSTLINE_REQUESTER_SECRET", "hunter2")
    done = run("serve", small_bundle, "--port", "0", "--state", tmp_path / "state")
    assert done.code == 2
    assert "FIRSTLINE_REQUESTER_SECRET has 7 bytes" in done.complaint
    assert "hunter2" not in done.err
