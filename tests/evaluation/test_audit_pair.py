"""Tests of the audit pair."""

import pytest

from firstline.evaluation.audit_pair import confusable_pairs
from firstline.evaluation.bootstrap import Bootstrap
from tests.evaluation.audited import verdicts

FEW = Bootstrap(resamples=200)


def test_two_values_that_models_mix_up_are_named_with_what_merging_brings() -> None:
    targets = [row % 3 for row in range(300)]
    guesses = [1 - target if target < 2 and row % 4 == 0 else target for row, target in enumerate(targets)]
    (pair,) = confusable_pairs(verdicts(targets, guesses), bootstrap=FEW)
    assert (pair.first, pair.second, pair.tickets) == ("hardware", "mail", 200)
    wrong = sum(target != guess for target, guess in zip(targets, guesses, strict=True))
    assert pair.there + pair.back == wrong
    assert pair.gain.value == pytest.approx(wrong / 300)
    assert pair.gain.low > 0


def test_values_that_are_kept_apart_are_no_pair() -> None:
    targets = [row % 3 for row in range(300)]
    assert confusable_pairs(verdicts(targets, targets), bootstrap=FEW) == ()


def test_a_handful_of_mistakes_is_no_pair() -> None:
    targets = [row % 3 for row in range(300)]
    guesses = [1 if row in {0, 3, 6, 9} else target for row, target in enumerate(targets)]
    assert confusable_pairs(verdicts(targets, guesses), bootstrap=FEW) == ()
