"""The readers of the public data sets."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from firstline.evaluation import benchmark_data
from firstline.evaluation.benchmark_data import Split
from tests.evaluation.made_up_data import SENTENCES

PUBLIC = Path(os.environ.get("FIRSTLINE_DATA", "../shared/datasets"))


def test_official_splits_are_used_as_they_are(data: Path) -> None:
    for read in (benchmark_data.banking77, benchmark_data.hwu64):
        (split,) = read(data)
        assert (split.field, len(split.train), len(split.test)) == ("category", 40, 40)
        assert split.train[0] == {"id": "train-1", "body": SENTENCES[0][0], "category": "kite"}
        assert split.strangers == ()


def test_nothing_out_of_scope_is_trained_on(data: Path) -> None:
    (split,) = benchmark_data.clinc150(data)
    assert {row["category"] for row in split.train} == {"kite", "drum", "lamp", "boat"}
    assert [row["category"] for row in split.strangers] == [None] * 12


def test_marked_strangers_are_learned_from_apart_from_the_desks_own_tickets(data: Path) -> None:
    (split,) = benchmark_data.clinc150_with_strangers(data)
    assert {row["category"] for row in split.marked} == {benchmark_data.OUT_OF_SCOPE}
    assert {row["category"] for row in split.train} == {"kite", "drum", "lamp", "boat"}
    assert not {row["id"] for row in split.marked} & {row["id"] for row in split.strangers}


def test_mails_keep_the_split_of_their_publisher(data: Path) -> None:
    (split,) = benchmark_data.it_service_tickets_48k(data)
    assert len(split.train) + len(split.test) == len(SENTENCES)
    assert len(split.test) == 27


def test_later_questions_are_never_trained_on(data: Path) -> None:
    (split,) = benchmark_data.sumo_tickets(data)
    assert {str(row["created_at"])[5:7] for row in split.train} == {"07", "08", "09", "10"}
    assert {str(row["created_at"])[5:7] for row in split.test} == {"11", "12"}


def test_folds_test_every_question_once_and_deal_classes_evenly(data: Path) -> None:
    folds = benchmark_data.rutube_class1(data)
    tested = [row["id"] for fold in folds for row in fold.test]
    assert sorted(map(str, tested)) == sorted(str(n) for n in range(23))
    for fold in folds:
        assert not {row["id"] for row in fold.train} & {row["id"] for row in fold.test}
        assert len({row["category"] for row in fold.test}) == 3
    assert folds == benchmark_data.rutube_class1(data)


def test_few_examples_are_judged_by_the_whole_test_part(data: Path) -> None:
    for read in (benchmark_data.banking77_10_shot, benchmark_data.banking77_5_shot, benchmark_data.hwu64_10_shot):
        (split,) = read(data)
        assert (len(split.train), len(split.test)) == (20, 40)


def test_near_and_far_strangers_are_asked_of_the_same_intents_and_never_trained_on(data: Path) -> None:
    (near,), (far,) = benchmark_data.banking77_near(data), benchmark_data.banking77_far(data)
    assert (near.train, near.test) == (far.train, far.test)
    assert (len(near.strangers), len(far.strangers)) == (12, 6)
    assert {row["category"] for row in (*near.strangers, *far.strangers)} == {None}
    assert near.marked == ()
    (told,) = benchmark_data.banking77_near_marked(data)
    assert {row["category"] for row in told.marked} == {benchmark_data.OUT_OF_SCOPE}
    assert (told.train, told.strangers) == (near.train, near.strangers)


def test_firefox_questions_of_the_last_month_judge_those_of_the_three_before(data: Path) -> None:
    (split,) = benchmark_data.sumo_firefox(data)
    assert {str(row["created_at"])[:7] for row in split.train} == {"2025-09", "2025-10", "2025-11"}
    assert {str(row["created_at"])[:7] for row in split.test} == {"2025-12"}


def test_issues_of_all_repositories_are_in_every_fold_and_none_is_without_text(data: Path) -> None:
    folds = benchmark_data.nlbse2024(data)
    assert len({row["id"] for fold in folds for row in fold.test}) == len(SENTENCES)
    for fold in folds:
        assert fold.group == "product"
        assert {row["product"] for row in fold.test} == {"toys/0", "toys/1"}
        assert all(row["body"] for row in fold.train)


def test_other_languages_are_asked_and_english_alone_is_trained_on(data: Path) -> None:
    (split,) = benchmark_data.xsid(data)
    assert {row["language"] for row in split.train} == {"en"}
    assert {row["language"] for row in split.test} == set(benchmark_data.XSID_LANGUAGES)
    assert split.group == "language"


def test_the_finer_classes_of_the_russian_questions_have_folds_of_their_own(data: Path) -> None:
    folds = benchmark_data.rutube_class2(data)
    assert {row["category"] for fold in folds for row in fold.test} == {"А", "Б", "В", "Г"}
    assert all(row["category"] == "Б" for fold in folds for row in fold.train if str(row["id"]).startswith("kb-"))


def test_ids_are_unique_within_a_split(data: Path) -> None:
    for read in (benchmark_data.clinc150, benchmark_data.sumo_tickets):
        (split,) = read(data)
        ids = [row["id"] for row in (*split.train, *split.test)]
        assert len(set(ids)) == len(ids)


def test_a_shrunk_split_is_small_and_the_same_every_time() -> None:
    rows = [{"id": str(n), "body": "x", "category": "a"} for n in range(5_000)]
    split = Split("category", rows, rows)
    assert len(split.shrunk().test) == 200
    assert split.shrunk() == split.shrunk()


@pytest.mark.data
@pytest.mark.parametrize(
    ("read", "train", "test", "strangers", "classes"),
    [
        (benchmark_data.banking77, 10_003, 3_080, 0, 77),
        (benchmark_data.clinc150, 15_000, 4_500, 1_000, 150),
        (benchmark_data.hwu64, 8_954, 1_076, 0, 64),
    ],
)
def test_public_sets_have_their_published_sizes(
    read: Callable[[Path], list[Split]], train: int, test: int, strangers: int, classes: int
) -> None:
    if not PUBLIC.is_dir():
        pytest.skip(f"the public data sets are not at {PUBLIC}; FIRSTLINE_DATA says where they are")
    (split,) = read(PUBLIC)
    assert (len(split.train), len(split.test), len(split.strangers)) == (train, test, strangers)
    assert len({row["category"] for row in split.train}) == classes
