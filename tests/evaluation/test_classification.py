"""Classification scores."""

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import accuracy_score, f1_score, precision_recall_fscore_support

from firstline.evaluation.bootstrap import Bootstrap
from firstline.evaluation.calibration_error import calibration_scores
from firstline.evaluation.classification import ClassificationScores, classification_scores
from firstline.evaluation.selective import coverages
from firstline.evaluation.slices import slice_scores

QUICK = Bootstrap(resamples=50)


def score(truth: list[int], predicted: list[int], values: tuple[str, ...] = ("a", "b", "c")) -> ClassificationScores:
    true, given_ = np.array(truth, dtype=np.int64), np.array(predicted, dtype=np.int64)
    return classification_scores(true, given_, in_top3=true == given_, values=values, bootstrap=QUICK)


def test_figures_are_those_counted_by_hand() -> None:
    found = score([0, 0, 0, 1, 1, 2], [0, 0, 1, 1, 0, 1])
    a, b, c = found.classes
    assert found.accuracy.value == 0.5
    assert found.majority == 0.5
    assert (a.precision.value, a.recall.value, a.support, a.predicted) == pytest.approx((2 / 3, 2 / 3, 3, 3))
    assert (b.precision.value, b.recall.value) == pytest.approx((1 / 3, 1 / 2))
    assert (c.recall.value, c.f1.value, c.predicted) == (0.0, 0.0, 0)
    assert found.macro_f1.value == pytest.approx((2 / 3 + 2 / 5 + 0) / 3)


def test_a_value_that_was_never_given_has_no_precision_rather_than_a_perfect_one() -> None:
    assert not score([0, 2], [0, 0]).classes[2].precision.is_defined


def test_mistakes_are_listed_most_frequent_first() -> None:
    first, second = score([0, 0, 0, 1], [1, 1, 0, 2]).confusions
    assert (first.truth, first.predicted, first.count) == ("a", "b", 2)
    assert (second.truth, second.predicted, second.count) == ("b", "c", 1)


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=40))
def test_figures_equal_scikit_learns(pairs: list[tuple[int, int]]) -> None:
    truth, predicted = [t for t, _ in pairs], [p for _, p in pairs]
    found = score(truth, predicted, tuple("abcde"))
    expected = precision_recall_fscore_support(truth, predicted, labels=range(5), zero_division=np.nan)
    for wanted, name in zip(expected, ("precision", "recall", "f1"), strict=False):
        got = [getattr(part, name).value for part in found.classes]
        assert got == pytest.approx(list(wanted), nan_ok=True)
    assert found.accuracy.value == pytest.approx(accuracy_score(truth, predicted))
    assert found.macro_f1.value == pytest.approx(f1_score(truth, predicted, average="macro", zero_division=0.0))


def test_one_ticket_is_enough() -> None:
    found = score([0], [0], ("a",))
    assert found.accuracy.value == 1.0
    assert found.accuracy.low < 0.5


def test_no_ticket_is_no_failure() -> None:
    found = score([], [])
    assert found.n == 0
    assert not found.accuracy.is_defined


def test_a_thousand_resamples_of_five_thousand_tickets_take_seconds() -> None:
    generator = np.random.default_rng(0)
    truth = generator.integers(0, 77, 5_000)
    confidence = generator.beta(5, 1, 5_000)
    predicted = np.where(generator.random(5_000) < confidence, truth, generator.integers(0, 77, 5_000))
    correct, names = truth == predicted, [str(value) for value in range(77)]
    started = time.process_time()
    classification_scores(truth, predicted, in_top3=correct, values=names, bootstrap=Bootstrap())
    calibration_scores(confidence, correct, bootstrap=Bootstrap())
    coverages(confidence, correct, bootstrap=Bootstrap())
    slice_scores(generator.choice(["en", "de", "ru"], 5_000).tolist(), correct, ["auto"] * 5_000, bootstrap=Bootstrap())
    assert time.process_time() - started < 5
