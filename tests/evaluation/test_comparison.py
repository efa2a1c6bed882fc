"""Comparisons of two models on the same tickets."""

import numpy as np
import pytest
from scipy.stats import binom

from firstline.evaluation.bootstrap import Bootstrap
from firstline.evaluation.comparison import compare_answers, compare_scores, compare_statistics, mcnemar
from firstline.evaluation.out_of_scope_metrics import DetectionCurve


def test_mcnemar_asks_only_the_tickets_on_which_the_models_differ() -> None:
    first = np.array([True] * 8 + [False] * 2 + [True] * 50)
    second = np.array([False] * 8 + [True] * 2 + [True] * 50)
    assert mcnemar(first, second) == pytest.approx(2 * binom.cdf(2, 10, 0.5))


def test_models_that_never_differ_are_not_different() -> None:
    same = np.array([True, False, True])
    found = compare_answers(same, same, bootstrap=Bootstrap())
    assert found.p_value == 1.0
    assert (found.difference.low, found.difference.high) == (0.0, 0.0)


def test_pairing_sees_a_difference_that_two_separate_intervals_hide() -> None:
    generator = np.random.default_rng(0)
    second = generator.random(1_000) < 0.7
    first = second.copy()
    first[np.flatnonzero(~second)[:25]] = True
    bootstrap = Bootstrap()
    found = compare_answers(first, second, bootstrap=bootstrap)
    assert found.difference.low > 0
    assert bootstrap.share(first).low < bootstrap.share(second).high


def test_the_difference_of_scores_is_first_minus_second() -> None:
    found = compare_scores(np.array([1.0, 0.5]), np.array([0.5, 0.5]), bootstrap=Bootstrap())
    assert found.difference.value == 0.25


def test_statistics_are_compared_on_the_same_resamples() -> None:
    generator = np.random.default_rng(0)
    stranger, score = generator.random(300) < 0.3, generator.random(300)
    curve = DetectionCurve(stranger, score)
    found = compare_statistics(curve.auroc, curve.auroc, 300, bootstrap=Bootstrap())
    assert (found.difference.low, found.difference.value, found.difference.high) == (0.0, 0.0, 0.0)
