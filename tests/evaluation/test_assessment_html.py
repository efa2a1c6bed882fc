"""The assessment's page."""

from firstline.evaluation.assessment import Assessment
from firstline.evaluation.assessment_html import assessment_html
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
    assert text.index("How many tickets") < text.index("What this cannot say") < text.index("What to mend first")


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
