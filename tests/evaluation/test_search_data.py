"""The data sets of the search benchmark."""

import os
from collections.abc import Callable
from dataclasses import replace
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


def test_accepted_solutions_are_some_of_what_is_wanted(data: Path) -> None:
    asked = search_data.sumo_kb(data)
    assert [len(accepted) for accepted in asked.accepted] == [1, 0, 0]
    assert all(accepted <= wanted for accepted, wanted in zip(asked.accepted, asked.wanted, strict=True))


def test_earlier_questions_name_their_articles_and_no_question_that_is_asked_is_among_them(data: Path) -> None:
    asked = search_data.sumo_kb_links(data)
    assert not {row["id"] for row in asked.links} & {row["id"] for row in asked.queries}
    assert asked.links[0]["article_ids"] == ["care-of-a-kite"]
    assert {str(row["created_at"])[:4] for row in asked.links} == {"2024"}
    assert replace(asked, links=()) == search_data.sumo_kb(data)


def test_each_question_is_asked_in_one_fold_and_taught_in_the_others(data: Path) -> None:
    folds = search_data.rutube_kb_links(data)
    assert sorted(str(row["id"]) for fold in folds for row in fold.queries) == sorted(str(n) for n in range(23))
    answers = {row["id"]: wanted for fold in folds for row, wanted in zip(fold.queries, fold.wanted, strict=True)}
    for fold in folds:
        asked = {row["id"] for row in fold.queries}
        for rows in (fold.links, fold.train):
            assert {row["id"] for row in rows} == answers.keys() - asked
        assert all(set(row["article_ids"]) == answers[row["id"]] for row in fold.links)
    assert folds == search_data.rutube_kb_links(data)


def test_paraphrases_look_for_the_entry_that_they_paraphrase(data: Path) -> None:
    asked = search_data.stackfaq(data)
    assert (len(asked.documents), len(asked.queries)) == (4, 12)
    assert asked.documents[0]["body"] == "Glue the kite.\n\nBuy another."
    assert asked.wanted[3] == {"1"}
    assert "drum" in str(asked.queries[3]["body"])
    assert [row["opening"] for row in asked.train] == ["other", "how", "other", "how"]
    assert not {row["body"] for row in asked.train} & {row["body"] for row in asked.queries}


def test_each_source_has_its_own_passages_of_the_part_that_is_asked(data: Path) -> None:
    sources = search_data.feedbackqa(data)
    assert [len(source.documents) for source in sources] == [3, 4, 4, 4, 4]
    assert sources[0].documents[2]["title"] == "Page about the lamp - Care - Rest"
    assert sources[0].wanted == [{"0"}, {"1"}, {"2"}]
    assert sources[0].train[1]["page"] == "Page about the drum"
    for source in sources:
        assert not {row["id"] for row in source.documents} & {row["id"] for row in source.queries}


def test_queries_carry_no_answer(data: Path) -> None:
    for read in (search_data.rutube_kb, search_data.hadoop, search_data.sumo_duplicates, search_data.stackfaq):
        for query in read(data).queries:
            assert set(query) <= {"id", "subject", "body", "language"}
    for several in (search_data.rutube_kb_links, search_data.feedbackqa):
        for part in several(data):
            assert all(set(query) <= {"id", "subject", "body", "language"} for query in part.queries)


def test_a_shrunk_set_still_holds_what_is_wanted() -> None:
    documents = [{"id": str(n), "body": "x"} for n in range(2_000)]
    asked = SearchSet("duplicates", "topic", documents, documents, documents[-3:], [frozenset({"1999"})] * 3)
    small = asked.shrunk()
    assert len(small.documents) == 401
    assert "1999" in {row["id"] for row in small.documents}


@pytest.mark.data
@pytest.mark.parametrize(
    ("read", "documents", "queries"),
    [
        (search_data.rutube_kb, 286, 484),
        (search_data.hadoop, 2_503, 126),
        (search_data.stackfaq, 125, 1_249),
    ],
)
def test_public_sets_have_their_published_sizes(
    read: Callable[[Path], SearchSet], documents: int, queries: int
) -> None:
    if not PUBLIC.is_dir():
        pytest.skip(f"the public data sets are not at {PUBLIC}; FIRSTLINE_DATA says where they are")
    asked = read(PUBLIC)
    assert (len(asked.documents), len(asked.queries)) == (documents, queries)
