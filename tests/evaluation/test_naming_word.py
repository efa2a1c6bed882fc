"""What may name a theme."""

import pytest

from firstline.evaluation.naming_word import naming_words


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Hello team, the printer is broken since Thursday. Best regards Jane", {"printer", "broken"}),
        ("Hallo Frau Weber, das Passwort ist abgelaufen. Viele Grüße, Jonas", {"passwort", "abgelaufen"}),
        ('Здравствуйте! Не загружается видео.\n\nС уважением, "Иван"', {"загружается", "видео"}),
        ("Beste collega,\nde printer hapert. Met vriendelijke groet,\nNoor de Vries", {"printer", "hapert", "vries"}),
        ("Hei, fakturaen mangler siden mandag. Vennlig hilsen\nOla", {"fakturaen", "mangler"}),
    ],
)
def test_greetings_names_and_days_name_nothing(text: str, named: set[str]) -> None:
    assert naming_words([text], ["nl" if text.startswith("Beste") else "en"])[0] == named


def test_what_follows_a_greeting_once_is_no_name_where_it_stands_elsewhere_too() -> None:
    texts = ["Hello printer of floor three is broken", "the printer is broken", "printer broken again"]
    assert all("printer" in words for words in naming_words(texts, [None] * len(texts)))


def test_a_word_may_be_a_thing_in_one_language_and_nothing_in_another():
    said = ["de printer door de hal doet het niet", "the door of the hall is stuck"]
    dutch, english = naming_words(said, ["nl", "en"])
    assert dutch == {"printer", "hal"}
    assert "door" in english
