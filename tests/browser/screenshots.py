"""`make screenshots`: pictures of the demo desk's page and report, for the README and the tour."""

import argparse
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from firstline.cli.demo_desk import DemoDesk
from firstline.cli.demo_service import demo_service
from firstline.datasets.article_reader import read_articles
from firstline.datasets.demo_desk import demo_folder
from firstline.evaluation.evaluate import evaluate
from firstline.evaluation.report_folder import write_report
from firstline.training.encoder_cache import default_cache_folder
from tests.browser.conftest import ARGUMENTS, CHROMIUM

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"
LARGEST = 300_000
_DRAWN_MS = 300


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=default_cache_folder() / "demo", help="as of firstline demo")
    parser.add_argument("--output", type=Path, default=IMAGES)
    chosen = parser.parse_args()
    if not CHROMIUM.exists():
        sys.exit(f"no Chromium at {CHROMIUM}: apt-get install chromium, or name another in FIRSTLINE_CHROMIUM")
    from playwright.sync_api import sync_playwright

    chosen.output.mkdir(parents=True, exist_ok=True)
    desk = DemoDesk(chosen.folder, say=print)
    desk.prepare()
    with sync_playwright() as driver, tempfile.TemporaryDirectory() as scratch:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        with demo_service(desk.bundle, 0) as service:
            _page(browser, service.address, chosen.output / "page-light.png", color_scheme="light")
            _page(browser, service.address, chosen.output / "page-dark.png", color_scheme="dark")
            _phone(browser, service.address, chosen.output / "page-phone.png")
        articles = read_articles(demo_folder() / "articles").articles
        write_report(
            evaluate(desk.judged_bundle, desk.newest, articles=articles, history=desk.older), Path(scratch) / "r"
        )
        _report(browser, Path(scratch) / "r" / "report.html", chosen.output / "report.png")
        browser.close()
    for path in sorted(chosen.output.glob("*.png")):
        size = path.stat().st_size
        print(f"{path}  {size // 1000} kB")
        assert size < LARGEST, f"{path} is larger than {LARGEST} bytes"


def _open(browser: "Browser", address: str, **wishes: Any) -> "Page":
    page = browser.new_context(locale="en", reduced_motion="reduce", **wishes).new_page()
    page.goto(address)
    page.wait_for_selector("#model:not(:empty)")
    for example in (page.locator("#examples button").last, page.locator("#examples button").first):
        with page.expect_response("**/v1/portal/suggest"), page.expect_response("**/v1/triage"):
            example.click()
        page.wait_for_timeout(_DRAWN_MS)
    page.locator("#portal .entry").first.wait_for()
    page.mouse.move(0, 0)
    return page


def _page(browser: "Browser", address: str, path: Path, **wishes: Any) -> None:
    page = _open(browser, address, viewport={"width": 1440, "height": 900}, **wishes)
    page.screenshot(path=path)


def _phone(browser: "Browser", address: str, path: Path) -> None:
    """What the agent sees, which lies below what the customer writes."""
    page = _open(browser, address, viewport={"width": 390, "height": 844}, device_scale_factor=2)
    page.evaluate("document.querySelector('.agent').scrollIntoView()")
    page.screenshot(path=path)


def _report(browser: "Browser", report: Path, path: Path) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 1000}, color_scheme="light")
    page.goto(report.as_uri())
    page.screenshot(path=path)


if __name__ == "__main__":
    main()
