"""Tests of the progress of long work."""

import io
import sys

import pytest

from firstline.cli import progress as progress_module
from firstline.cli.progress import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_quick_work_says_nothing_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("encoding") as report:
        for done in range(5):
            report(done, 5)
    assert capsys.readouterr() == ("", "")


def test_long_work_says_plain_lines_where_there_is_no_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress_module, "_SECONDS_BETWEEN_LINES", 0.0)
    with progress("encoding") as report:
        report(0, 2_000)
        report(1_000, 2_000)
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("encoding: 1,000 of 2,000, about ")
    assert "\r" not in err
    assert "\x1b" not in err


def test_the_time_left_of_a_second_table_does_not_count_what_lay_between(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter([0.0, 1.0, 5_000.0, 5_020.0])
    monkeypatch.setattr(progress_module.time, "monotonic", lambda: next(clock))
    with progress("encoding") as report:
        for done in (100, 50, 100):
            report(done, 200)
    assert capsys.readouterr().err == "encoding: 100 of 200, about 20 s left\n"


def test_a_terminal_gets_a_bar_that_leaves_standard_output_alone(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    with progress("encoding") as report:
        report(1, 2)
        report(2, 2)
    assert "encoding" in terminal.getvalue()
    assert capsys.readouterr().out == ""


def test_a_bar_is_ended_when_the_work_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal())
    with pytest.raises(RuntimeError, match="the work"), progress("encoding"):
        raise RuntimeError("the work")
    with progress("again") as report:
        report(1, 1)
