"""The words of the page: values that every desk has in the reader's language, and no share said too roundly."""

from __future__ import annotations

from typing import Any

from tests.browser.try_page import STOLEN, TryPage


def test_priorities_kinds_and_tiers_have_russian_words(open_page: Any) -> None:
    page = open_page(language="ru")
    page.write("у меня украли карту, что делать")
    choices = page.field("Приоритет").locator(".value").all_inner_texts()
    assert set(choices) <= {"низкий", "обычный", "высокий", "срочный"}
    assert page.option("Вид обращения", 1).locator(".value").inner_text() in ("сбой", "вопрос «как»")
    page.option("Приоритет", 2).click()
    page.tab.locator("#stored-list", has_text=f"Приоритет: {choices[1]}").wait_for()
    tiers = page.tab.locator(".legend .tier").all_inner_texts()
    assert tiers == ["авто", "лучшее", "предположительно", "не знает"]


def test_what_is_hardly_possible_is_never_said_to_be_impossible(page: TryPage) -> None:
    def round_off(route: Any) -> None:
        answer = route.fetch().json()
        for one in answer["fields"]["category"]["alternatives"]:
            one["confidence"] = 0
        route.fulfill(json=answer)

    page.tab.route("**/v1/triage", round_off)
    page.write(STOLEN)
    assert page.option("Category", 2).locator(".number").inner_text() == "<1%"
