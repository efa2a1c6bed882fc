"""Stop words."""

import pytest

from firstline.kb_index.stop_words import STOP_WORDS


@pytest.mark.parametrize(
    "word", ["the", "nicht", "пожалуйста", "ikke", "です", "thursday", "понедельник", "regards", "issue", "mandag"]
)
def test_the_demo_desks_five_languages_have_some(word: str) -> None:
    assert word in STOP_WORDS


@pytest.mark.parametrize("word", ["mail", "domain", "passwort", "сайт", "faktura"])
def test_what_requests_are_about_is_none(word: str) -> None:
    assert word not in STOP_WORDS
