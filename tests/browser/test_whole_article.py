"""The whole of an article that was found, for customers and agents."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.desk_service import HOSTILE
from tests.browser.try_page import STOLEN, TryPage

if TYPE_CHECKING:
    from playwright.sync_api import Locator

_BODY = "Block the stolen card in the app. A new card comes in five days."
_SIDES = pytest.mark.parametrize("side", ["#portal", "#answer"])


def _whole(page: TryPage, side: str, title: str = "A stolen card") -> Locator:
    """What unfolds under an article, once the article is there."""
    entry = page.tab.locator(f"{side} .entry", has_text=title).first
    entry.wait_for()
    return entry.locator("details.whole")


def _asked(page: TryPage) -> list[str]:
    asked: list[str] = []
    page.tab.on("request", lambda one: asked.append(one.url) if "/v1/articles/" in one.url else None)
    return asked


@_SIDES
def test_an_article_is_read_whole_by_keyboard_and_asked_for_once(page: TryPage, side: str) -> None:
    asked = _asked(page)
    page.write(STOLEN)
    whole = _whole(page, side)
    assert asked == [], "nothing is read that nobody wants to see"
    whole.locator("summary").focus()
    page.tab.keyboard.press("Enter")
    whole.get_by_text(_BODY).wait_for()
    assert whole.locator("[role=status]").inner_text() == ""
    link = whole.get_by_role("link")
    assert link.get_attribute("href") == "https://kb.example.com/1"
    assert "noopener" in str(link.get_attribute("rel"))
    page.tab.keyboard.press("Enter")
    whole.get_by_text(_BODY).wait_for(state="hidden")
    page.tab.keyboard.press("Enter")
    whole.get_by_text(_BODY).wait_for()
    assert len(asked) == 1
    assert whole.locator("summary").get_attribute("aria-label") == "Whole article: A stolen card"
    assert page.violations() == []


@_SIDES
def test_what_is_unfolded_stays_so_while_somebody_types_and_stores(page: TryPage, side: str) -> None:
    page.write(STOLEN)
    _whole(page, side).locator("summary").click()
    _whole(page, side).get_by_text(_BODY).wait_for()
    page.option("Category", 1).click()
    page.toast("Stored: Category")
    page.write(STOLEN + " please")
    _whole(page, side).get_by_text(_BODY).wait_for()


def test_who_reads_the_whole_article_on_the_portal_has_opened_it(page: TryPage) -> None:
    page.write(STOLEN)
    with page.tab.expect_request(
        lambda one: one.url.endswith("/v1/portal/events") and one.post_data_json["type"] == "opened"
    ) as told:
        _whole(page, "#portal").locator("summary").click()
    assert told.value.post_data_json["article_id"] == "KB-1"


def test_markup_of_a_whole_article_is_inert(page: TryPage) -> None:
    page.write("the vault alarm rings all night")
    fold = page.tab.locator("#answer .entry", has_text="Vault alarm")
    if not fold.first.is_visible():
        page.tab.locator("#answer summary", has_text="Weaker matches").click()
    whole = _whole(page, "#answer", "Vault alarm")
    whole.locator("summary").click()
    whole.get_by_text("alarm at night").wait_for()
    assert HOSTILE in str(whole.text_content())
    assert whole.get_by_role("link").count() == 0, "it has no address"
    assert page.tab.evaluate("window.stolen") is None
    assert page.tab.locator("main img, main script").count() == 0


@pytest.mark.parametrize("address", ["javascript:window.stolen=1", "data:text/html,x"])
def test_an_address_that_could_run_code_is_no_link_of_a_whole_article(page: TryPage, address: str) -> None:
    page.tab.route("**/v1/articles/*", lambda route: route.fulfill(json={**route.fetch().json(), "url": address}))
    page.write(STOLEN)
    whole = _whole(page, "#answer")
    whole.locator("summary").click()
    whole.get_by_text(_BODY).wait_for()
    assert whole.get_by_role("link").count() == 0


@pytest.mark.parametrize(
    "answer",
    [
        {"status": 404, "json": {"type": "urn:firstline:problem:not-found", "title": "Not found", "status": 404}},
        {"status": 200, "json": {"id": "KB-1", "body": "Ask three questions first.", "visibility": "internal"}},
        {"status": 200, "json": {"id": "KB-1", "body": "Ask three questions first.", "restricted_to": ["staff"]}},
    ],
)
def test_a_customer_is_told_that_an_article_is_not_open_to_them(page: TryPage, answer: dict[str, Any]) -> None:
    page.tab.route("**/v1/articles/*", lambda route: route.fulfill(**answer))
    page.write(STOLEN)
    whole = _whole(page, "#portal")
    whole.locator("summary").click()
    whole.locator("[role=status]", has_text="not open to whoever reads here").wait_for()
    assert "three questions" not in str(whole.text_content())
    assert whole.get_by_role("button").count() == 0, "another try would not change it"


def test_an_article_that_cannot_be_read_is_said_and_tried_again(page: TryPage) -> None:
    page.tab.route("**/v1/articles/*", lambda route: route.abort())
    page.write(STOLEN)
    whole = _whole(page, "#answer")
    whole.locator("summary").click()
    whole.locator("[role=status]", has_text="could not be read. The service does not answer.").wait_for()
    assert page.violations() == []
    page.tab.unroute_all()
    whole.get_by_role("button", name="Try now").press("Enter")
    whole.get_by_text(_BODY).wait_for()
    assert page.tab.evaluate("document.activeElement.tagName") == "SUMMARY"


@pytest.mark.parametrize("width", [320, 390])
def test_a_whole_article_needs_no_scrolling_sideways(open_page: Callable[..., TryPage], width: int) -> None:
    page = open_page(width=width)
    long = {"id": "KB-1", "body": "| " + "verylongword" * 40 + " |\n\n" + "`code` " * 80}
    page.tab.route("**/v1/articles/*", lambda route: route.fulfill(json=long))
    page.write(STOLEN)
    for side in ("#portal", "#answer"):
        whole = _whole(page, side)
        whole.locator("summary").click()
        whole.get_by_text("verylongword").wait_for()
    assert page.fits()
