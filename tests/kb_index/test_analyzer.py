import numpy as np
import pytest

from firstline.kb_index.analyzer import (
    CHARACTER_BUCKETS,
    FIRST_PAIR,
    analyze,
    character_terms,
    is_identifier,
    pair_terms,
    word_stems,
)


def test_words_of_one_stem_are_one_term():
    assert analyze("printing printed prints").words == ("print", "print", "print")


def test_cyrillic_words_get_russian_stems_whatever_the_language():
    assert len(set(analyze("принтер принтера принтером", languages=["de"]).words)) == 1


def test_a_query_over_several_languages_gets_the_stems_of_each():
    both = analyze("Rechnungen", languages=["de", "en"]).words
    assert set(analyze("Rechnungen", languages=["de"]).words) <= set(both)
    assert set(analyze("Rechnungen", languages=["en"]).words) <= set(both)


def test_an_unknown_language_is_stemmed_as_english():
    assert analyze("printing", languages=[None, "xx-YY"]).words == ("print",)


@pytest.mark.parametrize("code", ["E4711", "0x80070005", "example.com", "KB5012345", "ERR-1042", "10.0.0.1"])
def test_codes_are_kept_whole(code):
    assert code.lower() in analyze(f"It says {code}!").identifiers


@pytest.mark.parametrize("word", ["printer", "a1", "self-service", "it", "24"])
def test_ordinary_words_are_no_codes(word):
    assert not is_identifier(word)


def test_the_parts_of_a_code_are_found_as_well():
    assert {"exampl", "mail.example.com"} <= set(analyze("mail.example.com").words)


def test_japanese_is_split_into_pairs():
    assert analyze("印刷機").words == ("印刷", "刷機")


def test_nothing_comes_of_an_empty_or_a_strange_text():
    assert analyze("").words == ()
    assert len(character_terms(())) == 0
    assert analyze("\x00\ud83d 😀").words == ()
    assert len(character_terms(("\ud83d" * 4,)))


def test_a_very_long_text_is_read_up_to_a_limit():
    assert len(analyze("ab " * 1_000_000).words) < 10_000


def test_a_typing_error_leaves_most_character_terms():
    right, wrong = (set(character_terms((word,)).tolist()) for word in ("authenticator", "authenticatpr"))
    assert len(right & wrong) > len(right) / 2


def test_character_terms_stay_inside_words():
    apart = np.concatenate([character_terms(("red",)), character_terms(("ink",))])
    assert sorted(character_terms(("red", "ink"))) == sorted(apart)
    assert apart.min() >= 0
    assert apart.max() < CHARACTER_BUCKETS


def test_character_terms_have_the_same_numbers_for_ever():
    """A snapshot holds them."""
    assert sorted(character_terms(("vpn",)).tolist()) == [217913, 438206, 448744, 821665, 936310, 946540]


def test_a_pair_is_two_neighbours_in_their_order():
    assert len(pair_terms(("cannot", "send", "mail"))) == 2
    assert pair_terms(("send", "mail"))[0] in pair_terms(("cannot", "send", "mail"))
    assert pair_terms(("mail", "send"))[0] not in pair_terms(("cannot", "send", "mail"))


@pytest.mark.parametrize("words", [(), ("mail",), ("\ud83d", "mail")])
def test_pairs_need_two_words_and_no_unicode(words):
    assert len(pair_terms(words)) == max(0, len(words) - 1)


def test_pairs_have_the_same_numbers_for_ever_and_none_of_a_word():
    """A snapshot holds them, beside the words of its vocabulary."""
    assert (pair_terms(("cannot", "send", "mail")) - FIRST_PAIR).tolist() == [393360, 913235]


def test_word_stems_are_the_words_of_analyze_each_once() -> None:
    for text, language in (("Printers print; the PRINTER E4711", "en"), ("Ёлки и почта, почты", "ru"), ("", None)):
        assert word_stems(text, language) == tuple(dict.fromkeys(analyze(text, languages=[language]).words))
