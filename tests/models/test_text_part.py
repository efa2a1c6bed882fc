"""Tests of the part of a text."""

from firstline.models.text_part import MOST_PARTS, text_parts


def test_a_text_falls_apart_at_sentences_and_lines_in_any_script() -> None:
    assert text_parts("My mail is down. Second thing!\nInvoice is wrong") == [
        "My mail is down. ",
        "Second thing!\n",
        "Invoice is wrong",
    ]
    japanese = ["メールが 届きません。", "請求書も おかしいです。"]
    assert text_parts("".join(japanese)) == japanese


def test_a_single_word_belongs_to_what_stands_before_it() -> None:
    assert text_parts("The mail is down. Thanks.") == ["The mail is down. Thanks."]


def test_the_number_of_a_list_belongs_to_what_it_counts() -> None:
    assert text_parts("1. The site is down. 2. The bill is wrong.") == [
        "1. The site is down. ",
        "2. The bill is wrong.",
    ]
    assert text_parts("It was in 2026. Then it broke.") == ["It was in 2026. ", "Then it broke."]


def test_no_text_has_no_parts_and_a_long_one_not_many() -> None:
    assert text_parts("") == [] == text_parts(" \n ")
    assert len(text_parts("one line\n" * 5_000)) == MOST_PARTS
