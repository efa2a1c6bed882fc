"""Why something is said of a field, and that it is the model's value which is explained."""

from __future__ import annotations

from typing import Any

from tests.browser.test_agent_side import change_answers
from tests.browser.try_page import STOLEN, TryPage


def _one_word(answer: dict[str, Any]) -> None:
    word = {"part": "body", "start": 3, "end": 7, "weight": 1.0, "contribution": 2.0}
    for said in answer["fields"].values():
        said["explanation"]["words"] = [word]


def test_every_occurrence_of_a_word_that_counts_is_marked(page: TryPage) -> None:
    change_answers(page, _one_word)
    page.write("my card is lost, the Card 😀 card; cards and postcard are others", subject="Card")
    text = page.tab.locator("#answer .text")
    assert text.locator("mark").all_inner_texts() == ["Card", "card", "Card", "card"]
    assert text.inner_text().split("\n")[1] == "my card is lost, the Card 😀 card; cards and postcard are others"
    assert page.tab.locator(".counts li").count() == 1, "the figure is that of all of them"


def test_the_reasons_of_a_corrected_field_are_said_to_be_those_of_the_models_value(page: TryPage) -> None:
    page.write("my card was stolen, explained after it was corrected")
    assert page.tab.locator(".explains").count() == 0
    wanted = page.option("Category", 2).locator(".value").inner_text()
    page.option("Category", 2).click()
    page.tab.locator("#stored-list li").first.wait_for()
    assert page.tab.locator(".explains").inner_text() == f"This explains “card”, what the model said, not “{wanted}”."
    page.tab.locator(".which label", has_text="Priority").click()
    assert page.tab.locator(".explains").count() == 0
    page.field("Category").get_by_role("button", name="Undo").click()
    page.toast("Taken back")
    page.tab.locator(".which label", has_text="Category").click()
    assert page.tab.locator(".explains").count() == 0


def test_of_the_kind_it_is_said_what_decides_it(page: TryPage) -> None:
    page.write(STOLEN)
    assert "learned from this desk's earlier requests" in page.field("Kind of request").inner_text()
    change_answers(page, lambda answer: answer["request_kind"].update(source="header"))
    page.write(STOLEN + " please")
    assert "learned from" not in page.field("Kind of request").inner_text()
    assert "a mail header says so" in page.field("Kind of request").inner_text()
