"""Coverage at a precision."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from firstline.evaluation.bootstrap import Bootstrap
from firstline.evaluation.selective import coverages, risk_coverage

QUICK = Bootstrap(resamples=50)


def test_coverage_is_the_largest_share_that_still_reaches_the_precision() -> None:
    confidence = np.array([0.9, 0.8, 0.7, 0.6, 0.5])
    correct = np.array([True, False, True, True, False])
    (found,) = coverages(confidence, correct, precisions=[0.75], bootstrap=QUICK)
    assert found.share.value == pytest.approx(4 / 5)
    assert found.threshold == 0.6


def test_a_precision_that_is_never_reached_has_no_coverage_and_no_threshold() -> None:
    (found,) = coverages(np.array([0.9, 0.8]), np.array([False, True]), precisions=[0.9], bootstrap=QUICK)
    assert found.share.value == 0.0
    assert found.threshold is None


def test_tickets_of_equal_confidence_are_taken_together_or_not_at_all() -> None:
    confidence, correct = np.array([0.9, 0.9, 0.9]), np.array([True, True, False])
    (found,) = coverages(confidence, correct, precisions=[0.95], bootstrap=QUICK)
    assert found.share.value == 0.0


@given(st.lists(st.tuples(st.sampled_from([0.1, 0.3, 0.5, 0.7, 0.9]), st.booleans()), min_size=1, max_size=30))
def test_coverage_equals_a_search_through_all_thresholds(rows: list[tuple[float, bool]]) -> None:
    confidence, correct = np.array([c for c, _ in rows]), np.array([r for _, r in rows])
    shares = [
        (confidence >= threshold).mean()
        for threshold in np.unique(confidence)
        if correct[confidence >= threshold].mean() >= 0.9 - 1e-12
    ]
    (found,) = coverages(confidence, correct, precisions=[0.9], bootstrap=Bootstrap(resamples=5))
    assert found.share.value == pytest.approx(max(shares, default=0.0))


def test_the_curve_begins_with_the_surest_and_ends_with_all() -> None:
    generator = np.random.default_rng(0)
    confidence = generator.random(500)
    correct = generator.random(500) < confidence
    curve = risk_coverage(confidence, correct)
    assert len(curve) <= 101
    assert curve[0].share == pytest.approx(1 / 500)
    assert curve[-1].share == 1.0
    assert curve[-1].precision == pytest.approx(correct.mean())
    assert [point.threshold for point in curve] == sorted((point.threshold for point in curve), reverse=True)


def test_no_ticket_is_no_failure() -> None:
    empty = np.array([], dtype=np.bool_)
    assert not coverages(np.array([]), empty, bootstrap=QUICK)[0].share.is_defined
    assert risk_coverage(np.array([]), empty) == ()
