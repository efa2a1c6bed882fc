"""The search benchmark, with a stand-in for the command."""

import pytest

from firstline.evaluation import search_data
from firstline.evaluation.benchmark_row import Target
from firstline.evaluation.search_benchmark import SearchBenchmark
from firstline.evaluation.workbench import Workbench


def test_articles_are_indexed_and_searched(bench: Workbench) -> None:
    case = SearchBenchmark("kb", search_data.sumo_kb, "e5", "Made up.", recall={5: Target(0.9)})
    _, rows = case.run(bench)
    assert [command.split()[1:3] for command in bench.commands] == [
        ["train", "train.jsonl"],
        ["index", "articles"],
        ["search", "articles"],
    ]
    at_1, _, at_5, _, mrr, _ = rows
    assert (at_1.figure, at_5.figure, mrr.figure) == ("R@1", "R@5", "MRR")
    assert (at_5.value.value, at_5.met, at_1.met) == (1.0, True, None)
    assert "TF-IDF" in at_1.note
    assert "BM25" in at_1.note


def test_a_query_that_is_indexed_does_not_find_itself_on_either_side(bench: Workbench) -> None:
    _, rows = SearchBenchmark("bugs", search_data.hadoop, "e5", "Made up.").run(bench)
    assert rows[0].value.value == 1.0
    assert rows[0].floor is not None
    assert rows[0].floor.value == 1.0


def test_the_difference_is_to_the_better_floor(bench: Workbench) -> None:
    _, rows = SearchBenchmark("russian", search_data.rutube_kb, "e5", "Made up.").run(bench)
    for row in rows:
        assert row.floor is not None
        assert row.difference is not None
        assert row.difference.value == pytest.approx(row.value.value - row.floor.value)


def test_tickets_that_name_articles_are_indexed_after_the_articles(bench: Workbench) -> None:
    SearchBenchmark("links", search_data.sumo_kb_links, "e5", "Made up.").run(bench)
    assert [command.split()[1:4] for command in bench.commands][1:3] == [
        ["index", "articles", "documents.jsonl"],
        ["index", "tickets", "links.jsonl"],
    ]
    assert bench.read("links.jsonl")[0]["article_ids"] == ["care-of-a-kite"]


def test_accepted_solutions_are_a_row_of_the_queries_that_have_one(bench: Workbench) -> None:
    case = SearchBenchmark("kb", search_data.sumo_kb, "e5", "Made up.", accepted=Target(0.7), recall={5: Target(2)})
    *_, accepted = case.run(bench)[1]
    assert (accepted.figure, accepted.n, accepted.met) == ("R@5, accepted solutions", 1, True)


def test_several_sets_are_judged_together(bench: Workbench) -> None:
    train_rows, rows = SearchBenchmark("five", search_data.feedbackqa, "e5", "Made up.", mrr=Target(0.9)).run(bench)
    assert train_rows == 6
    assert [row.n for row in rows] == [15] * 5
    assert (rows[-1].figure, rows[-1].met) == ("MRR", True)
    searched = [command.split()[3] for command in bench.commands if " search " in command]
    assert searched == [f"bundle-{number}" for number in range(1, 6)]
