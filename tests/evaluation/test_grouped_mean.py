"""The mean of a figure over groups."""

import numpy as np
import pytest
from sklearn.metrics import f1_score

from firstline.evaluation.grouped_mean import mean_accuracy, mean_macro_f1

GROUPS = ["de"] * 4 + ["nl"] * 2
TRUTH = ["a", "a", "b", "b", "a", "b"]
GUESSES = ["a", "b", "b", "b", "b", "c"]
ALL = np.ones((1, 6))


def test_a_small_group_weighs_as_much_as_a_large_one() -> None:
    right = np.array([truth == guess for truth, guess in zip(TRUTH, GUESSES, strict=True)])
    assert mean_accuracy(right, GROUPS)(ALL)[0] == pytest.approx((3 / 4 + 0) / 2)


def test_a_resample_without_a_group_is_judged_by_the_others() -> None:
    right = np.array([True, False, True, True, False, False])
    only_german = np.array([[1.0, 1.0, 1.0, 1.0, 0.0, 0.0]])
    assert mean_accuracy(right, GROUPS)(only_german)[0] == pytest.approx(3 / 4)


def test_macro_f1_of_each_group_is_scikit_learns() -> None:
    wanted = [
        f1_score(TRUTH[part], GUESSES[part], average="macro", zero_division=0) for part in (slice(4), slice(4, 6))
    ]
    assert mean_macro_f1(TRUTH, GUESSES, GROUPS)(ALL)[0] == pytest.approx(np.mean(wanted))


def test_rows_drawn_twice_count_twice() -> None:
    twice = np.array([[2.0, 0.0, 2.0, 0.0, 1.0, 1.0]])
    assert mean_macro_f1(TRUTH, GUESSES, GROUPS)(twice)[0] == pytest.approx((1 + 0) / 2)
