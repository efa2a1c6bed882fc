"""Tests of query_repair: what was typed in the wrong layout is read as it was meant, and nothing else is touched."""

import pytest

from firstline.kb_index.query_repair import repair

WORDS = frozenset(
    [
        "не",
        "работает",
        "почта",
        "на",
        "телефоне",
        "сайт",
        "домен",
        "оплата",
        "счёт",
        "как",
        "войти",
        "wordpress",
        "password",
        "my",
        "mail",
        "domain",
        "же",
        "это",
    ]
)


def known(word: str) -> bool:
    return word in WORDS


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("yt hf,jnftn gjxnf", "не работает почта"),
        ("gjxnf yt hf,jnftn yf ntktajyt", "почта не работает на телефоне"),
        ("ne rabotaet pochta", "не работает почта"),
        ("ЦЩКВЗКУЫЫ", "wordpress"),
        ("не работает gjxnf", "не работает почта"),
        ("ljvty, jgkfnf", "домен, оплата"),
    ],
)
def test_a_text_in_the_wrong_letters_is_read_as_it_was_meant(typed: str, meant: str) -> None:
    assert repair(typed, known) == meant


@pytest.mark.parametrize(
    "text",
    [
        "",
        "не работает почта",
        "my mail domain password",
        "xyzzy plugh qwerty",
        "обложка не отображается",
        "https://example.com/a;b?c=[1,2]",
        "👍 ... ;;; '''",
    ],
)
def test_a_text_for_which_no_other_reading_speaks_stays_as_it_is(text: str) -> None:
    assert repair(text, known) == text


def test_words_that_are_known_as_they_stand_are_kept_among_repaired_ones() -> None:
    assert repair("wordpress yt hf,jnftn", known) == "wordpress не работает"


def test_a_text_that_begins_with_known_words_is_left_alone_whatever_comes_later() -> None:
    asked: list[str] = []

    def known(word: str) -> bool:
        asked.append(word)
        return word in {"почта", "после", "обновления"} or word == "ghbdtn"

    text = (
        "почта после обновления почта после обновления почта после обновления почта после обновления " + "слово " * 200
    )
    assert repair(text, known) == text
    assert len(asked) == 12


def test_unknown_words_follow_when_most_of_the_text_turns_out_to_be_in_the_wrong_layout() -> None:
    assert repair("hf,jnftn gjxnf yjdst", known) == "работает почта новые"


def test_a_word_with_other_letters_than_english_ones_is_no_russian() -> None:
    assert repair("pochta utløpt", known) == "почта utløpt"


def test_only_the_beginning_of_a_very_long_text_is_read() -> None:
    text = "gjxnf " * 1_000
    assert repair(text, known).endswith("gjxnf ")
    assert repair(text, known).startswith("почта ")
