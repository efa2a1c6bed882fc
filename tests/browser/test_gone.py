"""A service that dies or is busy."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.browser.desk_service import DeskService, desk_service
from tests.browser.try_page import STOLEN, TryPage

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@contextmanager
def started_again(bundle: Path, service: DeskService) -> Iterator[None]:
    """A service at the same address."""
    port = service.address.rpartition(":")[2]
    command = [sys.executable, "-m", "firstline.cli.main", "serve", str(bundle), "--port", port]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            yield
        finally:
            process.terminate()
            process.wait(20)


def test_a_service_that_is_killed_while_somebody_types_loses_no_text(browser: Browser, desk_bundle: Path) -> None:
    with desk_service(desk_bundle) as service:
        page = TryPage.open(browser, service)
        page.write(STOLEN)
    page.tab.locator("#body").press_sequentially(" and more")
    page.tab.get_by_role("alert").get_by_text("does not answer").wait_for()
    assert "earlier text" in page.tab.locator("#phase").inner_text()
    assert page.tab.locator(".field").count() > 0, "the last answer stays in sight"
    assert page.tab.locator("#answer.stale").count() == 1, "and is seen to be old"
    page.tab.locator("#body").press_sequentially(" and more again")
    with started_again(desk_bundle, service):
        page.tab.get_by_role("alert").wait_for(state="detached")
        page.answered()
        assert page.tab.input_value("#body") == STOLEN + " and more and more again"
        page.option("Category", 1).click()
        page.tab.locator("#stored-list li").first.wait_for()
    page.close()


def test_a_busy_service_is_asked_again_when_it_says_so(page: TryPage) -> None:
    busy = {"type": "urn:firstline:problem:too-many-requests", "title": "busy", "status": 429, "detail": "later"}
    page.tab.route("**/v1/triage", lambda route: route.fulfill(status=429, json=busy, headers={"Retry-After": "1"}))
    page.tab.fill("#body", STOLEN)
    page.tab.get_by_role("alert").get_by_text("busy").wait_for()
    page.tab.unroute_all()
    page.answered()
    assert page.tab.get_by_role("alert").count() == 0


def test_on_a_phone_the_trouble_is_told_beside_the_text(open_page: Callable[..., TryPage]) -> None:
    page = open_page(width=390, height=844)
    page.write(STOLEN)
    page.tab.route("**/v1/**", lambda route: route.abort())
    page.tab.route("**/readyz", lambda route: route.abort())
    page.tab.locator("#body").press_sequentially(" more")
    alert = page.tab.get_by_role("alert")
    alert.wait_for()
    assert page.tab.evaluate("document.getElementById('body').nextElementSibling.id") == "trouble"
    box = alert.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 844, "in sight without scrolling"


def test_after_a_fault_of_the_service_one_can_try_again_at_once(page: TryPage) -> None:
    """The focus goes on: to the new button while it fails, to the answer once there is one."""
    asked: list[int] = []

    def fail(route: Any) -> None:
        asked.append(len(asked))
        fault = {"title": "Internal", "status": 500, "detail": "x", "request_id": f"r{len(asked)}"}
        route.fulfill(status=500, json=fault)

    page.tab.route("**/v1/triage", fail)
    page.tab.fill("#body", STOLEN)
    alert = page.tab.get_by_role("alert")
    alert.get_by_text("Request id r1").wait_for()
    alert.get_by_role("button", name="Try now").press("Enter")
    alert.get_by_text("Request id r2").wait_for()
    assert page.tab.evaluate("document.activeElement.textContent") == "Try now"
    assert page.violations() == []
    page.tab.unroute_all()
    page.tab.keyboard.press("Enter")
    alert.wait_for(state="detached")
    page.answered()
    assert page.tab.evaluate("document.activeElement.id") == "agent"


def test_after_a_fault_of_the_service_an_edit_asks_again(page: TryPage) -> None:
    page.tab.route("**/v1/triage", lambda route: route.fulfill(status=500, json={"title": "Internal", "status": 500}))
    page.tab.fill("#body", STOLEN)
    page.tab.get_by_role("alert").wait_for()
    page.tab.unroute_all()
    page.tab.locator("#body").press_sequentially(" today")
    page.tab.get_by_role("alert").wait_for(state="detached")
    page.answered()
    assert page.tab.evaluate("document.activeElement.id") == "body"


def test_a_text_that_is_too_large_is_to_be_shortened_not_tried_again(page: TryPage) -> None:
    page.tab.route("**/v1/triage", lambda route: route.fulfill(status=413, json={"title": "Large", "status": 413}))
    page.tab.fill("#body", STOLEN)
    page.tab.get_by_role("alert").wait_for()
    assert page.tab.get_by_role("button", name="Try now").count() == 0


def test_while_the_first_answer_is_awaited_the_agents_side_is_not_blank(page: TryPage) -> None:
    problem = {"title": "Too large", "status": 413, "detail": "more than 8 MiB"}
    page.tab.route("**/v1/triage", lambda route: route.fulfill(status=413, json=problem))
    page.tab.fill("#body", STOLEN)
    page.tab.get_by_role("alert").wait_for()
    page.tab.unroute_all()
    page.tab.route("**/v1/triage", lambda route: None)
    page.tab.fill("#body", STOLEN + " again")
    page.tab.locator("#phase", has_text="Reading").wait_for()
    assert page.tab.locator("#answer .empty").is_visible()
    page.tab.get_by_role("button", name="Русский").click()
    assert page.tab.locator("#answer .empty").is_visible()
    page.tab.set_viewport_size({"width": 700, "height": 900})
    assert page.tab.locator("#answer .empty").is_visible()
