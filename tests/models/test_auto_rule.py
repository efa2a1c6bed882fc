"""Tests of the auto rule."""

import numpy as np
import pytest
from scipy.stats import binomtest

from firstline.models.auto_rule import AutoLimit, auto_verdict, fewest_cases, precision_lower_bound
from firstline.models.field_evidence import FieldEvidence

USUAL = AutoLimit(0.95, 30)


def evidence(*groups: tuple[str, float, int, int]) -> FieldEvidence:
    """Held-out tickets given the first of two values: language, confidence, how many right, how many there are."""
    probabilities, targets, languages = [], [], []
    for language, confidence, right, count in groups:
        probabilities += [[confidence, 1 - confidence]] * count
        targets += [0] * right + [1] * (count - right)
        languages += [language] * count
    return FieldEvidence.of(np.array(probabilities), np.array(targets, dtype=np.intp), languages)


@pytest.mark.parametrize(("right", "count"), [(1, 1), (9, 10), (30, 30), (58, 58), (59, 59), (95, 100), (960, 1000)])
def test_the_lower_bound_is_that_of_clopper_and_pearson(right: int, count: int) -> None:
    exact = binomtest(right, count).proportion_ci(confidence_level=0.9, method="exact")
    assert precision_lower_bound(right, count) == pytest.approx(exact.low)


def test_known_bounds() -> None:
    assert precision_lower_bound(30, 30) == pytest.approx(0.05 ** (1 / 30))
    assert precision_lower_bound(58, 58) < 0.95 <= precision_lower_bound(59, 59)
    assert precision_lower_bound(0, 0) == precision_lower_bound(0, 10) == 0.0


@pytest.mark.parametrize(("target", "minimum"), [(0.95, 30), (0.9, 30), (0.8, 30), (0.99, 30), (0.95, 100)])
def test_the_number_of_cases_that_is_named_is_the_first_that_is_enough(target: float, minimum: int) -> None:
    limit = AutoLimit(target, minimum)
    needed = fewest_cases(limit)
    assert auto_verdict(evidence(("en", 0.9, needed, needed)), 0, limit).threshold == 0.9
    assert auto_verdict(evidence(("en", 0.9, needed - 1, needed - 1)), 0, limit).threshold is None


def test_each_language_speaks_for_itself() -> None:
    """Together 130 of 132 are right, which would do; of the German ones too few are."""
    verdict = auto_verdict(evidence(("en", 0.9, 100, 100), ("de", 0.9, 30, 32)), 0, USUAL)
    assert verdict.carried == ("en",)
    assert (verdict.given, verdict.automated, verdict.right) == (132, 100, 100)


def test_a_language_with_too_few_cases_is_not_carried_however_good_they_are() -> None:
    assert auto_verdict(evidence(("en", 0.9, 100, 100), ("de", 0.9, 29, 29)), 0, USUAL).carried == ("en",)
    assert auto_verdict(evidence(("en", 0.9, 100, 100), ("de", 0.9, 59, 59)), 0, USUAL).carried == ("de", "en")


def test_many_languages_with_few_cases_each_are_no_evidence_together() -> None:
    verdict = auto_verdict(evidence(*((code, 0.99, 20, 20) for code in ("en", "de", "fr", "nl", "it"))), 0, USUAL)
    assert (verdict.threshold, verdict.carried) == (None, ())
    assert verdict.best is not None
    assert (verdict.best.count, verdict.best.right) == (20, 20)


def test_the_threshold_is_the_one_that_automates_most() -> None:
    """From .5 on only English holds, 250 cases; from .9 on both languages do, 260."""
    cases = evidence(("en", 0.6, 90, 90), ("en", 0.9, 160, 160), ("de", 0.6, 20, 40), ("de", 0.9, 100, 100))
    verdict = auto_verdict(cases, 0, USUAL)
    assert verdict.carried == ("de", "en")
    assert (verdict.threshold, verdict.automated) == (0.9, 260)
    many = evidence(("en", 0.6, 300, 300), ("en", 0.9, 160, 160), ("de", 0.6, 20, 40), ("de", 0.9, 100, 100))
    assert auto_verdict(many, 0, USUAL).carried == ("en",)


def test_a_cap_leaves_the_less_sure_ones_to_people() -> None:
    cases = evidence(("en", 0.6, 100, 100), ("en", 0.9, 100, 100))
    assert auto_verdict(cases, 0, USUAL).share == 1.0
    capped = auto_verdict(cases, 0, AutoLimit(0.95, 30, cap=0.5))
    assert (capped.threshold, capped.share) == (0.9, 0.5)
    assert auto_verdict(cases, 0, AutoLimit(0.95, 30, cap=0.4)).threshold is None


def test_a_value_that_nothing_was_given_has_no_case() -> None:
    verdict = auto_verdict(evidence(("en", 0.9, 100, 100)), 1, USUAL)
    assert (verdict.threshold, verdict.given, verdict.best) == (None, 0, None)


def test_evidence_without_languages_is_judged_as_one() -> None:
    told = evidence(("en", 0.9, 40, 40), ("de", 0.9, 40, 40))
    probabilities = np.stack([told.confidence, 1 - told.confidence], axis=1)
    one = FieldEvidence.of(probabilities, np.zeros(80, dtype=np.intp))
    assert auto_verdict(told, 0, USUAL).threshold is None
    assert (auto_verdict(one, 0, USUAL).threshold, auto_verdict(one, 0, USUAL).carried) == (0.9, None)
