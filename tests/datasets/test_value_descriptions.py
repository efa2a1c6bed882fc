"""Tests of the value descriptions."""

from pathlib import Path

import pytest

from firstline.datasets.errors import ConfigError
from firstline.datasets.value_descriptions import read_descriptions, spoken_name


def test_each_field_has_a_table_of_values(tmp_path: Path) -> None:
    path = tmp_path / "d.toml"
    path.write_text('[category]\n"mail" = "cannot send or receive e-mail"\n[priority]\nhigh = "nobody can work"\n')
    assert read_descriptions(path) == {
        "category": {"mail": "cannot send or receive e-mail"},
        "priority": {"high": "nobody can work"},
    }


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "is empty"),
        ('mail = "x"', "is no table"),
        ("[category]\nmail = 3", "'mail' is no text"),
        ('[category]\nmail = " "', "'mail' is no text"),
        ("[category", "is not TOML"),
    ],
)
def test_anything_else_is_refused_with_what_is_wanted(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "d.toml"
    path.write_text(content)
    with pytest.raises(ConfigError, match=said):
        read_descriptions(path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none\.toml cannot be read"):
        read_descriptions(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("card_payment_fee_charged", "card payment fee charged"),
        ("SSL / certificates", "ssl certificates"),
        ("resetPassword", "reset password"),
        ("Оплата-счета", "оплата счета"),
        ("G-17", ""),
        ("3", ""),
        ("P1", ""),
    ],
)
def test_a_name_is_spoken_where_it_has_words(value: str, words: str) -> None:
    assert spoken_name(value) == words
