"""axe-core finds nothing to mend, in any state, language or colour."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.try_page import STOLEN, TryPage


def _empty(page: TryPage) -> None:
    page.tab.locator("#answer .empty").wait_for()


def _answer(page: TryPage) -> None:
    page.write(STOLEN)
    page.tab.locator("#portal h3").first.wait_for()


def _stored(page: TryPage) -> None:
    _answer(page)
    page.field_at(0).get_by_role("option").nth(1).click()
    page.tab.locator("#stored-list li").first.wait_for()


def _too_short(page: TryPage) -> None:
    page.write("hm")


def _out_of_scope(page: TryPage) -> None:
    page.write("zxqv wvut kjhg poiu mnbv lkjh")


def _error(page: TryPage) -> None:
    body = '{"title": "Too large", "status": 413, "detail": "more than 8 MiB", "request_id": "abc"}'
    page.tab.route("**/v1/triage", lambda r: r.fulfill(status=413, content_type="application/problem+json", body=body))
    page.tab.fill("#body", STOLEN)
    page.tab.get_by_role("alert").wait_for()


def _gone(page: TryPage) -> None:
    _answer(page)
    page.tab.route("**/v1/**", lambda route: route.abort())
    page.tab.route("**/readyz", lambda route: route.abort())
    page.tab.fill("#body", STOLEN + " again")
    page.tab.get_by_role("alert").wait_for()


STATES: tuple[Callable[[TryPage], None], ...] = (_empty, _answer, _stored, _too_short, _out_of_scope, _error, _gone)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__.strip("_"))
def test_axe_finds_nothing(open_page: Any, state: Callable[[TryPage], None], language: str, dark: bool) -> None:
    page = open_page(language=language, dark=dark)
    state(page)
    assert page.violations() == []


def test_axe_finds_nothing_on_a_phone(open_page: Any) -> None:
    page = open_page(width=390, height=844)
    _stored(page)
    assert page.violations() == []


def test_axe_finds_nothing_on_the_reference(open_page: Any) -> None:
    page = open_page()
    page.tab.goto(page.service.address + "/docs")
    page.tab.locator("#operations details").first.wait_for()
    assert page.violations() == []
