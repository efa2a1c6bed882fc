"""The knowledge report's tables."""

from firstline.evaluation.knowledge_report import KnowledgeReport
from firstline.evaluation.knowledge_rows import (
    articles_table,
    gaps_table,
    languages_table,
    months_table,
    qualities_table,
)


def test_every_table_has_a_cell_for_each_column(knowledge: KnowledgeReport) -> None:
    for make in (articles_table, gaps_table, languages_table, months_table, qualities_table):
        table = make(knowledge)
        assert all(len(row) == len(table.columns) for row in table.rows)
        assert table.rows


def test_a_share_of_all_articles_has_no_interval(knowledge: KnowledgeReport) -> None:
    assert {row[1] for row in qualities_table(knowledge).rows} <= {"0 %", "50 %", "75 %", "100 %", "–"}


def test_an_article_says_where_it_fails(knowledge: KnowledgeReport) -> None:
    table = articles_table(knowledge)
    rows = {row[0]: dict(zip(table.columns, row, strict=True)) for row in table.rows}
    assert (rows["A"]["clear"], rows["A"]["useful"], rows["A"]["requests"]) == ("mend", "mend", "6")
    assert rows["B"]["useful"] == "–"
    assert rows["I"]["title"].endswith("(internal)")
    assert [row[0] for row in qualities_table(knowledge).rows] == [
        "reachable",
        "findable",
        "clear",
        "useful",
        "current",
    ]
