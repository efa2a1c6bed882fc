"""Tests of the key store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from firstline.datasets.errors import InputError, NotFoundError
from firstline.kb_index.database import Database
from firstline.kb_index.state_location import FILE_NAME
from firstline.serving.key_store import KeyStore

pytestmark = pytest.mark.both_engines


@pytest.fixture
def store(place: str) -> Iterator[KeyStore]:
    database = Database.open(place)
    yield KeyStore(database)
    database.close()


def test_a_key_opens_until_it_is_revoked_and_stays_in_the_list(store: KeyStore) -> None:
    key, text = store.add("console", ["predict", "feedback"])
    assert store.find(text) == key
    store.revoke(key.id)
    store.revoke(key.id)
    assert store.find(text) is None
    assert [(one.name, one.revoked_at is not None) for one in store.all()] == [("console", True)]
    assert store.active() == []


def test_another_process_sees_a_new_key_and_a_revoked_one_at_once(store: KeyStore, place: str) -> None:
    other = Database.open(place)
    elsewhere = KeyStore(other)
    assert elsewhere.all() == []
    key, text = store.add("console", ["predict"], groups=["billing"])
    assert elsewhere.find(text) == key
    store.revoke(key.id)
    assert elsewhere.find(text) is None
    other.close()


def test_the_text_of_a_key_is_nowhere_on_disk(store: KeyStore, place: str, engine: str) -> None:
    if engine != "sqlite":
        pytest.skip("the disk is the server's")
    _, text = store.add("console", ["predict"])
    secret = text.rpartition("_")[2].encode()
    written = b"".join(path.read_bytes() for path in Path(place).glob(f"{FILE_NAME}*"))
    assert written
    assert secret not in written


def test_a_wrong_secret_under_a_right_id_opens_nothing(store: KeyStore) -> None:
    _, text = store.add("console", ["predict"])
    assert store.find(text[:-1] + ("a" if text[-1] != "a" else "b")) is None
    assert store.find("fl_000000000000_" + "a" * 43) is None
    assert store.find("") is None


def test_origins_are_kept_as_browsers_send_them(store: KeyStore) -> None:
    key, _ = store.add("portal", ["portal"], origins=["https://Portal.example.com/"])
    assert key.origins == {"https://portal.example.com"}


@pytest.mark.parametrize(
    ("scopes", "origins", "words"),
    [
        ([], [], "none"),
        (["everything"], [], "everything"),
        (["portal", "predict"], [], "no other scope"),
        (["predict"], ["https://portal.example.com"], "only a portal key"),
        (["portal"], ["portal.example.com"], "https://portal.example.com"),
        (["portal"], ["https://portal.example.com/help"], "wanted is one such as"),
    ],
)
def test_what_does_not_go_together_is_refused(
    store: KeyStore, scopes: list[str], origins: list[str], words: str
) -> None:
    with pytest.raises(InputError, match=words):
        store.add("console", scopes, origins=origins)
    assert store.all() == []


def test_an_unknown_key_cannot_be_revoked(store: KeyStore) -> None:
    with pytest.raises(NotFoundError, match="firstline keys list"):
        store.revoke("0" * 12)
