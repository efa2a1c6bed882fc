"""What a command line's BUNDLE names."""

from pathlib import Path

import pytest

from firstline.cli.bundle_source import BundleSource, bundle_source
from firstline.models.bundle import Bundle
from tests.cli.command import Run


def test_a_folder_is_itself() -> None:
    assert bundle_source(Path("some/desk"), None) == BundleSource(Path("some/desk"))


def test_an_address_is_the_registered_bundle_with_a_state_for_all_versions(
    run: Run, store: Path, good_bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from firstline.models.registry import Registry
    from firstline.models.registry_location import registry_location

    monkeypatch.setenv("XDG_DATA_HOME", str(store.parent / "data"))
    assert run("models", "register", good_bundle, "--registry", store).code == 0
    location = registry_location(str(store))
    assert location is not None
    registry = Registry(location)
    registry.promote(registry.find("1"))
    by_alias = bundle_source(Path("models:/firstline@champion"), str(store))
    by_number = bundle_source(Path("models:/firstline/1"), str(store))
    assert Bundle.load(by_alias.folder).version == Bundle.load(good_bundle).version
    assert (by_alias.alias, by_number.alias) == ("champion", None)
    assert by_alias.state == by_number.state
    assert str(by_alias.state).endswith("firstline/state/firstline")


def test_commands_that_read_a_bundle_take_an_address(
    run: Run, store: Path, good_bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("FIRSTLINE_MLFLOW", str(store))
    assert run("models", "register", good_bundle, "--registry", store).code == 0
    tickets, articles = tmp_path / "tickets.jsonl", tmp_path / "articles.jsonl"
    tickets.write_text('{"id": "1", "body": "the printer shows a paper jam"}\n', encoding="utf-8")
    articles.write_text('{"id": "A1", "title": "Paper jam", "body": "Open the printer."}\n', encoding="utf-8")
    address = "models:/firstline/1"
    done = run("predict", address, tickets, "--output", tmp_path / "predictions.jsonl")
    assert done.code == 0, done.err
    assert run("index", "articles", articles, "--bundle", address).code == 0
    found = run("search", "articles", address, tickets, "--output", tmp_path / "hits.jsonl")
    assert found.code == 0, found.err
    assert '"A1"' in (tmp_path / "hits.jsonl").read_text(encoding="utf-8")
