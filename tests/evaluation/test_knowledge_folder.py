"""Where the knowledge report is left."""

import json
from dataclasses import replace
from pathlib import Path

from firstline.evaluation.example import Example
from firstline.evaluation.knowledge_folder import knowledge_json, without_subjects, write_knowledge
from firstline.evaluation.knowledge_report import KnowledgeReport
from firstline.evaluation.knowledge_words import knowledge_lead


def test_page_and_figures_lie_beside_each_other(knowledge: KnowledgeReport, tmp_path: Path) -> None:
    write_knowledge(knowledge, tmp_path / "deep" / "knowledge")
    assert sorted(path.name for path in (tmp_path / "deep" / "knowledge").iterdir()) == [
        "knowledge.html",
        "knowledge.json",
    ]


def test_the_figures_are_json_without_the_words_of_tickets(knowledge: KnowledgeReport) -> None:
    text = knowledge_json(knowledge)
    found = json.loads(text)
    assert found["requests"] == 14
    assert found["articles"][0]["standing"]["useful"] == "mend"
    assert found["gaps"]
    assert found["first"].startswith("2026-05")
    for words in ("spam folder", "look nicer", "canary", "secret"):
        assert words not in text


def test_a_terminal_names_no_subject_of_a_ticket(knowledge: KnowledgeReport) -> None:
    unnamed = replace(knowledge, gaps=tuple(replace(gap, words=()) for gap in knowledge.gaps))
    assert "could look nicer" in knowledge_lead(unnamed)
    assert "could look nicer" not in knowledge_lead(without_subjects(unnamed))
    assert f"like {unnamed.gaps[0].examples[0].id}" in knowledge_lead(without_subjects(unnamed))


def test_the_figures_name_the_requests_that_have_no_article_by_their_ids(knowledge: KnowledgeReport) -> None:
    newest = (Example("T77", "an invoice of anna"),)
    text = knowledge_json(replace(knowledge, alone=1, newest=newest))
    found = json.loads(text)
    assert found["newest"] == [{"id": "T77"}]
    assert found["gaps"][0]["ticket_ids"]
    assert "anna" not in text
