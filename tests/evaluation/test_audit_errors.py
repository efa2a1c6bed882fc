"""Tests of the label errors."""

import sys

import numpy as np
import pytest

from firstline.datasets.errors import FirstlineError
from firstline.evaluation.audit_errors import label_errors
from tests.evaluation.audited import verdicts


def test_labels_that_sure_models_contradict_are_probably_wrong() -> None:
    pytest.importorskip("cleanlab", reason="the audit needs the extra [audit]")
    targets = [row % 3 for row in range(90)]
    guesses = list(targets)
    for row in (0, 31, 62):
        guesses[row] = (targets[row] + 1) % 3
    errors = label_errors(verdicts(targets, guesses))
    assert np.flatnonzero(errors.probable).tolist() == [0, 31, 62]
    assert set(np.argsort(errors.quality, kind="stable")[:3].tolist()) == {0, 31, 62}


def test_without_cleanlab_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cleanlab.filter", None)
    with pytest.raises(FirstlineError, match=r"firstline\[audit\]"):
        label_errors(verdicts([0, 1], [0, 1]))
