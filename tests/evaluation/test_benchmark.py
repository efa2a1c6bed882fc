"""The benchmark as it is run."""

from pathlib import Path

import pytest

from firstline.evaluation import benchmark


@pytest.fixture
def run(stand_in: None, data: Path, tmp_path: Path) -> object:
    def run(*arguments: str) -> int:
        places = ["--output", str(tmp_path / "page.md"), "--data", str(data), "--work", str(tmp_path / "work")]
        return benchmark.main([*places, *arguments])

    return run


def page(tmp_path: Path) -> str:
    return (tmp_path / "page.md").read_text(encoding="utf-8")


def test_cases_run_one_at_a_time_are_merged_into_one_page(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert run("--only", "hwu64") == 0
    assert "### hwu64" in page(tmp_path)
    assert run("--only", "banking77") == 0
    assert page(tmp_path).index("### banking77") < page(tmp_path).index("### hwu64")


def test_the_page_can_be_made_anew_without_measuring(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    run("--only", "hwu64")
    before = page(tmp_path)
    (tmp_path / "page.md").unlink()
    assert run("--table-only") == 0
    assert page(tmp_path) == before


def test_a_case_that_fails_is_said_and_the_others_are_measured(  # type: ignore[no-untyped-def]
    run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--only", "hwu64", "--only", "speed_training", "--only", "speed_triage", "--fast") == 1
    assert "speed_triage: " in (said := capsys.readouterr().err)
    assert "is not a bundle" in said
    assert "hwu64 (fast)" in page(tmp_path)
    assert "speed_training (fast)" in page(tmp_path)


def test_an_unknown_case_is_refused_with_the_known_ones(run, capsys: pytest.CaptureFixture[str]) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(SystemExit):
        run("--only", "moon")
    assert "banking77" in capsys.readouterr().err
