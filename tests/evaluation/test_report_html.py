"""The report as a page."""

from dataclasses import replace
from html.parser import HTMLParser

from firstline.evaluation.bootstrap import Bootstrap
from firstline.evaluation.evaluate import evaluate
from firstline.evaluation.report import EvaluationReport
from firstline.evaluation.report_html import report_html
from firstline.models.bundle import Bundle
from tests.evaluation.tiny_desk import tickets


class Page(HTMLParser):
    """Collects tags and what they link to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "meta":
            self.open.append(tag)
        self.links += [value or "" for name, value in attrs if name in {"src", "href"}]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_well_formed_and_stands_alone(report: EvaluationReport) -> None:
    text = report_html(report)
    page = Page(text)
    assert page.open == []
    assert page.links == []
    assert "<script" not in text
    assert "http" not in text


def test_the_page_is_light_or_dark_as_the_reader_wants(report: EvaluationReport) -> None:
    assert "prefers-color-scheme: dark" in report_html(report)


def test_fields_and_figures_are_on_the_page(report: EvaluationReport) -> None:
    text = report_html(report)
    assert "<h2>priority</h2>" in text
    assert "100.0 % (" in text


def test_values_cannot_smuggle_markup_in(bundle: Bundle) -> None:
    nasty = [t.model_copy(update={"category": "<img src=x>"}) if t.id == "T0" else t for t in tickets()]
    found = replace(evaluate(bundle, nasty, bootstrap=Bootstrap(resamples=5)), bundle="a<b>")
    text = report_html(found)
    assert "<img" not in text
    assert "&lt;img src=x&gt;" in text
    assert "<b>" not in text


def test_warnings_come_first(report: EvaluationReport) -> None:
    text = report_html(report)
    assert "trained on these very tickets" in text
    assert text.index("intervals are wide") < text.index("<table")
