"""The page to try it on, as a person at a browser has it."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

    from tests.browser.desk_service import DeskService

STOLEN = "my card was stolen on the train, what now"
_PATIENCE = 10
# Chromium reports an answer of the service that is an error by itself.
_OF_THE_NETWORK = "Failed to load resource"


@dataclass
class TryPage:
    """`tab` is Playwright's page; `failures` are errors that nobody meant."""

    tab: Page
    service: DeskService
    failures: list[str] = field(default_factory=list)

    @classmethod
    def open(
        cls,
        browser: Browser,
        service: DeskService,
        *,
        width: int = 1440,
        height: int = 900,
        language: str = "en",
        dark: bool = False,
        still: bool = True,
    ) -> TryPage:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            locale=language,
            reduced_motion="reduce" if still else "no-preference",
        )
        page = cls(context.new_page(), service)
        page.tab.on("pageerror", lambda error: page.failures.append(str(error)))
        page.tab.on("console", page._heard)
        page.tab.goto(service.address + "/")
        page.tab.wait_for_selector("#model:not(:empty)")
        page.tab.wait_for_selector("#pick:enabled")
        return page

    def close(self) -> None:
        self.tab.unroute_all(behavior="ignoreErrors")  # an answer that is still carried then is nobody's any more
        self.tab.context.close()

    def _heard(self, message: Any) -> None:
        if message.type in ("error", "warning") and _OF_THE_NETWORK not in message.text:
            self.failures.append(message.text)

    def write(self, body: str, *, subject: str = "") -> None:
        """Type as a person does and wait for the answer."""
        if subject:
            self.tab.fill("#subject", subject)
        self.tab.fill("#body", "")
        self.tab.locator("#body").press_sequentially(body, delay=2)
        self.answered()

    def answered(self) -> None:
        self.tab.locator("#phase", has_text=re.compile(r"\d+ (ms|мс)")).wait_for()
        self.tab.wait_for_selector("#answer .field")

    def field(self, name: str) -> Locator:
        return self.tab.locator(".field").filter(has=self.tab.get_by_role("heading", name=name, exact=True))

    def field_at(self, row: int) -> Locator:
        return self.tab.locator(".field").nth(row)

    def option(self, name: str, number: int) -> Locator:
        return self.field(name).get_by_role("option").nth(number - 1)

    def stored(self) -> list[str]:
        return [row.replace("\n", " ") for row in self.tab.locator("#stored-list li").all_inner_texts()]

    def until(self, script: str) -> None:
        """Wait until `script` is true. Playwright's own wait needs eval, which the page's policy forbids."""
        deadline = time.monotonic() + _PATIENCE
        while not self.tab.evaluate(script):
            assert time.monotonic() < deadline, f"never came true: {script}"
            self.tab.wait_for_timeout(20)

    def toast(self, words: str) -> None:
        self.tab.locator("#toast", has_text=words).wait_for()

    def fits(self) -> bool:
        """Whether nothing has to be scrolled sideways."""
        return bool(self.tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))

    def violations(self) -> list[str]:
        """What axe-core would have mended, with the first node of each."""
        from axe_playwright_python.sync_playwright import Axe

        found = Axe().run(self.tab).response["violations"]
        return [f"{one['id']}: {one['help']}: {one['nodes'][0]['html'][:200]}" for one in found]
