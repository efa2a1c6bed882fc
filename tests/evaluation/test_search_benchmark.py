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
    at_1, at_5, _, mrr = rows
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
