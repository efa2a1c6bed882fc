"""A service that wants keys: the page asks for one."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from firstline.kb_index.database import Database
from firstline.serving.key_store import KeyStore
from tests.browser.desk_service import DeskService
from tests.browser.try_page import STOLEN, TryPage

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@contextmanager
def closed_service(bundle: Path, state: Path) -> Iterator[str]:
    """A service that answers nobody without a key; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "firstline.cli.main", "serve", str(bundle), "--port", str(port), "--require-keys"]
    with subprocess.Popen([*command, "--state", str(state)], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().split()[-1]
        finally:
            process.terminate()
            process.wait(20)


def test_the_page_asks_for_a_key_and_goes_on_with_it(browser: Browser, desk_bundle: Path, tmp_path: Path) -> None:
    database = Database.open(tmp_path)
    keys = KeyStore(database)
    _, wrong = keys.add("sync", ["tickets"])
    _, text = keys.add("agent", ["predict", "feedback"])
    with closed_service(desk_bundle, tmp_path) as address:
        tab = browser.new_context().new_page()
        tab.goto(address)
        tab.get_by_role("alert").get_by_text("asks who you are").wait_for()
        tab.fill("#body", STOLEN)
        tab.get_by_label("Your API key").fill(wrong)
        tab.keyboard.press("Enter")
        tab.get_by_role("alert").get_by_text("does not open").wait_for()
        tab.get_by_label("Your API key").fill(text)
        tab.get_by_role("button", name="Use it").click()
        tab.wait_for_selector("#answer .field")
        assert tab.get_by_role("alert").count() == 0
        TryPage(tab, DeskService(address)).option("Category", 1).click()
        tab.locator("#stored-list li").first.wait_for()
        tab.reload()
        tab.wait_for_selector("#answer .field")
        tab.context.close()
    database.close()
