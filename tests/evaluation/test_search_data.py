"""The data sets of the search benchmark."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from firstline.evaluation import search_data
from firstline.evaluation.search_data import SearchSet

PUBLIC = Path(os.environ.get("FIRSTLINE_DATA", "../shared/datasets"))


def test_questions_are_asked_of_the_thunderbird_articles_alone(data: Path) -> None:
    asked = search_data.sumo_kb(data)
    assert {row["id"] for row in asked.documents} == {"care-of-a-kite", "care-of-a-drum", "care-of-a-lamp"}
    assert all(wanted for wanted in asked.wanted)
    assert len(asked.queries) == 3
    assert not {row["id"] for row in asked.train} & {row["id"] for row in asked.queries}
    assert not any("article_ids" in row for row in asked.train)


def test_entries_of_one_question_are_one_article_with_all_its_answers(data: Path) -> None:
    asked = search_data.rutube_kb(data)
    assert len(asked.documents) == 3
    assert asked.documents[0]["body"] == "Ответ 0\n\nОтвет 3"
    assert asked.wanted[1] == {asked.documents[1]["id"]}


def test_duplicates_whose_original_is_not_there_are_not_asked_for(data: Path) -> None:
    asked = search_data.hadoop(data)
    assert [row["id"] for row in asked.queries] == ["0", "4"]
    assert asked.wanted == [{"1"}, {"5"}]
    assert len(asked.documents) == 10


def test_the_later_of_a_strong_pair_looks_for_the_earlier(data: Path) -> None:
    asked = search_data.sumo_duplicates(data)
    assert [row["id"] for row in asked.queries] == ["2024001"]
    assert asked.wanted == [{"2023001"}]
    assert not any("created_at" in row for row in asked.documents)


def test_queries_carry_no_answer(data: Path) -> None:
    for read in (search_data.rutube_kb, search_data.hadoop, search_data.sumo_duplicates):
        for query in read(data).queries:
            assert set(query) <= {"id", "subject", "body", "language"}


def test_a_shrunk_set_still_holds_what_is_wanted() -> None:
    documents = [{"id": str(n), "body": "x"} for n in range(2_000)]
    asked = SearchSet("duplicates", "topic", documents, documents, documents[-3:], [frozenset({"1999"})] * 3)
    small = asked.shrunk()
    assert len(small.documents) == 401
    assert "1999" in {row["id"] for row in small.documents}


@pytest.mark.data
@pytest.mark.parametrize(
    ("read", "documents", "queries"), [(search_data.rutube_kb, 286, 484), (search_data.hadoop, 2_503, 126)]
)
def test_public_sets_have_their_published_sizes(
    read: Callable[[Path], SearchSet], documents: int, queries: int
) -> None:
    if not PUBLIC.is_dir():
        pytest.skip(f"the public data sets are not at {PUBLIC}; FIRSTLINE_DATA says where they are")
    asked = read(PUBLIC)
    assert (len(asked.documents), len(asked.queries)) == (documents, queries)
