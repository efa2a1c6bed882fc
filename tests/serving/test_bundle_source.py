"""What somebody named as BUNDLE; addresses in a registry are tested with `firstline models`."""

from pathlib import Path

from firstline.serving.bundle_source import BundleSource, bundle_source, newest
from firstline.serving.settings import Settings


def test_a_folder_is_itself_and_its_state_lies_beside_it() -> None:
    source = bundle_source(Path("/some/desk"), None)
    assert source == BundleSource(Path("/some/desk"))
    assert source.location(None).folder == Path("/some/desk.state")
    assert source.location("elsewhere").folder == Path("elsewhere")


def test_the_newest_bundle_is_what_the_source_names_now() -> None:
    started = Settings(bundle=Path("/old/version"), source="/some/desk", state="kept", alias="blue")
    found = newest(started)
    assert (found.bundle, found.state, found.alias) == (Path("/some/desk"), "kept", "blue")
    assert newest(Settings(bundle=Path("/alone"))).bundle == Path("/alone")
