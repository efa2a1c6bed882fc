"""The assessment's page."""

from dataclasses import replace

from firstline.evaluation.assessment import Assessment
from firstline.evaluation.assessment_html import assessment_html
from firstline.evaluation.estimate import wilson
from firstline.evaluation.text_leak import TextLeak
from firstline.evaluation.theme import Theme
from firstline.models.bundle import Bundle
from tests.evaluation.assessed_desk import assessed, desk_of
from tests.evaluation.test_report_html import NASTY, Page


def test_the_page_is_well_formed_and_stands_alone(assessment: Assessment) -> None:
    text = assessment_html(assessment)
    page = Page(text)
    assert page.open == []
    assert len(page.ids) == len(set(page.ids))
    for foreign in ("<script", "http", "@import", "url(//", "<link"):
        assert foreign not in text
    assert "Tiny &lt;desk&gt;" in text
    assert "svg" in page.tags


def test_the_first_screen_says_who_finds_the_right_group(assessment: Assessment) -> None:
    text = assessment_html(assessment)
    assert "50 of 100" in text
    assert "100 of 100" in text
    assert "What this cannot say" in text
    assert text.index("How many tickets") < text.index("What this cannot say") < text.index("What to do first")


def test_what_comes_from_tickets_is_escaped(routing_bundle: Bundle) -> None:
    tickets = [
        t.model_copy(update={"channel": NASTY, "id": f"{NASTY}{t.id}", "category": f"{t.category}{NASTY}"})
        for t in desk_of(90)
    ]
    text = assessment_html(assessed(routing_bundle, tickets))
    assert "<img" not in text
    assert "<script" not in text


def test_a_page_without_text_refuses_to_say_anything_of_texts(routing_bundle: Bundle) -> None:
    text = assessment_html(assessed(routing_bundle, desk_of(90, body="", messages=())))
    assert "Anything about texts: there are none" in text
    assert "handed on at least once" in text
    assert "Firstline finds" not in text


def test_the_ids_of_a_theme_wrap_and_a_table_that_is_wider_than_the_screen_shows_it(assessment: Assessment) -> None:
    theme = Theme(("printer",), "en", 9, wilson(9, 60), ("7189000000043253", "7189000000045732", "7189000000043734"))
    text = assessment_html(replace(assessment, themes=(theme,)))
    assert '<div class="table lines stacks" role="group" tabindex="0" aria-label="The biggest themes' in text
    style = text[text.index("<style>") : text.index("</style>")]
    assert "no-repeat scroll" in style[style.index(".table {") : style.index("}", style.index(".table {"))]


def test_a_page_that_is_forwarded_begins_with_what_makes_its_figures_too_good(assessment: Assessment) -> None:
    leak = TextLeak("resolution", "the resolution, word for word", 63, wilson(63, 300))
    text = assessment_html(replace(assessment, leaks=(leak,)))
    said = "21\u00a0% hold the resolution, word for word"
    assert text.index(said) < text.index("of 100")
    assert text.index("too good: see above") < text.index("What this cannot say")
