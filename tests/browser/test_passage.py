"""The passage of an article: the sentence that answers is in sight, whole, whatever stands before it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.try_page import STOLEN, TryPage

_ROWS = [
    "Code · Meaning · What to do",
    *(f"55{n} · {'refused by the other bank ' * 2}· ask them {n}" for n in range(9)),
]
_WHOLE_ENTRY = """(box) => { const seen = box.getBoundingClientRect();
    return [...box.querySelectorAll('mark')].every((mark) => { const { top, bottom } = mark.getBoundingClientRect();
    return mark.getClientRects().length && top >= seen.top - 1 && bottom <= seen.bottom + 1; }); }"""


def _carry(page: TryPage, passage: str, highlight: list[int] | None) -> None:
    """The best article, on both sides, carries `passage`."""

    def carry(route: Any) -> None:
        document = route.fetch().json()
        for one in document["articles"][:1]:
            one.update(passage=passage, highlight=highlight, confidence=0.9)
        route.fulfill(json=document)

    for address in ("**/v1/triage", "**/v1/portal/suggest"):
        page.tab.route(address, carry)


@pytest.mark.parametrize("width", [1440, 1024, 390])
@pytest.mark.parametrize("number", [1, 4, 9])
def test_the_row_that_answers_is_seen_whole(open_page: Callable[..., TryPage], width: int, number: int) -> None:
    page = open_page(width=width)
    start = sum(len(row) + 1 for row in _ROWS[:number])
    _carry(page, "\n".join(_ROWS), [start, start + len(_ROWS[number])])
    page.write(STOLEN)
    for side in ("#portal", "#answer"):
        passage = page.tab.locator(f"{side} .passage").first
        passage.wait_for()
        mark = passage.locator("mark")
        assert "".join(mark.all_inner_texts()) == _ROWS[number]
        assert passage.evaluate(_WHOLE_ENTRY)
        before = passage.inner_text().split(_ROWS[number])[0]
        assert len(before) <= 90 + 2, "it begins at the sentence, or just before it"
    assert page.fits()


def test_a_long_sentence_is_never_cut(open_page: Callable[..., TryPage]) -> None:
    page = open_page(width=390)
    before, sentence = "Opening hours and holidays. " * 9, "Block the card in the app, " * 14 + "and wait."
    _carry(page, f"{before}{sentence} Then more.", [len(before), len(before + sentence)])
    page.write(STOLEN)
    for side in ("#portal", "#answer"):
        passage = page.tab.locator(f"{side} .passage").first
        passage.wait_for()
        assert passage.evaluate(_WHOLE_ENTRY)


def test_without_a_highlight_six_lines_are_shown_before_the_cut(page: TryPage) -> None:
    _carry(page, "\n".join(f"Line number {n} of the passage." for n in range(12)), None)
    page.write(STOLEN)
    for side in ("#portal", "#answer"):
        passage = page.tab.locator(f"{side} .passage").first
        passage.wait_for()
        lines = passage.evaluate("(box) => box.clientHeight / parseFloat(getComputedStyle(box).lineHeight)")
        assert round(lines, 1) == 6
        passage.locator("..").get_by_role("button", name="Whole passage").click()
        assert "Line number 11" in passage.inner_text()
        assert passage.evaluate("(box) => box.scrollHeight <= box.clientHeight + 1")


def test_the_first_cell_of_a_row_stands_out_and_a_lone_dot_makes_no_row(page: TryPage) -> None:
    _carry(page, "550 · refused · ask\n551 · unknown · wait\nOne · dot", None)
    page.write(STOLEN)
    passage = page.tab.locator("#answer .passage").first
    assert passage.locator(".row .cell").all_inner_texts() == ["550", "551"]
    assert passage.inner_text() == "550 · refused · ask\n551 · unknown · wait\nOne · dot"
