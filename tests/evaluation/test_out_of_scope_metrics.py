"""Out-of-scope metrics."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score, roc_auc_score

from firstline.evaluation.bootstrap import Bootstrap
from firstline.evaluation.out_of_scope_metrics import DetectionCurve, out_of_scope_scores

QUICK = Bootstrap(resamples=50)


def test_a_score_that_separates_perfectly_has_full_areas_and_no_false_positive() -> None:
    stranger, score = np.array([True, True, False, False]), np.array([0.9, 0.8, 0.2, 0.1])
    found = out_of_scope_scores(stranger, score, score > 0.85, bootstrap=QUICK)
    assert (found.auroc.value, found.aupr.value, found.fpr_at_95.value) == (1.0, 1.0, 0.0)
    assert (found.recall.value, found.false_alarms.value) == (0.5, 0.0)


def test_false_positives_are_counted_where_95_percent_of_strangers_are_caught() -> None:
    stranger = np.array([True] * 20 + [False] * 10)
    score = np.concatenate([np.linspace(1, 0.81, 20), [0.9, 0.815], np.linspace(0.5, 0.1, 8)])
    curve = DetectionCurve(stranger, score)
    assert curve.fpr_at_95(np.ones((1, 30)))[0] == pytest.approx(0.1)


@given(
    st.lists(st.tuples(st.booleans(), st.sampled_from([0.0, 0.2, 0.4, 0.6, 0.8, 1.0]), st.integers(0, 3)), max_size=30)
)
def test_areas_of_a_resample_equal_scikit_learns(rows: list[tuple[bool, float, int]]) -> None:
    rows = [*rows, (True, 0.5, 1), (False, 0.5, 1)]
    stranger, score, drawn = (np.array(column) for column in zip(*rows, strict=True))
    curve, counts = DetectionCurve(stranger, score), drawn[None, :].astype(np.float64)
    assert curve.auroc(counts)[0] == pytest.approx(roc_auc_score(stranger, score, sample_weight=drawn))
    assert curve.aupr(counts)[0] == pytest.approx(average_precision_score(stranger, score, sample_weight=drawn))


def test_a_resample_without_strangers_is_not_defined_and_is_left_out() -> None:
    stranger, score = np.array([True, False, False]), np.array([0.9, 0.1, 0.2])
    assert np.isnan(DetectionCurve(stranger, score).auroc(np.array([[0.0, 2.0, 1.0]]))[0])
    assert out_of_scope_scores(stranger, score, score > 0.5, bootstrap=QUICK).auroc.low == 1.0


@pytest.mark.parametrize("stranger", [True, False])
def test_tickets_of_one_kind_alone_leave_the_areas_undefined(stranger: bool) -> None:
    found = out_of_scope_scores(np.array([stranger]), np.array([0.4]), np.array([False]), bootstrap=QUICK)
    assert not found.auroc.is_defined
    assert found.recall.is_defined is stranger
