"""The fields by keyboard: choices come first, then Undo, and a number counts wherever one stands in a field."""

from __future__ import annotations

import json

import pytest

from tests.browser.try_page import TryPage


def _focused(page: TryPage) -> str:
    return str(page.tab.evaluate("document.activeElement.id"))


def test_the_first_stop_of_a_field_are_its_choices(page: TryPage) -> None:
    page.write("my card was stolen, choices first")
    row = 1
    page.tab.locator(f"#option-{row}-0").focus()
    stops = []
    for _ in range(3):
        page.tab.keyboard.press("Tab")
        stops.append(_focused(page))
    assert stops == [f"rest-{row}", f"ask-{row}", f"option-{row + 1}-0"]
    page.tab.keyboard.press("Shift+Tab")
    assert _focused(page) == f"ask-{row}"


@pytest.mark.parametrize("by", ["number", "list"])
def test_right_after_a_correction_comes_undo_and_says_of_which_field(page: TryPage, by: str) -> None:
    page.write(f"my card was stolen, undone by {by}")
    if by == "number":
        page.option("Category", 1).focus()
        page.tab.keyboard.press("2")
    else:
        page.field("Category").locator("select").focus()
        page.tab.keyboard.press("ArrowDown")
        page.tab.keyboard.press("Enter")
    page.field("Category").get_by_role("button", name="Undo category", exact=True).wait_for()
    page.until("document.activeElement.getAttribute('aria-selected') === 'true'")
    page.tab.keyboard.press("Tab")
    assert page.tab.evaluate("document.activeElement.getAttribute('aria-label')") == "Undo category"
    page.tab.keyboard.press("Shift+Tab")
    assert page.tab.evaluate("document.activeElement.getAttribute('role')") == "option"
    page.tab.keyboard.press("Tab")
    page.tab.keyboard.press("Enter")
    page.toast("Taken back: Category")


@pytest.mark.parametrize("stop", ["ask", "rest", "undo"])
def test_a_number_counts_on_every_stop_of_a_field(page: TryPage, stop: str) -> None:
    page.write(f"my card was stolen, numbered on {stop}")
    if stop == "undo":
        page.option("Category", 1).click()
        page.field("Category").get_by_role("button", name="Undo").wait_for()
    wanted = page.option("Category", 3).get_attribute("data-value")
    page.tab.locator(f"#{stop}-1").focus()
    page.tab.keyboard.press("3")
    page.until(f"document.querySelector('#option-1-0').dataset.value === {json.dumps(wanted)}")
    page.toast("Stored: Category")
    said = page.service.feedback()[-1]
    assert (said["field"], said["action"], said["final_value"]) == ("category", "modified", wanted)
    page.until("document.activeElement.getAttribute('role') === 'option'")


def test_a_number_outweighs_a_value_of_the_list_that_was_only_moved_over(page: TryPage) -> None:
    page.write("my card was stolen, moved over and numbered")
    before = len(page.service.feedback())
    wanted = page.option("Category", 2).get_attribute("data-value")
    page.field("Category").locator("select").focus()
    page.tab.keyboard.press("ArrowDown")
    page.tab.keyboard.press("2")
    page.tab.locator("#stored-list li").first.wait_for()
    assert [one["final_value"] for one in page.service.feedback()[before:]] == [wanted]


def test_a_number_in_a_text_is_a_number(page: TryPage) -> None:
    before = len(page.service.feedback())
    page.write("my card was stolen in 2 shops, 3 of them far away")
    assert len(page.service.feedback()) == before
    assert "2 shops, 3" in page.tab.input_value("#body")
