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
