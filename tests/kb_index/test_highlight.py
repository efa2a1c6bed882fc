"""Tests of highlight: the sentence that says most of what was asked."""

from firstline.kb_index.highlight import highlight, typed_codes
from firstline.kb_index.passage import Passage, split_into_passages

(PASSAGE,) = split_into_passages("Open the tray. Remove the paper. Close the tray.")


def test_the_sentence_with_the_rarest_shared_words_is_chosen() -> None:
    start, end = highlight(PASSAGE, "en", {"tray": 0.5, "paper": 2.0}) or (0, 0)
    assert PASSAGE.text[start:end] == "Remove the paper."


def test_of_sentences_that_share_as_much_the_first_is_chosen() -> None:
    assert highlight(PASSAGE, "en", {"tray": 1.0}) == PASSAGE.sentences[0]


def test_a_word_counts_once_however_often_a_sentence_has_it() -> None:
    (passage,) = split_into_passages("Paper, paper, paper and paper. The tray and the paper.")
    start, end = highlight(passage, "en", {"paper": 1.0, "tray": 0.5}) or (0, 0)
    assert passage.text[start:end] == "The tray and the paper."


def test_a_passage_without_sentences_has_no_highlight() -> None:
    assert highlight(Passage("", None, ()), "en", {"paper": 1.0}) is None


def shown(body: str, rarity: dict[str, float]) -> str | None:
    (passage,) = split_into_passages(body)
    span = highlight(passage, "en", rarity)
    return span and passage.text[slice(*span)]


EXPIRED = {"my": 3.0, "domain": 1.8, "expir": 3.8, "can": 2.3, "i": 2.9, "get": 2.8, "it": 0.8, "back": 2.7}
"""`my domain expired can I get it back`, as the demo desk weighs its words."""


def test_words_that_name_no_subject_carry_no_highlight() -> None:
    body = "A domain that has become free may be caught by a trader. We cannot get it back for you."
    assert shown(body, EXPIRED) is None
    assert shown(f"{body} An expired domain can be renewed for 30 days.", EXPIRED) == (
        "An expired domain can be renewed for 30 days."
    )


def test_a_sentence_that_shares_only_a_common_word_is_not_highlighted() -> None:
    rarity = {"printer": 0.9, "jam": 3.0, "tray": 2.5}
    assert shown("The printer is grey. It was bought in spring.", rarity) is None
    assert shown("The printer is grey. A jam is in it.", rarity) == "A jam is in it."


def test_nothing_that_was_asked_for_means_no_highlight() -> None:
    assert highlight(PASSAGE, "en", {}) is None
    assert highlight(PASSAGE, "en", {"invoice": 2.0}) is None


def test_of_sentences_that_share_nearly_as_much_more_words_win_and_then_the_first() -> None:
    rarity = {"toner": 3.0, "printer": 1.5, "tray": 1.4}
    assert shown("Order toner. The printer has a tray.", rarity) == "The printer has a tray."
    near = {"toner": 2.0, "printer": 1.0, "tray": 1.1}
    assert shown("The toner of the printer. The toner in the tray.", near) == "The toner of the printer."


def test_a_sentence_is_highlighted_whole_where_its_lines_are_wrapped() -> None:
    body = "php_value lines in the configuration file cause an error 500 here; remove\nthem and wait. Then reload."
    assert shown(body, {"php": 2.0, "500": 3.0}) == (
        "php_value lines in the configuration file cause an error 500 here; remove them and wait."
    )


def test_the_sentence_with_the_very_code_that_was_copied_is_chosen() -> None:
    body = "ERR_CERT_DATE_INVALID: it ran out. ERR_CERT_NAME_INVALID: the name is not on the certificate."
    (passage,) = split_into_passages(body)
    rarity = {"name": 2.0, "certif": 3.0, "on": 1.0}
    codes = typed_codes("the browser says NET::ERR_CERT_DATE_INVALID, is our name not on the certificate?")
    assert codes == {"err_cert_date_invalid"}
    without, with_code = (highlight(passage, "en", rarity, known) or (0, 0) for known in ((), codes))
    assert passage.text[slice(*without)].startswith("ERR_CERT_NAME_INVALID")
    assert passage.text[slice(*with_code)] == "ERR_CERT_DATE_INVALID: it ran out."


def test_words_and_short_numbers_are_no_codes() -> None:
    assert typed_codes("order 88213 of 2026, since 10:45, PHP 8.3 and a letter") == frozenset()
    assert typed_codes("0x800CCC0E or invoice FH1234567") == {"0x800ccc0e", "fh1234567"}
