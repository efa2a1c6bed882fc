"""The language of a request."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from firstline.datasets.language import LANGUAGES, UNDETERMINED, detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The VPN drops every ten minutes", "en"),
        ("Printer broken", "en"),
        ("Der Drucker druckt nicht", "de"),
        ("Skriveren virker ikke etter oppdateringen", "no"),
        ("Printeren virker ikke længere", "da"),
        ("Skrivaren fungerar inte", "sv"),
        ("Не могу войти в личный кабинет", "ru"),
        ("Не можу увійти в кабінет", "uk"),
        ("L'imprimante ne marche pas", "fr"),
        ("La impresora no funciona", "es"),
        ("A impressora não funciona", "pt"),
        ("La stampante non funziona", "it"),
        ("Drukarka nie działa", "pl"),
        ("De printer werkt niet meer", "nl"),
        ("Tulostin ei toimi", "fi"),
        ("Yazıcı çalışmıyor", "tr"),
        ("プリンターが壊れました", "ja"),
        ("打印机坏了", "zh"),
        ("프린터가 고장났어요", "ko"),
        ("الطابعة لا تعمل", "ar"),
        ("המדפסת לא עובדת", "he"),
    ],
)
def test_the_languages_of_help_desks_are_told_apart(text, language):
    assert detect_language(text) == language


@pytest.mark.parametrize(
    "text", ["", "ok", "12345", "?!", "https://example.com/path", "kari@example.com", "0x80070005", "😀😀😀😀"]
)
def test_too_little_to_tell_is_undetermined(text):
    assert detect_language(text) == UNDETERMINED


@pytest.mark.parametrize(
    ("word", "language"),
    [("server", UNDETERMINED), ("login", UNDETERMINED), ("error", UNDETERMINED), ("danke", "de"), ("takk", "no")],
)
def test_a_word_alone_tells_a_language_only_where_it_belongs_to_one(word, language):
    assert detect_language(word, usual=("en", "ru", "de", "no", "ja")) == language


def test_a_link_or_a_code_does_not_decide():
    assert detect_language("Не открывается https://example.com/some/long/english/path-with-words?and=more") == "ru"


def test_the_desks_languages_can_be_given():
    assert detect_language("passord", candidates=("no", "en")) == "no"
    assert detect_language("Не могу войти", candidates=("bg",)) == "bg"


@pytest.mark.parametrize(("text", "told"), [("сертификат просрочен", "ru"), ("письма не приходят", "ru")])
def test_a_text_of_a_few_words_is_rather_in_a_usual_language(text, told):
    assert detect_language(text) != told
    assert detect_language(text, usual=("ru", "en")) == told


def test_usual_languages_hide_no_other():
    usual = ("en", "ru", "de", "no", "ja")
    assert detect_language("Je ne peux pas ouvrir ma boîte de réception", usual=usual) == "fr"
    assert detect_language("Не працює пошта, допоможіть будь ласка", usual=usual) == "uk"


def test_norwegian_is_one_language():
    assert "no" in LANGUAGES
    assert detect_language("Eg kan ikkje logge inn på kontoen min, kva skal eg gjere") == "no"


def test_threads_get_the_same_answers():
    texts = ["Der Drucker druckt nicht", "The VPN drops again", "Не могу войти"] * 30
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(detect_language, texts)) == ["de", "en", "ru"] * 30


def test_a_huge_text_takes_no_longer():
    detect_language("warm up")
    started = time.process_time()
    for _ in range(20):
        detect_language("The printer is broken. " * 200_000)
    assert time.process_time() - started < 0.2
