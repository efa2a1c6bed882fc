"""Real Chromium on a real service. Without Chromium or Playwright the browser tests are skipped, and say why."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.desk_service import DeskService, desk_service, train_tiny_bundle
from tests.browser.try_page import TryPage

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = Path(os.environ.get("FIRSTLINE_CHROMIUM", "/usr/bin/chromium"))
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Path:
    if not CHROMIUM.exists():
        pytest.skip(f"no Chromium at {CHROMIUM}: apt-get install chromium, or name another in FIRSTLINE_CHROMIUM")
    pytest.importorskip("playwright", reason="playwright is not installed: make setup")
    return CHROMIUM


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Browser]:
    """For a module only: while it lives its event loop holds the thread, and tests elsewhere want their own."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def desk_bundle(chromium: Path, tiny_encoder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return train_tiny_bundle(tmp_path_factory.mktemp("browser"), tiny_encoder)


@pytest.fixture(scope="session")
def service(desk_bundle: Path) -> Iterator[DeskService]:
    with desk_service(desk_bundle) as service:
        yield service


@pytest.fixture
def open_page(browser: Browser, service: DeskService) -> Iterator[Callable[..., TryPage]]:
    """Opens the page; an error of a script or a breach of the policy fails the test."""
    opened: list[TryPage] = []

    def open_page(**wishes: Any) -> TryPage:
        page = TryPage.open(browser, service, **wishes)
        opened.append(page)
        return page

    yield open_page
    for page in opened:
        page.close()
    assert [failure for page in opened for failure in page.failures] == []


@pytest.fixture
def page(open_page: Callable[..., TryPage]) -> TryPage:
    """The page in English, as wide as a desk."""
    return open_page()
