"""Themes."""

import numpy as np

from firstline.datasets.ticket import Ticket
from firstline.evaluation.naming_word import naming_words
from firstline.evaluation.theme import biggest_themes, telling_words, without_forms


def two_themes(**more: object) -> tuple[list[Ticket], list[str], np.ndarray]:
    texts = [f"the calendar of room {n} is lost" for n in range(30)]
    texts += [f"how much does the parking of car {n} cost" for n in range(10)]
    vectors = np.array([[1.0, n / 100] if n < 30 else [-1.0, n / 100] for n in range(40)], dtype=np.float32)
    return [Ticket(id=f"T{n}", body=text, **more) for n, text in enumerate(texts)], texts, vectors  # type: ignore[arg-type]


def test_a_theme_is_named_by_words_that_others_do_not_use() -> None:
    tickets, texts, vectors = two_themes()
    found = biggest_themes(tickets, texts, vectors, rows=range(40), languages=["en"] * 40)
    assert [theme.tickets for theme in found] == [30, 10]
    assert {theme.language for theme in found} == {"en"}
    assert "calendar" in found[0].words
    assert {"car", "cost"} <= set(found[1].words)
    assert "the" not in found[0].words + found[1].words
    assert len(found[0].examples) == 3


def test_restricted_tickets_give_neither_words_nor_examples() -> None:
    tickets, texts, vectors = two_themes(restricted_to=("hr",))
    assert biggest_themes(tickets, texts, vectors, rows=range(40), languages=["en"] * 40) == ()


def test_two_requests_are_no_theme() -> None:
    tickets, texts, vectors = two_themes()
    assert biggest_themes(tickets, texts, vectors, rows=[0, 1], languages=["en"] * 40) == ()


def test_long_texts_are_not_named_by_the_words_that_only_longer_texts_have_more_of() -> None:
    """Every text says `printer`, `screen` or `cable` by turns; the long ones say all of it, and mean the invoice."""
    short = [f"{('printer', 'screen', 'cable', 'mouse')[n % 4]} {('red', 'blue', 'green')[n % 3]}" for n in range(40)]
    long = [f"invoice printer screen cable mouse red blue green paper desk chair {n}" for n in range(20)]
    words = dict(enumerate(naming_words([*short, *long])))
    assert "invoice" in telling_words(range(40, 60), range(60), words)
    assert not {"printer", "screen", "red", "blue"} & set(telling_words(range(40, 60), range(60), words))


def test_forms_of_one_word_are_said_once() -> None:
    assert without_forms(("монетизация", "монетизацию", "видео"), "ru") == ("монетизация", "видео")
