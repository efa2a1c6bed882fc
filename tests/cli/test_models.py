"""Tests of `firstline models`."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from firstline.models.bundle import Bundle
from firstline.serving.bundle_source import bundle_source
from tests.cli.command import Run


@pytest.fixture
def registry(store: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The registry that every command finds without being told."""
    monkeypatch.setenv("FIRSTLINE_MLFLOW", str(store))
    return store


def test_a_bundle_becomes_a_version_that_the_list_shows(run: Run, registry: Path, good_bundle: Path) -> None:
    assert "no versions of 'firstline' yet" in run("models", "list").err
    done = run("models", "register", good_bundle)
    assert done.code == 0, done.err
    assert re.fullmatch(r"firstline: version 1, bundle [0-9a-f]{12}\n", done.out)
    assert run("models", "register", good_bundle).out == done.out
    listed = run("models", "list").out
    assert re.search(r"^ 1 .*[0-9a-f]{12}.*UTC", listed, flags=re.MULTILINE)


def test_another_name_and_folder_come_from_the_configuration(
    run: Run, registry: Path, good_bundle: Path, tmp_path: Path
) -> None:
    config = tmp_path / "firstline.toml"
    config.write_text('[mlflow]\nregistry_name = "berlin"\n')
    assert run("models", "register", good_bundle, "--config", config).out.startswith("berlin: version 1")
    assert "no versions of 'firstline' yet" in run("models", "list").err


def test_what_is_no_bundle_is_not_registered(run: Run, registry: Path, tmp_path: Path) -> None:
    done = run("models", "register", tmp_path / "nowhere")
    assert (done.code, "is not a bundle" in done.complaint) == (2, True)


def test_history_names_the_champion_of_a_day(run: Run, registry: Path, good_bundle: Path) -> None:
    from firstline.models.registry import Registry
    from firstline.models.registry_location import registry_location

    assert "no champion yet" in run("models", "history").err
    run("models", "register", good_bundle)
    location = registry_location(str(registry))
    assert location is not None
    opened = Registry(location)
    opened.promote(opened.find("1"), reason="the first")
    (line,) = run("models", "history").out.splitlines()
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC  version 1 promoted, by .+: the first", line)
    today = datetime.now(UTC)
    assert run("models", "history", "--at", f"{today:%Y-%m-%d}").out.endswith(": version 1\n")
    earlier = today - timedelta(days=1)
    assert run("models", "history", "--at", f"{earlier:%Y-%m-%d}").out.endswith(": no champion\n")
    assert run("models", "history", "--at", today.isoformat()).out.endswith(": version 1\n")


def test_a_rollback_without_a_former_champion_says_so(run: Run, registry: Path) -> None:
    done = run("models", "rollback")
    assert (done.code, "nothing to go back to" in done.complaint) == (2, True)


@pytest.mark.parametrize("date", ["yesterday", "2026-13-01", "2026-1-1"])
def test_a_date_that_is_none_ends_with_2(run: Run, registry: Path, date: str) -> None:
    done = run("models", "history", "--at", date)
    assert (done.code, "wanted 2026-01-31" in done.complaint) == (2, True)


def test_a_registry_that_was_turned_off_says_how_to_name_one(run: Run) -> None:
    done = run("models", "list")
    assert (done.code, "--registry DIR" in done.complaint) == (2, True)


def test_a_server_that_is_not_there_is_one_line(run: Run, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "0")
    done = run("models", "list", "--registry", "http://127.0.0.1:9")
    assert (done.code, "the model registry failed" in done.complaint) == (1, True)


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
