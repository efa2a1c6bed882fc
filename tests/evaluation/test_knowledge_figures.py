"""The knowledge report's figures."""

from dataclasses import replace

from firstline.evaluation.estimate import wilson
from firstline.evaluation.knowledge_answers import MonthCoverage
from firstline.evaluation.knowledge_figures import knowledge_figures
from firstline.evaluation.knowledge_report import KnowledgeReport


def test_each_figure_has_a_picture_words_and_numbers(knowledge: KnowledgeReport) -> None:
    months = tuple(MonthCoverage(f"2026-0{n}", 9, wilson(n, 9)) for n in range(1, 6))
    figures = knowledge_figures(replace(knowledge, months=months))
    assert [figure.title for figure in figures] == [
        "How do the articles do?",
        "Does the knowledge base keep up?",
        "Whose language is missing?",
        "What do they ask that no article answers?",
    ]
    for figure in figures:
        assert figure.picture is not None
        assert figure.picture.startswith("<svg")
        assert figure.words.endswith(".")
        assert figure.table.rows


def test_what_is_not_there_is_not_drawn(knowledge: KnowledgeReport) -> None:
    bare = replace(knowledge, months=(), languages=(), gaps=())
    assert [figure.title for figure in knowledge_figures(bare)] == ["How do the articles do?"]
    assert knowledge_figures(replace(knowledge, articles=())) == ()
