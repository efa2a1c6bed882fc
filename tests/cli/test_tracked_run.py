"""A training run of the command in MLflow."""

from pathlib import Path

import pytest

from tests.cli.command import Run, files_in


@pytest.fixture
def train(run: Run, history: Path, tiny_encoder: Path, tmp_path: Path):  # type: ignore[no-untyped-def]
    def train(*arguments: object):  # type: ignore[no-untyped-def]
        return run("train", history, "--output", tmp_path / "desk", "--encoder", f"path:{tiny_encoder}", *arguments)

    return train


def test_a_run_is_tracked_where_it_was_told_and_its_bundle_registers_with_it(
    run: Run, train, history: Path, store: Path, tmp_path: Path
) -> None:  # type: ignore[no-untyped-def]
    done = train("--track", store, "--seed", "3")
    assert done.code == 0, done.err
    (line,) = [line for line in done.err.splitlines() if line.startswith("tracked: ")]
    run_id = line.split()[2]
    from mlflow.tracking import MlflowClient

    tracked = MlflowClient(f"sqlite:///{store}/mlflow.db").get_run(run_id)
    assert tracked.info.status == "FINISHED"
    told = tracked.data.params
    assert (told["seed"], told["tickets"], told["option.tickets"]) == ("3", "40", '["history.csv"]')
    assert str(history) not in str(told)
    assert run("models", "register", tmp_path / "desk", "--registry", store).code == 0
    assert run_id[:8] in run("models", "list", "--registry", store).out


def test_a_run_is_not_tracked_when_it_is_off(train, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    done = train("--track", "off")
    assert done.code == 0
    assert "tracked" not in done.err
    assert files_in(tmp_path) == ["desk", "history.csv"]


def test_an_address_that_was_asked_for_and_fails_is_known_before_training(train, history: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    done = train("--track", history)
    assert (done.code, "is a file; name a folder" in done.complaint) == (2, True)
    assert not (tmp_path / "desk").exists()


def test_one_that_nobody_asked_for_is_a_warning(
    train, tmp_path: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # type: ignore[no-untyped-def]
    (store / "mlflow.db").write_text("no database; what SQLite reads as its header is somewhat shorter than this line")
    monkeypatch.setenv("FIRSTLINE_MLFLOW", str(store))
    done = train()
    assert done.code == 0
    assert "warning: the run is not tracked: the model registry failed" in done.err
    assert (tmp_path / "desk").exists()
