"""An excerpt is what a customer in a hurry would have written."""

from firstline.training.excerpt import excerpt


def test_it_is_the_longest_of_the_first_sentences_without_the_opening() -> None:
    text = "Printer\nHello all. The printer on floor three prints nothing but stripes. Thanks. Bye"
    assert excerpt(text) == "The printer on floor three prints nothing but stripes."


def test_a_text_of_one_sentence_is_its_own_excerpt() -> None:
    assert excerpt("no mail") == "no mail"


def test_an_empty_text_has_an_empty_one() -> None:
    assert excerpt("") == ""
    assert excerpt(" \n ") == ""
