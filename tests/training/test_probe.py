"""Tests of the probe."""

import numpy as np
import pytest

from firstline.training.finetune_aim import FieldAim
from firstline.training.held_out import Fold
from firstline.training.probe import Probe

FOLD = Fold(np.arange(0, 200), np.arange(200, 300))
AIM = FieldAim.of("category", ["a" if row % 2 else "b" for row in range(300)])


def _probe(signal: float) -> Probe:
    vectors = np.random.default_rng(0).normal(size=(300, 8)).astype(np.float32)
    vectors[::2, 0] += signal
    return Probe.of(vectors, [AIM], FOLD)


def test_vectors_that_tell_values_apart_gain_over_those_that_do_not() -> None:
    gain, error = _probe(5.0).gain_over(_probe(0.0))
    assert gain > 0.3
    assert 0 < error < 0.1


def test_equal_vectors_gain_nothing() -> None:
    assert _probe(1.0).gain_over(_probe(1.0)) == (0.0, 0.0)


def test_fields_count_alike() -> None:
    both = Probe([np.array([True, True]), np.array([False, True])])
    none = Probe([np.array([False, False]), np.array([False, True])])
    assert both.gain_over(none)[0] == pytest.approx(0.5)


def test_nothing_to_judge_is_no_gain() -> None:
    empty = Probe.of(np.ones((300, 4), np.float32), [AIM], Fold(FOLD.learn, FOLD.judge[:0]))
    assert empty.gain_over(empty) == (0.0, 0.0)
