"""The knowledge report as a page."""

from dataclasses import replace
from pathlib import Path

from firstline.evaluation.example import Example
from firstline.evaluation.knowledge_html import knowledge_html
from firstline.evaluation.knowledge_outline import Outline
from firstline.evaluation.knowledge_pair import KnowledgePair
from firstline.evaluation.knowledge_reach import MissingVersion
from firstline.evaluation.knowledge_report import KnowledgeReport, Strangers
from firstline.models.bundle import Bundle
from tests.evaluation.knowledge_desk import knowledge_of
from tests.evaluation.test_report_html import NASTY, Page


def test_the_page_is_well_formed_and_stands_alone(knowledge: KnowledgeReport) -> None:
    text = knowledge_html(knowledge)
    page = Page(text)
    assert page.open == []
    assert len(page.ids) == len(set(page.ids))
    assert "svg" in page.tags
    for foreign in ("<script", "http", "@import", "url(//", "<link"):
        assert foreign not in text


def test_the_first_screen_comes_before_the_figures(knowledge: KnowledgeReport) -> None:
    text = knowledge_html(knowledge)
    order = [
        "How many articles",
        "What to write next",
        "What to mend first",
        "What this cannot say",
        "The five qualities",
    ]
    places = [text.index(title) for title in order]
    assert places == sorted(places)
    assert "It lay in the spam folder of the customer." in text


def test_markup_in_titles_subjects_and_answers_is_inert(
    bundle: Bundle, knowledge: KnowledgeReport, tmp_path: Path
) -> None:
    found = knowledge_of(bundle, tmp_path, hostile=NASTY)
    pair = KnowledgePair("contradiction", "A", "B", 0.9, (f"14 {NASTY} / 30 days",), NASTY, NASTY)
    example = Example(NASTY, NASTY)
    gap = replace(knowledge.gaps[0], words=(NASTY,), examples=(example,), outline=Outline((NASTY,), 1))
    unnamed = replace(gap, words=())
    text = knowledge_html(replace(found, gaps=(gap, unnamed), pairs=(pair, replace(pair, kind="same"))))
    page = Page(text)
    assert page.open == []
    assert "<img" not in text
    assert "<script" not in text
    assert "&lt;script&gt;" in text


def test_what_few_may_see_is_not_on_the_page(knowledge: KnowledgeReport) -> None:
    text = knowledge_html(knowledge)
    assert "canary" not in text
    assert "secret" not in text
    assert "(restricted to some groups)" in text


def test_a_desk_without_articles_gets_a_page_that_says_what_to_do(knowledge: KnowledgeReport) -> None:
    text = knowledge_html(replace(knowledge, articles=()))
    assert "firstline index articles" in text
    assert Page(text).open == []


def test_requests_that_are_like_no_other_are_listed_folded(knowledge: KnowledgeReport) -> None:
    newest = tuple(Example(f"T{n}", f"subject {n} {NASTY}") for n in range(20))
    text = knowledge_html(replace(knowledge, alone=43, newest=newest))
    assert "43 requests. Are" in text
    assert "<details><summary>The newest 20 that all may see</summary>" in text
    assert "T7: subject 7" in text
    assert "<img" not in text
    assert Page(text).open == []
    assert "like no other</h2>" not in knowledge_html(replace(knowledge, newest=()))


def test_who_came_to_the_wrong_desk_is_listed_folded_and_escaped(knowledge: KnowledgeReport) -> None:
    text = knowledge_html(replace(knowledge, strangers=Strangers(3, 3, (Example("T7", f"parcel {NASTY}"),))))
    assert "3 requests, counted nowhere else on this page." in text
    assert "T7: parcel" in text
    assert "<img" not in text
    assert "wrong desk</h2>" not in knowledge_html(replace(knowledge, strangers=Strangers(0, 0)))


def test_every_missing_version_is_a_row(knowledge: KnowledgeReport) -> None:
    text = knowledge_html(replace(knowledge, missing=(MissingVersion("A", "ja", 10, 9),)))
    assert "Versions that are missing" in text
    assert "Japanese" in text
    assert "Versions that are missing" not in knowledge_html(replace(knowledge, missing=()))
