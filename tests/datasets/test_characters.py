"""What of Unicode a model should see."""

import pytest

from firstline.datasets.characters import cut_text, squeeze_blanks, visible_characters


@pytest.mark.parametrize(
    ("raw", "seen"),
    [
        ("a\x00b\x07c\x7f", "abc"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("soft\u00adhyphen", "softhyphen"),
        ("\u202eabc\u202c \u2066d\u2069", "abc d"),
        ("hid\U000e0041\U000e0042den", "hidden"),
        ("a\u00a0b\u3000c\td", "a b c d"),
        ("a\r\nb\rc\u2028d\x0be", "a\nb\nc\nd\ne"),
        ("e\u0301", "é"),
        ("half \ud800 pair", "half  pair"),
    ],
)
def test_what_nobody_sees_goes(raw, seen):
    assert visible_characters(raw) == seen


@pytest.mark.parametrize("text", ["👨‍👩‍👧", "❤️", "می‌خواهم", "क्‍ष", "שלום", "🏳️‍🌈", "👍🏽"])
def test_what_joins_letters_and_emoji_stays(text):
    assert visible_characters(text) == text


def test_joiners_between_latin_letters_go():
    assert visible_characters("pass\u200cwo\u200drd") == "password"


def test_blanks_are_squeezed_and_lines_stay():
    assert squeeze_blanks("  a   b \n \n\n  c  ") == "a b\n\nc"


def test_a_cut_falls_between_words():
    assert cut_text("one two three", 9) == "one two"
    assert cut_text("x" * 20, 9) == "x" * 9
    assert cut_text("short", 9) == "short"
