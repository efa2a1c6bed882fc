"""The distribution of out-of-scope scores."""

import numpy as np

from firstline.evaluation.scope_distribution import scope_distribution


def test_every_ticket_is_counted_once_among_its_like() -> None:
    score = np.array([0.0, 0.1, 0.9, 1.0, 0.5])
    marked = np.array([True, True, True, False, False])
    stranger = np.array([False, False, True, False, False])
    found = scope_distribution(score, score > 0.8, marked=marked, stranger=stranger)
    assert (sum(found.ours), sum(found.strangers), sum(found.unmarked), found.flagged) == (2, 1, 2, 2)
    assert found.strangers[9] == 1
    assert found.unmarked[-1] == 1
    assert len(found.edges) == len(found.ours) + 1
