"""Themes."""

import numpy as np

from firstline.datasets.ticket import Ticket
from firstline.evaluation.naming_word import naming_pairs, naming_words
from firstline.evaluation.theme import biggest_themes, filled_up, telling_words, with_pairs, without_forms


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
    words = dict(enumerate(naming_words([*short, *long], ["en"] * len([*short, *long]))))
    assert "invoice" in telling_words(range(40, 60), range(60), words)
    assert not {"printer", "screen", "red", "blue"} & set(telling_words(range(40, 60), range(60), words))


def test_forms_of_one_word_are_said_once() -> None:
    assert without_forms(("монетизация", "монетизацию", "видео"), "ru") == ("монетизация", "видео")


def test_a_pair_says_more_than_its_word() -> None:
    texts = ["the address book is gone", "my address book is empty", "where is my address book", "a book is gone"]
    words = naming_words(texts, ["en"] * len(texts))
    pairs = dict(enumerate(naming_pairs(texts, words)))
    assert with_pairs(("book", "address", "gone"), range(4), dict(enumerate(words)), pairs) == ("address book", "gone")
    assert with_pairs(("gone",), range(4), dict(enumerate(words)), pairs) == ("gone",)


def test_a_theme_of_one_word_is_filled_up_with_pairs_that_say_something_else() -> None:
    assert filled_up(("inbox",), ("full inbox", "mails vanish", "spam folder", "slow start")) == (
        "inbox",
        "mails vanish",
        "spam folder",
    )


def test_a_form_of_a_word_in_a_pair_is_not_said_again() -> None:
    assert without_forms(("local folders", "folder", "files"), "en") == ("local folders", "files")


def test_a_word_that_most_requests_hold_tells_nothing() -> None:
    words = {n: frozenset({"bird", "print"} if n < 54 else {"bird"} if n < 60 else {"mail"}) for n in range(96)}
    assert telling_words(range(54), range(96), words) == ()
    fewer = {n: frozenset({"bird", "print"} if n < 30 else {"mail"}) for n in range(96)}
    assert telling_words(range(30), range(96), fewer) == ("bird", "print")


def test_a_word_that_few_requests_of_a_theme_hold_does_not_name_it() -> None:
    subjects = ["lamp", "door", "window", "carpet", "chair", "shelf", "mirror"]
    texts = [f"the {subjects[n % 7]} of {n} is broken" for n in range(30)]
    texts += [f"{'parking' if n % 4 == 0 else subjects[n % 7]} of {n} is wanted" for n in range(20)]
    vectors = np.array([[1.0, n / 100] if n < 30 else [-1.0, n / 100] for n in range(50)], dtype=np.float32)
    tickets = [Ticket(id=f"T{n}", body=text) for n, text in enumerate(texts)]
    named = {word for theme in biggest_themes(tickets, texts, vectors, rows=range(50), languages=["en"] * 50)
             for word in theme.words}  # fmt: skip
    assert "parking" not in named


def test_an_address_names_no_theme() -> None:
    said = naming_words(["lamp kim@mailbox.example or https://portal.example/login about www.lamps.test"], ["en"])
    assert said == [frozenset({"lamp"})]
