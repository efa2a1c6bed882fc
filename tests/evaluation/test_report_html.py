"""The report as a page."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from firstline.evaluation import report_figures
from firstline.evaluation.bootstrap import Bootstrap
from firstline.evaluation.evaluate import evaluate
from firstline.evaluation.report import EvaluationReport
from firstline.evaluation.report_html import report_html
from firstline.models.bundle import Bundle
from tests.evaluation.assessed_desk import desk_of
from tests.evaluation.tiny_desk import tickets


class Page(HTMLParser):
    """Collects tags and what they link to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag != "meta":
            self.open.append(tag)
        assert not any(name.startswith("on") for name, _ in attrs)
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.links += [value or "" for name, value in attrs if name in {"src", "href"}]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


NASTY = "<img src=x onerror=alert(1)>\"'--></svg></style><script>alert(1)</script> $x$"


def _nasty_report(bundle: Bundle) -> EvaluationReport:
    """Markup wherever a ticket or a bundle may bring it: subject, body, id, values, channel, language, names."""
    hostile = {"subject": NASTY, "id": NASTY, "channel": NASTY, "language": NASTY, "category": NASTY}
    changed = [t.model_copy(update=hostile | {"body": f"{t.body} {NASTY}"}) for t in tickets()[:4]]
    found = evaluate(bundle, [*changed, *tickets()], bootstrap=Bootstrap(resamples=5))
    fields = tuple(replace(field, field=f"{NASTY}{number}") for number, field in enumerate(found.fields))
    return replace(found, bundle=NASTY, fields=fields, warnings=(NASTY,))


def test_the_page_is_well_formed_and_stands_alone(report: EvaluationReport) -> None:
    text = report_html(report)
    page = Page(text)
    assert page.open == []
    assert page.links
    assert all(link.startswith("#") for link in page.links)
    assert len(page.ids) == len(set(page.ids))
    for foreign in ("<script", "http", "@import", "url(//", "<link"):
        assert foreign not in text


def test_every_link_on_the_page_has_its_target(report: EvaluationReport) -> None:
    page = Page(report_html(report))
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)


def test_the_page_is_light_or_dark_as_the_reader_wants_and_light_on_paper(report: EvaluationReport) -> None:
    text = report_html(report)
    assert "prefers-color-scheme: dark" in text
    assert "@media print" in text


def test_fields_and_figures_are_on_the_page(report: EvaluationReport) -> None:
    text = report_html(report)
    assert '<h2 id="field-priority">Priority</h2>' in text
    assert "100.0 % (" in text
    for title in (
        "Does a confidence keep its word?",
        "How many are right, the surest first?",
        "Which values are recognised?",
    ):
        assert text.count(f"<h3>{title}</h3>") == 2
    assert "How strange the tickets looked" in text


def test_every_picture_is_told_in_words_and_has_its_numbers_in_a_table(report: EvaluationReport) -> None:
    text = report_html(report)
    pictures = text.count("<svg ")
    assert pictures == 7
    assert text.count('role="img" aria-label="') == pictures
    assert text.count('aria-hidden="true"') == pictures
    assert text.count("<details><summary>Numbers: ") == pictures


def test_nothing_from_tickets_can_smuggle_markup_in(bundle: Bundle) -> None:
    text = report_html(_nasty_report(bundle))
    page = Page(text)
    assert page.open == []
    assert not page.tags & {"img", "script", "b", "iframe"}
    assert len(page.ids) == len(set(page.ids))
    assert "&lt;img src=x onerror=alert(1)&gt;" in text
    assert text.count("</style>") == 1


def test_a_wrong_answer_is_shown_by_id_and_subject_unless_it_is_restricted(bundle: Bundle) -> None:
    wrong = {"category": "billing", "body": "my printer is slow today"}
    some = [
        tickets()[0].model_copy(update=wrong | {"id": "T900", "subject": "Seen by all"}),
        tickets()[0].model_copy(update=wrong | {"id": "T901", "subject": "Salaries", "restricted_to": ("hr",)}),
    ]
    text = report_html(evaluate(bundle, some, bootstrap=Bootstrap(resamples=5)))
    assert "T900 Seen by all" in text
    assert "Salaries" not in text
    assert "T901" not in text
    assert "printer" not in text


def test_few_tickets_never_make_a_calibration_look_perfect(report: EvaluationReport) -> None:
    text = report_html(report)
    assert "too few to tell (up to 0." in text
    assert "0.000 (" not in text.split('id="field-category"')[0]


def test_without_the_plotting_library_the_numbers_are_open_and_the_page_says_why(
    report: EvaluationReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report_figures, "can_draw", lambda: False)
    text = report_html(report)
    assert "<svg" not in text
    assert "firstline[report]" in text
    assert "<details open>" in text


def test_words_for_those_who_decide_come_first_then_warnings_then_figures(report: EvaluationReport) -> None:
    text = report_html(report)
    assert text.index("What this rests on") < text.index("intervals are wide") < text.index("<table")


def test_a_bundle_judged_on_its_own_tickets_is_warned_of_first_and_not_praised(bundle: Bundle) -> None:
    text = report_html(evaluate(bundle, tickets(), bootstrap=Bootstrap(resamples=5)))
    assert Page(text).open == []
    assert text.index("trained on these very tickets") < text.index("intervals are wide")
    assert text.index("intervals are wide") < text.index("What this rests on")
    for praise in ("What it gets right", "What could be automated", "first suggestion was right for"):
        assert praise not in text


def test_people_beside_firstline_have_a_picture_and_a_table(routing_bundle: Bundle) -> None:
    found = evaluate(routing_bundle, desk_of(40), bootstrap=Bootstrap(resamples=5))
    text = report_html(found)
    assert Page(text).open == []
    assert "Who finds the right group first?" in text
    assert "First assignment" in text


def test_a_field_has_the_name_that_people_write_and_behind_it_the_one_of_machines(routing_bundle: Bundle) -> None:
    text = report_html(evaluate(routing_bundle, desk_of(40), bootstrap=Bootstrap(resamples=5)))
    assert '<h2 id="field-skill_group">Skill group <code>skill_group</code></h2>' in text
    assert '<a href="#field-skill_group">Skill group</a>' in text


def test_the_first_lines_say_whose_desk_which_tickets_and_which_bundle(routing_bundle: Bundle) -> None:
    judged = desk_of(40)
    text = report_html(evaluate(routing_bundle, judged, bootstrap=Bootstrap(resamples=5), desk="North & South"))
    first = text.split("<body>")[1].split('<p class="lead">')[0]
    assert "<h1>Evaluation for North &amp; South</h1>" in first
    assert "40 tickets from 1 January 2025 to" in first
    assert f"version <code>{routing_bundle.version[:12]}</code>, trained on" in first


def test_without_a_name_of_the_desk_the_bundle_is_named(bundle: Bundle, report: EvaluationReport) -> None:
    assert f"<h1>Evaluation of the bundle “{bundle.name}”</h1>" in report_html(report)


def test_the_same_tickets_and_bundle_give_the_same_page(bundle: Bundle) -> None:
    one, other = (report_html(evaluate(bundle, tickets()[::-1], bootstrap=Bootstrap(resamples=5))) for _ in range(2))
    assert one == other


def test_only_what_makes_a_figure_wrong_looks_like_an_alarm(bundle: Bundle) -> None:
    some = [t.model_copy(update={"category": "garden"}) if t.id == "T0" else t for t in tickets()]
    text = report_html(evaluate(bundle, some[::-1], bootstrap=Bootstrap(resamples=5)))
    alarm = text.split('<ul class="warnings">')[1].split("</ul>")[0]
    harmless = text.split('<ul class="warnings notes">')[1].split("</ul>")[0]
    assert "does not know" in alarm
    assert "intervals are wide" not in alarm
    assert "intervals are wide" in harmless
