"""Cleaning leaves the customer's own words, quickly, whatever comes."""

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firstline.datasets.clean import CLEAN_LIMIT, clean_line, clean_text

MARKUP = ["<p>", "</p>", "<br>", "<b>", "</b>", "&lt;", "&amp;", "<", ">", "<script>", "<!--", "-->", "<a href='x'>"]
QUOTES = ["> ", "On Mon, 5 Jan 2026, Ola <o@x.no> wrote:", "From: a", "Sent: b", "To: c", "-----Original Message-----"]
BLOCKS = ["<blockquote>", "</blockquote>", "____", "--", "-- ", ":", "Best regards,", "Sent from my iPhone", "Kari"]
WORDS = ["see below", "it does not work at all", "印刷できません", "e", "😀", "م", "क", " ", "\n", "\r\n", "\n\n"]
UNSEEN = ["\x00", "\u200b", "\u200d", "\u200c", "\ufe0f", "\u202e", "\u00ad", "\u0301", "\ud800"]
PIECES = st.sampled_from([*MARKUP, *QUOTES, *BLOCKS, *WORDS, *UNSEEN])
HOSTILE = {
    "more-than signs": ">" * 10**6,
    "quoted lines": ">\n" * 500_000,
    "less-than signs": "<" * 10**6,
    "spaces": " " * 10**6,
    "announcements": "On " * 350_000,
    "announcements on lines": "On 1\n" * 250_000,
    "colons": "wrote 1 @ skrev:\n" * 60_000,
    "headers": "From: a\nSent: b\n" * 60_000,
    "sign-offs": "Best regards\n" * 80_000,
    "dashes": "--\n" * 300_000,
    "open tags": "<p " * 300_000,
    "nested tags": "<div>" * 200_000,
    "nested quotations": "<blockquote>" * 100_000,
    "comments": "<p><!--" * 150_000,
    "joiners": "\u200d" * 10**6,
    "accents": "a" + "\u0301" * 10**6,
    "five megabytes": "word and other words. " * 230_000,
    "five megabytes of HTML": "<p>word and other words.</p>" * 180_000,
}


@given(st.one_of(st.text(), st.lists(PIECES, max_size=40).map("".join), st.lists(PIECES, max_size=30).map("\n".join)))
@settings(max_examples=400, deadline=None)
def test_cleaning_never_fails_leaves_no_control_characters_and_changes_nothing_the_second_time(raw):
    text = clean_text(raw)
    assert clean_text(raw) == text
    assert clean_text(text) == text
    assert not [letter for letter in text if unicodedata.category(letter) in ("Cc", "Cs") and letter != "\n"]
    assert unicodedata.is_normalized("NFC", text)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_and_huge_texts_take_a_moment(name):
    started = time.process_time()
    text = clean_text(HOSTILE[name])
    assert time.process_time() - started < 1.0  # a quadratic pass over a million letters takes minutes
    assert len(text) <= CLEAN_LIMIT


def test_a_picture_or_style_of_megabytes_before_the_first_word_hides_nothing():
    assert clean_text(f"<html><style>{'a{}' * 10**6}</style><p>My printer is broken") == "My printer is broken"
    picture = f'<p>See</p><img src="data:image/png;base64,{"A" * 5_000_000}"><p>the picture</p>'
    assert clean_text(picture) == "See\nthe picture"


def test_quotations_inside_html_go_too():
    raw = (
        "<div>My VPN drops every ten minutes<br></div><div class='gmail_quote'>On Tue, 6 Jan 2026 at 09:00, Support "
        "&lt;s@x.no&gt; wrote:<br><blockquote>try again<br>please</blockquote></div>"
    )
    assert clean_text(raw) == "My VPN drops every ten minutes"


def test_a_text_is_never_emptied():
    for raw in ("> quoted only, nothing else here", "Best regards,\nKari", "-- \nKari", "Sent from my iPhone"):
        assert clean_text(raw)


def test_a_forwarded_problem_is_kept():
    raw = "Please see below\n\n-----Original Message-----\nFrom: Kari\nSent: Monday\nTo: Ola\n\nThe scanner is on fire"
    assert "scanner is on fire" in clean_text(raw)


def test_a_subject_is_one_line():
    assert clean_line(" Re:\tVPN\r\n is <b>down</b>\x00 ") == "Re: VPN is down"
    assert len(clean_line("word " * 1_000)) <= 500
