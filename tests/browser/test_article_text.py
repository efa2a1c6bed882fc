"""Markdown of an article is shown as what it means, to customers and agents, and runs nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.desk_service import HOSTILE
from tests.browser.try_page import STOLEN, TryPage

if TYPE_CHECKING:
    from playwright.sync_api import Locator

_ARTICLE = """# A stolen card

Block the card first. Nobody can pay with
it **from that moment on**, see `app > card`.

## When it fails

| Code | What to do |
|---|---|
| F-1 | wait for *one* minute |
| F-2 | call **us** |

1. Open the app
   and sign in.
2. Choose the card:
   - the blue one
   - the red one
4. Done

```
block --card 1 <b>
```

> Only once.

### By phone

Read [our page](https://kb.example.com/2) or <mailto:desk@example.com>, not [this](javascript:window.stolen=1).
An unclosed **star, a lone ` and snake_case_name stay. \\*Escaped\\*.
"""
_HTML = (
    "<h2>Stolen</h2><p>Block it &amp; wait,<br>please</p><script>window.stolen=1</script>"
    "<ul><li>one</li><li onclick='window.stolen=1'>two</li></ul>"
    "<table><tr><td>F-1</td><td>wait</td></tr></table><img src=x onerror='window.stolen=1'>&lt;b&gt;"
)


def _whole_text(page: TryPage, body: str, *, side: str = "#answer") -> Locator:
    article = {"id": "KB-1", "title": "A stolen card", "body": body}
    page.tab.route("**/v1/articles/*", lambda route: route.fulfill(json=article))
    page.write(STOLEN)
    entry = page.tab.locator(f"{side} .entry", has_text="A stolen card").first
    entry.locator("details.whole summary").click()
    text = entry.locator(".whole-text")
    text.wait_for()
    return text


@pytest.mark.parametrize(("side", "levels"), [("#portal", ["H4", "H5"]), ("#answer", ["H5", "H6"])])
def test_markdown_is_read_as_headings_lists_tables_and_paragraphs(page: TryPage, side: str, levels: list[str]) -> None:
    text = _whole_text(page, _ARTICLE, side=side)
    headings = text.locator("h3, h4, h5, h6")
    assert headings.all_inner_texts() == ["When it fails", "By phone"], "the title is said above already"
    assert headings.evaluate_all("(all) => all.map((one) => one.tagName)") == levels
    first = text.locator("p").first
    assert first.inner_text() == "Block the card first. Nobody can pay with it from that moment on, see app > card."
    assert first.locator("strong").inner_text() == "from that moment on"
    assert first.locator("code").inner_text() == "app > card"
    assert text.locator("th[scope=col]").all_inner_texts() == ["Code", "What to do"]
    assert text.locator("td").all_inner_texts() == ["F-1", "wait for one minute", "F-2", "call us"]
    steps = text.locator("ol > li")
    assert [one.split("\n")[0] for one in steps.all_inner_texts()] == [
        "Open the app and sign in.",
        "Choose the card:",
        "Done",
    ]
    assert text.locator("ol ul > li").all_inner_texts() == ["the blue one", "the red one"]
    assert text.locator("pre").inner_text() == "block --card 1 <b>"
    assert text.locator("blockquote").inner_text() == "Only once."
    assert page.violations() == []


def test_of_links_only_those_to_the_web_and_to_mail_can_be_followed(page: TryPage) -> None:
    text = _whole_text(page, _ARTICLE)
    links = text.locator("a")
    addresses = links.evaluate_all("(all) => all.map((one) => one.getAttribute('href'))")
    assert addresses == ["https://kb.example.com/2", "mailto:desk@example.com"]
    assert links.evaluate_all("(all) => all.every((one) => one.rel.includes('noopener'))")
    assert "[this](javascript:window.stolen=1)" in text.inner_text()
    assert "An unclosed **star, a lone ` and snake_case_name stay. *Escaped*." in text.inner_text()


@pytest.mark.parametrize(
    "body",
    [
        f"## {HOSTILE}\n\n- **{HOSTILE}**\n\n| {HOSTILE} | b |\n|---|---|\n| `{HOSTILE}` | c |\n\n```\n{HOSTILE}\n```",
        f"[a](JaVaScRiPt:window.stolen=1) ![x](x onerror=window.stolen=1) <javascript:alert(1)> {HOSTILE}",
        f"<p>{HOSTILE}</p><a href='javascript:window.stolen=1'>go</a><svg onload=window.stolen=1>",
        '[a](data:text/html,<script>window.stolen=1</script>) [b](https://x.example.com"onclick="stolen=1)',
    ],
)
def test_an_article_that_means_harm_is_only_text(page: TryPage, body: str) -> None:
    text = _whole_text(page, body)
    page.tab.wait_for_timeout(100)
    assert page.tab.evaluate("window.stolen") is None
    assert page.tab.locator("main img, main script, main svg, main [onclick]").count() == 0
    assert text.locator("a:not([href^='https://'])").count() == 0


def test_of_html_the_text_is_shown(page: TryPage) -> None:
    text = _whole_text(page, _HTML)
    expected = ["Stolen", "Block it & wait,", "please", "one", "two", "F-1 · wait", "<b>"]
    assert text.locator("p").all_inner_texts() == expected
    assert page.tab.evaluate("window.stolen") is None


@pytest.mark.parametrize(
    "body",
    [
        "> " * 5000 + "deep",
        "- " * 5000 + "deep",
        "**a " * 5000,
        "[" * 20000,
        "`" * 20000,
        "| " * 5000 + "\n|-|",
        "1. a\n" * 3000,
    ],
)
def test_strange_markup_is_shown_at_once(page: TryPage, body: str) -> None:
    page.tab.set_default_timeout(5000)
    assert "the end" in _whole_text(page, body + "\n\nthe end").inner_text()
