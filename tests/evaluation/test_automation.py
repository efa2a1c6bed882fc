"""Tests of the automation."""

import numpy as np

from firstline.evaluation.automation import Automation, automation
from firstline.models.field_evidence import FieldEvidence
from firstline.models.policy import FieldPolicy
from firstline.training.threshold_fit import with_auto

VALUES = ("a", "b", "c")


def _evidence(*groups: tuple[int, str, int, int]) -> FieldEvidence:
    """Held-out tickets: the value they are given with .9, their language, how many right, how many there are."""
    probabilities, targets, languages = [], [], []
    for value, language, right, count in groups:
        row = [0.05, 0.05, 0.05]
        row[value] = 0.9
        probabilities += [row] * count
        targets += [value] * right + [(value + 1) % 3] * (count - right)
        languages += [language] * count
    return FieldEvidence.of(np.array(probabilities), np.array(targets, dtype=np.intp), languages)


def _found(evidence: FieldEvidence, policy: FieldPolicy | None = None) -> Automation:
    found = automation(VALUES, evidence, with_auto(policy or FieldPolicy(), VALUES, evidence))
    assert found is not None
    return found


def test_each_value_says_what_would_be_automated_at_each_precision() -> None:
    found = _found(_evidence((0, "en", 100, 100), (0, "de", 20, 20), (1, "en", 80, 80)))
    first = found.values[0]
    assert (first.value, first.given, first.threshold, first.languages, first.reason) == ("a", 120, 0.9, ("en",), "")
    assert [(share.precision, share.tickets) for share in first.shares] == [(0.9, 100), (0.95, 100), (0.99, 0)]
    assert [share.tickets for share in found.shares] == [180, 180, 0]
    assert found.shares[1].share == 180 / 200


def test_a_value_that_is_never_automated_says_why() -> None:
    evidence = _evidence((0, "en", 90, 100), (1, "en", 30, 30), (1, "de", 3, 3))
    reasons = {one.value: one.reason for one in _found(evidence).values}
    assert reasons["a"] == "90 of 100 right (en): certain is 83.6 %"
    assert reasons["b"] == "30 of 30 right (en); needs 59"


def test_a_precision_that_rests_on_no_case_is_named_as_such() -> None:
    (one,) = [one for one in _found(_evidence((0, "en", 100, 100))).values if one.value == "c"]
    assert (one.given, one.threshold) == (0, None)
    assert "rests on no case" in one.reason


def test_what_is_left_to_people_is_automated_at_no_precision() -> None:
    found = _found(_evidence((0, "en", 100, 100)), FieldPolicy(never_auto=("a",)))
    assert found.values[0].reason == "left to people by the configuration"
    assert [share.tickets for share in found.values[0].shares] == [0, 0, 0]


def test_a_cap_that_no_threshold_keeps_is_named() -> None:
    found = _found(_evidence((0, "en", 100, 100)), FieldPolicy(cap=0.5))
    assert "50 %" in found.values[0].reason


def test_without_evidence_there_is_nothing_to_say() -> None:
    assert automation(VALUES, FieldEvidence.of(np.zeros((0, 3)), np.zeros(0, dtype=np.intp)), FieldPolicy()) is None
