"""The knowledge report in words."""

from dataclasses import replace

from firstline.evaluation.estimate import wilson
from firstline.evaluation.knowledge_gap import KnowledgeGap, NearArticle
from firstline.evaluation.knowledge_outline import Outline
from firstline.evaluation.knowledge_pair import KnowledgePair
from firstline.evaluation.knowledge_reach import MissingVersion
from firstline.evaluation.knowledge_report import KnowledgeReport
from firstline.evaluation.knowledge_words import (
    gap_name,
    knowledge_cards,
    knowledge_lead,
    knowledge_paragraphs,
    mending_paragraphs,
    what_to_mend,
    what_to_write,
)

GAP = KnowledgeGap(("calendar", "lost"), 8, wilson(8, 14), 0, (("en", 8),), None, (), (), Outline((), 0))


def test_the_first_sentence_says_how_many_what_to_write_and_what_to_mend(knowledge: KnowledgeReport) -> None:
    lead = knowledge_lead(knowledge)
    assert lead.startswith("tiny has 4 articles. ")
    assert "of 14 recent requests have a good one" in lead
    assert "To write next: " in lead
    assert "To mend first: A “my printer” (6 requests); why is below." in lead


def test_a_gap_is_to_be_written_unless_an_article_is_meant_to_answer_it(knowledge: KnowledgeReport) -> None:
    (task,) = what_to_write(replace(knowledge, gaps=(GAP,), missing=(), languages=()))
    assert task == "An article on calendar, lost: 8 requests (57.1 % of all) have no good article."
    near = replace(GAP, near=(NearArticle("B", 4),))
    (task,) = what_to_write(replace(knowledge, gaps=(near,), missing=(), languages=()))
    assert task.startswith("Extend B “my login”, or write beside it: 8 requests")


def test_missing_versions_are_one_task_a_language_with_where_to_begin(knowledge: KnowledgeReport) -> None:
    missing = (MissingVersion("A", "no", 4), MissingVersion("B", "no", 1), MissingVersion("A", "ru", 4))
    (task,) = what_to_write(replace(knowledge, gaps=(), missing=missing, languages=()))
    assert task == (
        "Versions in Norwegian: 5 requests in it have an article in another language only. Begin with A “my printer” "
        "(4), B “my login” (1)."
    )


def test_what_to_mend_names_the_reasons_and_leaves_translations_to_what_to_write(knowledge: KnowledgeReport) -> None:
    first = what_to_mend(knowledge)[0]
    assert first.startswith("A “my printer” (6 requests): ")
    assert "helped 1 of the 10 readers" in first
    assert "Norwegian" not in first.split("helped")[0]


def test_a_contradiction_is_to_be_mended_too(knowledge: KnowledgeReport) -> None:
    pair = KnowledgePair("contradiction", "A", "B", 0.9, ("14 days / 30 days",), "", "")
    last = what_to_mend(replace(knowledge, pairs=(pair, replace(pair, kind="same"))))[-1]
    assert last == "A “my printer” and B “my login” may contradict each other: 14 days / 30 days."


def test_a_gap_with_nothing_at_all_goes_before_a_translation_for_as_many(knowledge: KnowledgeReport) -> None:
    missing = (MissingVersion("A", "no", 15),)
    tasks = what_to_write(replace(knowledge, gaps=(GAP,), missing=missing, languages=()))
    assert [task.split()[0] for task in tasks] == ["An", "Versions"]


def test_every_article_in_need_has_a_paragraph_with_its_reasons(knowledge: KnowledgeReport) -> None:
    first = mending_paragraphs(knowledge)[0]
    assert (first.title, first.sentences[0]) == ("A “my printer”", "6 requests.")
    assert any("6 in Norwegian" in sentence for sentence in first.sentences)
    assert "Links to what is not there: #gone." in first.sentences


def test_a_gap_without_words_is_named_by_what_may_be_said() -> None:
    assert gap_name(replace(GAP, words=())) == "requests without a subject line"
    assert gap_name(replace(GAP, words=(), unseen=8)) == "requests that only some groups may see"


def test_what_cannot_be_said_is_said(knowledge: KnowledgeReport) -> None:
    titles = {one.title: " ".join(one.sentences) for one in knowledge_paragraphs(knowledge)}
    assert "nothing is looked up in the network" in titles["What this cannot say"]
    assert "no votes" not in titles["What this cannot say"]
    assert "no votes" in " ".join(knowledge_paragraphs(replace(knowledge, voted=0))[-1].sentences)


def test_an_empty_desk_is_told_what_to_do(knowledge: KnowledgeReport) -> None:
    assert "firstline index articles" in knowledge_lead(replace(knowledge, articles=()))
    assert "firstline index tickets" in knowledge_lead(replace(knowledge, requests=0))


def test_three_cards_tell_articles_requests_and_what_to_mend(knowledge: KnowledgeReport) -> None:
    cards = knowledge_cards(knowledge)
    assert [card.figures[0].value for card in cards] == [
        "4",
        "43 %",
        str(sum(bool(a.reasons) for a in knowledge.articles)),
    ]
