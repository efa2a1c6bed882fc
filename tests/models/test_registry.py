"""The model registry over a real local MLflow store."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from firstline.datasets.config import MlflowConfig
from firstline.datasets.errors import BundleError, NotFoundError, RegistryError
from firstline.models.bundle import Bundle
from firstline.models.registry import Registry, bundle_version
from firstline.models.registry_location import registry_location
from firstline.training.tracking import Tracking, open_tracking
from tests.training.small_desk import file_digests


@pytest.fixture
def tracking(store: Path) -> Tracking:
    opened = open_tracking(str(store), MlflowConfig())
    assert opened is not None
    return opened


@pytest.fixture
def registry(tracking: Tracking, good_bundle: Path, worse_bundle: Path) -> Registry:
    """Version 1 is good, version 2 is worse; neither is champion."""
    tracking.register(good_bundle, name="firstline")
    tracking.register(worse_bundle, name="firstline")
    return Registry(tracking.location)


def tampered(store: Path, file: str) -> Path:
    """Every stored copy of a file of a bundle, made another."""
    (first, *others) = store.glob(f"artifacts/models/*/artifacts/data/*/{file}")
    for path in (first, *others):
        path.write_text(path.read_text() + " ")
    return first


def test_versions_are_found_by_number_alias_and_address(registry: Registry, good_bundle: Path) -> None:
    registry.promote(registry.find("1"))
    assert [version.number for version in registry.versions()] == [2, 1]
    for name in ("1", "champion", "firstline@champion", "models:/firstline/1", "models:/firstline@champion"):
        assert registry.find(name).number == 1
    assert registry.find("1").bundle_version == Bundle.load(good_bundle).version


def test_what_is_not_there_is_said_with_what_is(registry: Registry, store: Path) -> None:
    with pytest.raises(NotFoundError, match="versions: 2, 1; aliases: none"):
        registry.find("7")
    location = registry_location(str(store))
    assert location is not None
    with pytest.raises(NotFoundError, match="versions: none"):
        Registry(location, name="other").find("champion")


def test_a_version_comes_back_as_the_bundle_that_was_registered(registry: Registry, good_bundle: Path) -> None:
    folder = registry.folder(registry.find("1"))
    assert file_digests(folder) == file_digests(good_bundle)
    assert Bundle.load(folder).name == "firstline"
    before = folder.stat().st_ctime_ns
    assert registry.folder(registry.find("1")).stat().st_ctime_ns == before, "downloaded again"


def test_a_manifest_that_was_changed_in_the_store_is_refused(registry: Registry, store: Path) -> None:
    tampered(store, "manifest.json")
    with pytest.raises(BundleError, match="not the bundle that was registered"):
        registry.folder(registry.find("1"), fresh=True)


def test_a_file_that_was_changed_in_the_store_is_refused(registry: Registry, store: Path) -> None:
    tampered(store, "policy.json")
    folder = registry.folder(registry.find("1"), fresh=True)
    with pytest.raises(BundleError, match="damaged"):
        Bundle.load(folder)


def test_the_history_answers_who_was_champion_when(registry: Registry) -> None:
    start = datetime.now(UTC) - timedelta(seconds=1)
    first = registry.promote(registry.find("1"), reason="the first")
    second = registry.promote(registry.find("2"), reason="although", forced=True)
    back = registry.rollback(reason="it routed badly")
    assert [(c.action, c.version, c.former, c.reason, c.forced) for c in registry.history()] == [
        ("promoted", 1, None, "the first", False),
        ("promoted", 2, 1, "although", True),
        ("rolled back", 1, 2, "it routed badly", False),
    ]
    days = (start, first.at, second.at, back.at)
    assert [registry.champion_on(day) for day in days] == [None, 1, 2, 1]


def test_a_rollback_is_the_former_champion_at_once_and_ends_at_the_first(registry: Registry) -> None:
    for number in ("1", "2"):
        registry.promote(registry.find(number))
    registry.rollback()
    champion = registry.champion()
    assert champion is not None
    assert champion.number == 1
    with pytest.raises(NotFoundError, match="nothing to go back to"):
        registry.rollback()


def test_an_alias_that_something_else_moved_is_noticed_and_kept(registry: Registry) -> None:
    registry.promote(registry.find("1"))
    registry.client.set_registered_model_alias("firstline", "champion", "2")
    assert [(change.action, change.version) for change in registry.history()] == [("promoted", 1), ("found", 2)]
    registry.rollback()
    assert [(change.action, change.version) for change in registry.history()] == [
        ("promoted", 1),
        ("found", 2),
        ("rolled back", 1),
    ]


def test_a_version_that_firstline_did_not_register_is_not_trusted(registry: Registry) -> None:
    source = registry.client.get_model_version("firstline", "1").source
    made = registry.client.create_model_version("firstline", source=source)
    with pytest.raises(BundleError, match="not registered by Firstline"):
        registry.folder(registry.find(str(made.version)))


def test_what_is_remembered_with_a_version_is_there_later(registry: Registry) -> None:
    registry.remember(registry.find("1"), {"firstline.gates": {"passed": True}})
    assert json.loads(registry.find("1").tags["firstline.gates"]) == {"passed": True}


def test_a_store_that_is_none_is_one_readable_line(tmp_path: Path) -> None:
    (tmp_path / "mlflow.db").write_text("this is no database, it is longer than a header of SQLite would be, you see")
    location = registry_location(str(tmp_path))
    assert location is not None
    with pytest.raises(RegistryError) as caught:
        Registry(location)
    assert len(str(caught.value).splitlines()) == 1


def test_a_folder_without_a_manifest_has_no_version(tmp_path: Path) -> None:
    assert bundle_version(tmp_path) is None
