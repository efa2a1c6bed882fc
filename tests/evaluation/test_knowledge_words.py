"""The knowledge report in words."""

from dataclasses import replace

from firstline.evaluation.estimate import wilson
from firstline.evaluation.knowledge_gap import KnowledgeGap
from firstline.evaluation.knowledge_outline import Outline
from firstline.evaluation.knowledge_pair import KnowledgePair
from firstline.evaluation.knowledge_reach import ReaderCoverage
from firstline.evaluation.knowledge_report import KnowledgeReport, Strangers
from firstline.evaluation.knowledge_words import (
    knowledge_cards,
    knowledge_lead,
    knowledge_paragraphs,
    mending_paragraphs,
    what_to_mend,
)

GAP = KnowledgeGap(("calendar", "lost"), 8, wilson(8, 14), 0, (("en", 8),), None, (), (), Outline((), 0))


def test_the_first_sentence_says_how_many_what_to_write_and_what_to_mend(knowledge: KnowledgeReport) -> None:
    lead = knowledge_lead(knowledge)
    assert lead.startswith("tiny has 4 articles. ")
    assert "0 % (0–22) of 14 recent requests have one that the customer can use" in lead
    assert "43 % have any that fits." in lead
    assert "To write next: " in lead
    assert "To mend first: A “my printer” (6 requests and 9 visitors of the portal); why is below." in lead


def test_what_to_mend_names_the_reasons_and_leaves_translations_to_what_to_write(knowledge: KnowledgeReport) -> None:
    first = what_to_mend(knowledge)[0]
    assert first.startswith("A “my printer” (6 requests and 9 visitors of the portal): ")
    assert "helped 1 of the 10 readers" in first
    assert "Norwegian" not in first.split("helped")[0]


def test_a_contradiction_is_to_be_mended_too(knowledge: KnowledgeReport) -> None:
    pair = KnowledgePair("contradiction", "A", "B", 0.9, ("14 days / 30 days",), "", "")
    found = replace(knowledge, pairs=(pair, replace(pair, kind="same")))
    said = "A “my printer” and B “my login” may contradict each other: 14 days / 30 days."
    assert what_to_mend(found)[0] == said
    assert said in knowledge_lead(found)
    assert said not in knowledge_lead(knowledge)


def test_what_is_left_over_is_counted_in_words_that_fit(knowledge: KnowledgeReport) -> None:
    (card,) = knowledge_cards(replace(knowledge, gaps=(GAP,), alone=1, unlisted=0))[1:2]
    assert "8 are on 1 subject below, 1 is like no other." in card.meaning
    (card,) = knowledge_cards(replace(knowledge, gaps=(GAP, GAP), alone=2, unlisted=4))[1:2]
    assert "16 are on 2 subjects below, 4 are in smaller groups, 2 are like no others." in card.meaning
    (card,) = knowledge_cards(replace(knowledge, gaps=(GAP,), alone=2, unlisted=0, unseen=3, replied=5))[1:2]
    assert "below, 3 are in groups that only some may see, 5 got a saved reply, 2 are like" in card.meaning


def test_who_came_to_the_wrong_desk_is_one_line_with_the_count(knowledge: KnowledgeReport) -> None:
    said = " ".join(knowledge_paragraphs(replace(knowledge, strangers=Strangers(7, 5)))[0].sentences)
    assert "7 requests came to the wrong desk and are left out too, 5 by the desk's own mark and 2 because" in said
    assert "wrong desk" not in " ".join(
        knowledge_paragraphs(replace(knowledge, strangers=Strangers(0, 0)))[0].sentences
    )


def test_why_an_article_cannot_be_used_is_said(knowledge: KnowledgeReport) -> None:
    readers = ReaderCoverage(wilson(6, 14), hidden=1, foreign=5, unfound=2)
    (card,) = knowledge_cards(replace(knowledge, readers=readers))[1:2]
    assert (
        "1 have an internal one only, 5 have one in another language only, 2 have one that the search" in card.meaning
    )


def test_every_article_in_need_has_a_paragraph_with_its_reasons(knowledge: KnowledgeReport) -> None:
    first = mending_paragraphs(knowledge)[0]
    assert (first.title, first.sentences[0]) == ("A “my printer”", "6 requests.")
    assert any("6 in Norwegian" in sentence for sentence in first.sentences)
    assert "Links to what is not there: #gone." in first.sentences


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
        "0 %",
        str(sum(bool(a.reasons) for a in knowledge.articles)),
    ]
