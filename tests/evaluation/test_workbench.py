"""The workbench."""

from pathlib import Path

import pytest

from firstline.datasets.errors import FirstlineError, InputError
from firstline.evaluation.workbench import Workbench, machine, today


def test_a_command_is_remembered_as_a_user_would_type_it(bench: Workbench) -> None:
    train = bench.write("train data.jsonl", [{"id": "1", "body": "x", "category": "a"}])
    done = bench.run("train", train, "--field", "category", "--output", "bundle")
    assert bench.commands == ["firstline train 'train data.jsonl' --field category --output bundle"]
    assert done.seconds > 0
    assert 1_000_000 < done.peak_bytes < 100_000_000, "not that of the process that measures"


def test_a_command_that_fails_is_an_error_with_its_last_line(bench: Workbench) -> None:
    with pytest.raises(FirstlineError, match="firstline dance ended with 1: Error: no such command"):
        bench.run("dance")


def test_rows_are_read_as_they_were_written(bench: Workbench) -> None:
    rows = [{"id": "1", "body": "für Øyvind\n"}, {"id": "2", "body": None}]
    assert bench.read(bench.write("rows.jsonl", rows)) == rows


def test_an_earlier_run_leaves_nothing_behind(data: Path, tmp_path: Path) -> None:
    Workbench.fresh(data, tmp_path / "w").write("old.jsonl", [])
    assert list(Workbench.fresh(data, tmp_path / "w").work.iterdir()) == []


def test_missing_data_are_an_error_that_says_where_they_are_wanted(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="FIRSTLINE_DATA"):
        Workbench.fresh(tmp_path / "none", tmp_path / "w")


def test_a_command_left_running_is_ended(bench: Workbench) -> None:
    with bench.start("train", "/dev/stdin") as process:
        pass
    assert process.returncode is not None


def test_figures_say_where_and_when_they_were_measured() -> None:
    assert "cores" in machine()
    assert len(today()) == 10
