"""Tests of spelling: a word in haste is read as the articles' own, and nothing that is right is touched."""

import pytest

from firstline.kb_index.spelling import Spelling

ARTICLES = (
    "Reset your password if you forgot it. A certificate expired, and mails bounce back with an error.",
    "The WordPress screen is white: the white screen of death. What error 0x80070005 means, see example.com.",
    "Мой сайт взломали. Письма не приходят. Сертификат истёк.",
    "Passwort vergessen? Das Zertifikat ist abgelaufen.",
)


@pytest.fixture
def spelling() -> Spelling:
    spelling = Spelling()
    for article in ARTICLES:
        spelling.learn(article)
    return spelling


def _known(word: str) -> bool:
    """What the articles say, and words that are right elsewhere."""
    words = " ".join(ARTICLES).lower().replace("ё", "е").replace(".", " ").replace(":", " ").split()
    return word in {*words, "mails", "shows"}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("frogot pasword ", "forgot password "),
        ("certifcate expird!", "certificate expired!"),
        ("WordPres whit screan.", "Wordpress white screen."),
        ("emials bounse bcak ", "emials bounce back "),
        ("не преходят пиьсма, сайт взламали.", "не приходят письма, сайт взломали."),
        ("Passwrot vergesen?", "Passwort vergessen?"),
        ("Zertifkat abgelaufn.", "Zertifikat abgelaufen."),
        ("FROGOT PASWORD", "FORGOT PASSWORD"),
        ("ceritficaet ", "certificate "),
    ],
)
def test_a_misspelt_word_is_read_as_the_articles_spell_it(spelling: Spelling, typed: str, meant: str) -> None:
    assert spelling.corrected(typed, _known) == meant


@pytest.mark.parametrize(
    "text",
    [
        "",
        "forgot password",
        "mails and shows",
        "an umbrella for tomorrow",
        "0x80070006 and exmaple.com and user@exmaple.com",
        "SCREAN of an acronym",
        "pasta",
        "whit",
        "明日の天気は",
        "👍 ... ;;; '''",
    ],
)
def test_what_is_right_strange_or_a_code_stays_as_it_is(spelling: Spelling, text: str) -> None:
    assert spelling.corrected(text, lambda word: _known(word) or word == "whit") == text


def test_a_word_that_is_still_being_typed_is_left_alone(spelling: Spelling) -> None:
    assert spelling.corrected("i forgot my passwor", _known) == "i forgot my passwor"
    assert spelling.corrected("i forgot my passwor ", _known) == "i forgot my password "
    assert spelling.corrected("my pasword", _known) == "my password", "no word begins so"


def test_of_words_that_are_equally_near_the_one_that_the_articles_use_most_is_meant() -> None:
    spelling = Spelling()
    spelling.learn("stare store store")
    assert spelling.corrected("storre ", _known) == "store "
    assert spelling.corrected("stxre ", _known) == "store "
    spelling.learn("stare stare stare")
    assert spelling.corrected("stxre ", _known) == "stare ", "what is learned later counts"


def test_in_a_word_of_four_letters_no_letter_is_taken_for_another() -> None:
    spelling = Spelling()
    spelling.learn("find mark back")
    assert spelling.corrected("fond mask bcak ", lambda _: False) == "fond mask back "


def test_only_the_beginning_of_a_very_long_text_is_read(spelling: Spelling) -> None:
    text = "pasword " * 1_000
    read = spelling.corrected(text, _known)
    assert read.startswith("password ")
    assert read.endswith("pasword ")
