"""Where training runs are tracked and models registered."""

from pathlib import Path

import pytest

from firstline.datasets.errors import InputError
from firstline.models.registry_location import RegistryLocation, registry_location


def test_a_folder_holds_the_database_and_the_files_of_models(tmp_path: Path) -> None:
    folder = tmp_path / "runs"
    assert registry_location(str(folder)) == RegistryLocation(f"sqlite:///{folder}/mlflow.db", folder / "artifacts")


def test_without_a_word_it_is_the_users_data_folder_and_never_the_current_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FIRSTLINE_MLFLOW")
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)
    monkeypatch.setattr("firstline.models.registry_location.user_data_path", lambda name: tmp_path / "data" / name)
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "data" / "firstline" / "mlflow"
    assert registry_location() == RegistryLocation(f"sqlite:///{folder}/mlflow.db", folder / "artifacts")


def test_what_is_asked_goes_before_ours_and_ours_before_mlflows_own_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FIRSTLINE_MLFLOW")
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "http://theirs:5000")
    assert registry_location() == RegistryLocation("http://theirs:5000", None)
    monkeypatch.setenv("FIRSTLINE_MLFLOW", "http://ours:5000")
    assert registry_location() == RegistryLocation("http://ours:5000", None)
    assert registry_location("http://asked:5000") == RegistryLocation("http://asked:5000", None)


@pytest.mark.parametrize("word", ["off", " OFF "])
def test_off_is_nowhere(word: str) -> None:
    assert registry_location(word) is None
    assert registry_location() is None  # as the environment of the tests says


def test_a_relative_database_is_made_absolute_with_its_files_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    wanted = RegistryLocation(f"sqlite:///{tmp_path}/runs.db", tmp_path / "artifacts")
    assert registry_location("sqlite:///runs.db") == wanted


def test_a_file_is_no_folder_for_it(tmp_path: Path) -> None:
    file = tmp_path / "tickets.csv"
    file.touch()
    with pytest.raises(InputError, match="is a file; name a folder"):
        registry_location(str(file))
    with pytest.raises(InputError, match="no SQLite address"):
        registry_location("sqlite:runs.db")
