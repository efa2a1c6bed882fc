"""What a customer sees on the portal while they write, in a browser."""

from __future__ import annotations

import json
from typing import Any

from tests.browser.desk_service import HOSTILE
from tests.browser.try_page import STOLEN, TryPage

_OPEN = {
    "ticket_id": "T-2", "subject": f"Card stolen {HOSTILE}", "status": "open", "created_at": "2026-11-02T10:00:00Z",
    "url": None, "score": 0.8,
}  # fmt: skip
_BANNER = {"id": "I-1", "text": f"Cards fail today {HOSTILE}", "url": "javascript:alert(1)", "language": "en"}


def _events(page: TryPage) -> list[dict[str, Any]]:
    """What the page tells the service, as it tells it."""
    told: list[dict[str, Any]] = []

    def hear(request: Any) -> None:
        if request.url.endswith("/v1/portal/events"):
            told.append(json.loads(request.post_data))

    page.tab.on("request", hear)
    return told


def _offer(page: TryPage, **more: Any) -> None:
    page.tab.route("**/v1/portal/suggest", lambda route: route.fulfill(json={**route.fetch().json(), **more}))


def test_what_a_customer_does_is_told_once_and_as_a_trial(page: TryPage) -> None:
    told = _events(page)
    with page.tab.expect_request("**/v1/portal/suggest") as asked:
        page.write(STOLEN)
    assert asked.value.post_data_json["trial"] is True
    entry = page.tab.locator("#portal .entry", has_text="A stolen card")
    entry.get_by_role("button", name="Solved it").click()
    entry.get_by_role("button", name="Solved it").click()
    assert entry.get_by_role("button", name="Solved it").get_attribute("aria-pressed") == "true"
    with page.tab.expect_popup():
        entry.get_by_role("link", name="A stolen card").click()
    page.tab.locator(".send").click()
    types = [event["type"] for event in told if event.get("article_id") in (None, "KB-1")]
    assert types == ["shown", "solved", "opened", "submitted"]
    assert len({event["interaction_id"] for event in told}) == 1
    page.write(STOLEN + " again")
    page.tab.locator("#portal .entry").first.wait_for()
    assert told[-1]["interaction_id"] != told[0]["interaction_id"], "the next request is another interaction"


def _in_another_language(route: Any) -> None:
    answer = route.fetch().json()
    route.fulfill(json={**answer, "articles": [{**one, "other_language": True} for one in answer["articles"]]})


def test_an_article_in_another_language_says_so_to_customers_and_agents(page: TryPage) -> None:
    page.write(STOLEN)
    own = page.tab.locator("#portal .entry", has_text="A stolen card").first
    own.wait_for()
    assert "another language" not in own.inner_text()
    for address in ("**/v1/portal/suggest", "**/v1/triage"):
        page.tab.route(address, _in_another_language)
    page.write(STOLEN + " please")
    for side in ("#portal", "#agent"):
        entry = page.tab.locator(f"{side} .entry", has_text="A stolen card").first
        entry.get_by_text("only in another language: English").wait_for()


def test_who_says_that_it_is_solved_is_told_that_nothing_needs_to_be_sent(page: TryPage) -> None:
    page.write(STOLEN)
    entry, send = page.tab.locator("#portal .entry").first, page.tab.locator(".send")
    entry.get_by_role("button", name="Solved it").click()
    entry.get_by_text("Nothing needs to be sent").wait_for()
    assert send.inner_text() == "Not solved after all: send my request"
    assert "second" in str(send.get_attribute("class"))
    entry.get_by_role("button", name="Not quite").click()
    assert entry.get_by_text("Nothing needs to be sent").count() == 0
    assert send.inner_text() == "Send my request anyway"


def test_who_wants_a_person_is_shown_no_more_articles(page: TryPage) -> None:
    told = _events(page)
    page.write(STOLEN)
    page.tab.get_by_role("button", name="I want to talk to a person").click()
    page.tab.locator("#portal", has_text="a person reads it").wait_for()
    assert page.tab.locator("#portal .entry").count() == 0
    assert told[-1]["type"] == "asked_person"
    page.write(STOLEN + " please")
    page.tab.wait_for_timeout(300)
    assert page.tab.locator("#portal .entry").count() == 0
    assert page.tab.locator(".send").inner_text() == "Send my request"


def test_what_is_read_stays_the_same_node_while_the_customer_types_on(page: TryPage) -> None:
    page.write(STOLEN)
    page.tab.locator("#portal .entry").first.wait_for()
    page.tab.evaluate("document.querySelector('#portal .entry').read = 'here'")
    page.tab.locator("#portal .entry").first.get_by_role("button", name="Not related").focus()
    with page.tab.expect_response("**/v1/portal/suggest"):
        page.tab.evaluate(
            "() => { const body = document.querySelector('#body'); body.value += ' please';"
            " body.dispatchEvent(new Event('input', { bubbles: true })); }"
        )
    page.answered()
    page.tab.wait_for_timeout(200)
    assert page.tab.evaluate("document.querySelector('#portal .entry').read") == "here"
    assert page.tab.evaluate("document.activeElement.textContent") == "Not related"


def test_an_incident_and_ones_own_open_request_come_before_articles(page: TryPage) -> None:
    _offer(page, banners=[_BANNER], open_requests=[_OPEN])
    page.write(STOLEN)
    page.tab.locator("#portal .entry").first.wait_for()
    text = page.tab.locator("#portal").inner_text()
    assert text.index("Cards fail today") < text.index("#T-2 Card stolen") < text.index("A stolen card")
    assert page.tab.evaluate("window.stolen") is None
    assert page.tab.locator('#portal a[href^="javascript:" i]').count() == 0
    add = page.tab.get_by_role("button", name="Add this to #T-2")
    add.click()
    assert page.tab.locator(".send").inner_text() == "Add to #T-2"
    page.tab.get_by_role("button", name="Add this to #T-2").click()
    assert page.tab.locator(".send").inner_text() == "Send my request anyway"
    assert page.violations() == []


def test_a_portal_that_does_not_answer_keeps_nobody_from_sending(page: TryPage) -> None:
    page.tab.route("**/v1/portal/suggest", lambda route: route.abort())
    page.write(STOLEN)
    page.tab.locator("#portal", has_text="No suggestions at the moment").wait_for()
    assert page.tab.locator(".send").inner_text() == "Send my request"
    page.tab.locator(".send").click()
    assert "Here nothing was sent" in page.tab.locator("#sent").inner_text()
