"""Mistakes of fields with an order."""

import numpy as np

from firstline.evaluation.bootstrap import Bootstrap
from firstline.evaluation.ordinal import ordinal_scores

QUICK = Bootstrap(resamples=50)


def test_urgent_tickets_that_would_wait_are_counted_apart() -> None:
    truth, predicted = np.array([2, 2, 2, 2, 0, 1]), np.array([2, 0, 1, 2, 2, 1])
    found = ordinal_scores(truth, predicted, highest=2, bootstrap=QUICK)
    assert found.top == 4
    assert found.under_called_top.value == 0.5
    assert found.under_called.value == 2 / 6
    assert found.over_called.value == 1 / 6
    assert found.mean_rank_error.value == (2 + 1 + 2) / 6


def test_without_urgent_tickets_their_share_is_not_defined() -> None:
    found = ordinal_scores(np.array([0, 1]), np.array([1, 1]), highest=2, bootstrap=QUICK)
    assert not found.under_called_top.is_defined
    assert found.over_called.value == 0.5
