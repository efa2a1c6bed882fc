"""A request that asks what became of an earlier one: the fields of that ticket count."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.desk_service import HOSTILE
from tests.browser.test_agent_side import change_answers
from tests.browser.try_page import TryPage

_EARLIER = {
    "ticket_id": "T-9", "relation": "chaser", "score": 0.7, "status": "open", "subject": f"Lost card {HOSTILE}",
    "created_at": "2026-11-02T10:00:00Z", "url": "https://desk.example.com/T-9",
}  # fmt: skip


def _chaser(page: TryPage, *, tier: str, earlier: bool) -> None:
    def change(answer: dict[str, Any]) -> None:
        answer["request_kind"].update(value="chaser", tier="best", asks_nothing=False)
        answer["duplicates"] = [_EARLIER] if earlier else []
        answer["warnings"] = []
        for said in answer["fields"].values():
            said.update(tier=tier)

    change_answers(page, change)
    page.write("on what stage is my request?")


@pytest.mark.parametrize("earlier", [True, False])
def test_the_fields_of_one_without_a_subject_are_folded_away(page: TryPage, earlier: bool) -> None:
    _chaser(page, tier="abstain", earlier=earlier)
    note = page.tab.locator("#answer p.note")
    assert "Asks again about an earlier request" in note.inner_text()
    links = note.get_by_role("link")
    assert links.evaluate_all("(all) => all.map((one) => one.href)") == [_EARLIER["url"]] * earlier
    assert page.tab.evaluate("window.stolen") is None
    assert page.field("Kind of request").is_visible()
    assert not page.field("Category").is_visible()
    assert page.violations() == []
    page.tab.locator("summary", has_text="by these words alone").click()
    page.option("Category", 1).click()
    page.tab.locator("#stored-list", has_text="Category").wait_for()
    assert page.field("Category").is_visible()


def test_one_that_names_its_subject_keeps_its_fields_in_sight(page: TryPage) -> None:
    _chaser(page, tier="suggest", earlier=True)
    assert "of the same person" in page.tab.locator("#answer p.note").inner_text()
    assert page.field("Category").is_visible()
