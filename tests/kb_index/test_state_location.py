"""Tests of state_location: what `--state` names, and that no password is ever shown."""

from pathlib import Path

import pytest

from firstline.datasets.errors import InputError
from firstline.kb_index.state_location import StateLocation

URL = "postgresql+psycopg://desk:geheim@db.example.com:5433/desk?sslmode=require"


def test_a_folder_holds_the_database_and_what_lies_beside_it(tmp_path):
    location = StateLocation.of(tmp_path / "desk.state")
    assert location.is_folder
    assert location.folder == tmp_path / "desk.state"
    assert location.url.database == str(tmp_path / "desk.state" / "firstline.db")
    assert str(location) == str(tmp_path / "desk.state")
    assert StateLocation.of(location) is location


@pytest.mark.parametrize("scheme", ["postgresql+psycopg", "postgresql", "postgres", "POSTGRESQL"])
def test_a_url_names_a_database_and_a_folder_of_the_cache(scheme, own_cache):
    location = StateLocation.of(URL.replace("postgresql+psycopg", scheme))
    assert not location.is_folder
    assert location.url.drivername == "postgresql+psycopg"
    assert (location.url.password, location.url.port) == ("geheim", 5433)
    assert dict(location.url.query) == {"sslmode": "require"}
    assert location.folder.parent == own_cache / "state"


def test_each_database_and_schema_has_a_folder_of_its_own_whatever_the_password():
    def folder(url):
        return StateLocation.of(url).folder

    assert folder(URL) == folder(URL.replace("geheim", "another"))
    others = (URL.replace("/desk?", "/desk2?"), URL.replace("db.", "db2."), f"{URL}&options=-csearch_path%3Dtwo")
    assert len({folder(URL), *map(folder, others)}) == 4


def test_the_password_is_in_no_words_about_it():
    location = StateLocation.of(URL)
    assert "geheim" not in f"{location} {location!r} {location.url} {location.url!r} {location.folder}"
    assert str(location) == "postgresql+psycopg://desk@db.example.com:5433/desk"


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://desk:ge@heim@db/desk",
        "postgresql://desk:ge/heim@db/desk",
        "postgresql://desk:12?heim@db/desk",
        "postgresql://desk:ge#heim@db/desk",
        "postgresql://desk:geheim@db:port/desk",
        "postgresql://db/desk?password=geheim",
        "postgresql+asyncpg://desk:geheim@db/desk",
        "mysql://desk:geheim@db/desk",
        "sqlite:////tmp/geheim.db",
        "https://desk:geheim@db/desk",
        Path("postgresql://desk:geheim@db/desk"),
    ],
)
def test_what_is_no_address_of_a_state_is_refused_without_being_repeated(url):
    with pytest.raises(InputError) as refused:
        StateLocation.of(url)
    assert "heim" not in str(refused.value)


def test_letters_that_have_a_meaning_in_a_url_are_taken_when_they_are_written_so():
    assert StateLocation.of("postgresql://desk:ge%40he%2Fim@db/desk").url.password == "ge@he/im"
