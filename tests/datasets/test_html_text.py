"""HTML becomes what its reader sees, and only HTML does."""

import pytest

from firstline.datasets.html_text import html_to_text, looks_like_html, without_bulk


@pytest.mark.parametrize(
    "text",
    [
        "a < b and c > d",
        "List<String> names",
        "if a <b> c then d",
        "x <- y",
        "<kari@example.com> wrote",
        "<email>",
        "1 <2> 3",
        "",
        "->",
    ],
)
def test_prose_and_code_are_not_html(text):
    assert not looks_like_html(text)


@pytest.mark.parametrize(
    "text", ["<p>a", "a<br>b", "<b>a</b>", "<!DOCTYPE html>", "<DIV CLASS=x>a", "x</a>", "a<br/>b", "<span style='a'>"]
)
def test_markup_is_html(text):
    assert looks_like_html(text)


@pytest.mark.parametrize(
    ("markup", "seen"),
    [
        ("<p>Hello&nbsp;<b>world</b></p><p>again</p>", "Hello\u00a0world\nagain\n"),
        ("<ul><li>one<li>two</ul>", "one\ntwo\n"),
        ("<script>x()</script><style>p{}</style><title>t</title><p>a", "a"),
        ('<a href="https://x.no">the link</a>', "the link"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a b \n"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<pre>x\n  y</pre>", "x\n  y\n"),
        ("<p>mail <kari@example.com> or List<String></p>", "mail <kari@example.com> or List<String>\n"),
        ("<p>before</p><blockquote>one<br>two</blockquote>after", "before\n> one\n> two\nafter"),
        ("<p>a<img src=x alt='a picture'></p>", "aa picture\n"),
        ("<p>&lt;b&gt; &amp; &#8364;</p>", "<b> & €\n"),
        ("<p>x<o:p></o:p></p>", "x\n"),
    ],
)
def test_the_visible_text_is_returned(markup, seen):
    assert html_to_text(markup).rstrip("\n") == seen.rstrip("\n")


@pytest.mark.parametrize(
    ("markup", "kept"),
    [
        (
            "Our logo is gone, here it is:\n<svg viewBox='0 0 1 1'><path d='M0'/></svg>\nwhat is wrong?",
            "what is wrong?",
        ),
        ("I put <script src='a.js'> in the header and all is white.<br>Help", "in the header and all is white.\nHelp"),
        ("<p>it stops at <select name=x> and then nothing</p>", "and then nothing"),
        ("<svg><title>logo</title><text x='1'>Our logo</text></svg>", "Our logo"),
        ("<html><head><title>My shop is down</title><style>p{}</style></head><body></body></html>", "My shop is down"),
        ("<form><textarea>my printer is broken</textarea></form>", "my printer is broken"),
        ("<script>alert('the cart')</script>", "the cart"),
        ("fails with\n<log><code>17</code></log>\nsince today", "fails with\n<log>17</log>\nsince today"),
    ],
)
def test_of_pasted_markup_the_words_around_it_and_in_it_are_kept(markup, kept):
    assert kept in html_to_text(markup)


@pytest.mark.parametrize("markup", ["<div><br></div>", "<style>p{margin:0}</style><p></p>", "<img src='cid:1'><br>"])
def test_an_empty_mail_stays_empty(markup):
    assert html_to_text(markup).strip() == ""


def test_the_result_is_not_html_again():
    assert not looks_like_html(html_to_text("<p>&lt;p&gt;hello&lt;/p&gt;"))


def test_deep_nesting_loses_nothing():
    assert "the word" in html_to_text("<div>" * 5_000 + "the word")


def test_bulk_is_cut_out_before_the_limit_counts():
    assert without_bulk("<p>a<!-- x --><STYLE>y</STYLE>b<script>z") == "<p>ab"
    assert without_bulk("İ<p>") == "İ<p>"
