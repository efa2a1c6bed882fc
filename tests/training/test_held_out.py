"""Tests of the held-out plan."""

from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pytest

from firstline.training.held_out import held_out_plan

START = datetime(2025, 1, 1, tzinfo=UTC)


def _texts(count: int) -> list[str]:
    return [f"request {number}" for number in range(count)]


def _times(count: int) -> list[datetime | None]:
    return [START + timedelta(hours=number) for number in range(count)]


@pytest.mark.parametrize("count", [5, 11, 100, 8_000])
def test_later_rows_judge_models_of_earlier_ones(count: int) -> None:
    times = np.random.default_rng(0).permutation(np.array(_times(count)))
    plan = held_out_plan(_texts(count), list(times), seed=0)
    assert plan.folds
    for fold in plan.folds:
        assert max(times[fold.learn]) < min(times[fold.judge])


def test_a_small_dated_table_is_judged_on_its_newer_half_in_five_blocks() -> None:
    plan = held_out_plan(_texts(100), _times(100), seed=0)
    assert [len(fold.learn) for fold in plan.folds] == [50, 60, 70, 80, 90]
    assert np.concatenate([fold.judge for fold in plan.folds]).tolist() == list(range(50, 100))
    assert "newer half" in plan.description


def test_a_large_dated_table_is_judged_on_its_newest_fifth() -> None:
    (fold,) = held_out_plan(_texts(10_000), _times(10_000), seed=0).folds
    assert fold.judge.tolist() == list(range(8_000, 10_000))
    assert fold.learn.tolist() == list(range(8_000))


def test_a_large_undated_table_is_judged_on_one_random_fifth() -> None:
    plan = held_out_plan(_texts(10_000), [None] * 10_000, seed=0)
    (fold,) = plan.folds
    assert len(fold.judge) == 2_000
    assert len(fold.learn) == 8_000
    assert "no dates" in plan.description


def test_time_zones_do_not_turn_the_order_round() -> None:
    east, west = timezone(timedelta(hours=12)), timezone(timedelta(hours=-12))
    times = [START.astimezone(east), (START + timedelta(hours=1)).astimezone(west)]
    (fold,) = held_out_plan(_texts(2), times, seed=0).folds
    assert (fold.learn.tolist(), fold.judge.tolist()) == ([0], [1])


@pytest.mark.parametrize("dated", [True, False])
def test_equal_texts_never_stand_on_both_sides(dated: bool) -> None:
    texts = [f"request {number % 12}" for number in range(60)]
    times = _times(60) if dated else [None] * 60
    for fold in held_out_plan(texts, times, seed=0).folds:
        learn, judge = {texts[row] for row in fold.learn}, {texts[row] for row in fold.judge}
        assert not learn & judge


def test_no_row_judges_twice() -> None:
    for times in (_times(101), [None] * 101):
        judged = np.concatenate([fold.judge for fold in held_out_plan(_texts(101), times, seed=0).folds])
        assert len(set(judged.tolist())) == len(judged)


def test_every_undated_row_judges_once_and_the_words_say_so() -> None:
    plan = held_out_plan(_texts(50), [None] * 50, seed=0)
    assert sorted(np.concatenate([fold.judge for fold in plan.folds]).tolist()) == list(range(50))
    assert "no dates" in plan.description


def test_the_seed_decides_about_undated_rows_and_nothing_else() -> None:
    def judged(times: list[datetime | None], seed: int) -> list[list[int]]:
        return [fold.judge.tolist() for fold in held_out_plan(_texts(50), times, seed=seed).folds]

    undated: list[datetime | None] = [None] * 50
    assert judged(undated, 1) == judged(undated, 1) != judged(undated, 2)
    assert judged(_times(50), 1) == judged(_times(50), 2)


def test_a_few_undated_rows_teach_and_do_not_judge() -> None:
    times = _times(100)
    for row in (3, 50, 99):
        times[row] = None
    plan = held_out_plan(_texts(100), times, seed=0)
    assert "newer half" in plan.description
    for fold in plan.folds:
        assert {3, 50, 99} <= set(fold.learn.tolist())


def test_dates_on_less_than_nine_rows_in_ten_are_not_relied_on() -> None:
    times = [time if row % 5 else None for row, time in enumerate(_times(100))]
    assert "no dates" in held_out_plan(_texts(100), times, seed=0).description


@pytest.mark.parametrize("count", [0, 1])
def test_of_one_row_nothing_is_held_out(count: int) -> None:
    plan = held_out_plan(_texts(count), [None] * count, seed=0)
    assert plan.folds == ()
    assert "too few" in plan.description


@pytest.mark.parametrize("dated", [True, False])
def test_of_rows_with_one_text_nothing_is_held_out(dated: bool) -> None:
    assert held_out_plan(["same"] * 40, _times(40) if dated else [None] * 40, seed=0).folds == ()


def test_folds_limited_to_labelled_rows_hold_no_others() -> None:
    plan = held_out_plan(_texts(100), _times(100), seed=0)
    labelled = np.arange(100) % 2 == 0
    folds = list(plan.limited_to(labelled))
    assert len(folds) == 5
    for fold in folds:
        assert labelled[fold.learn].all()
        assert labelled[fold.judge].all()


def test_folds_without_a_labelled_row_on_one_side_are_left_out() -> None:
    plan = held_out_plan(_texts(100), _times(100), seed=0)
    newest = np.arange(100) >= 85
    assert [len(fold.judge) for fold in plan.limited_to(newest)] == [10]
    assert not list(plan.limited_to(np.zeros(100, dtype=bool)))
