"""Tests of the head of one field."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import sparse

from firstline.models.field_head import FieldHead
from firstline.models.scorer import Scorer

VECTORS = np.random.default_rng(0).normal(size=(7, 4)).astype(np.float32)
LEXICAL = sparse.random(7, 9, density=0.5, format="csr", dtype=np.float32, random_state=0)


def _scorer(inputs: int, seed: int) -> Scorer:
    generator = np.random.default_rng(seed)
    return Scorer(((generator.normal(size=(inputs, 3)).astype(np.float32), np.zeros(3, dtype=np.float32)),))


@pytest.fixture
def head() -> FieldHead:
    return FieldHead(
        values=("a", "b", "c"),
        prior=np.array([0.5, 0.3, 0.2]),
        vector=_scorer(4, 1),
        lexical=_scorer(9, 2),
        vector_weight=2.0,
        lexical_weight=0.5,
    )


def test_probabilities_of_a_text_sum_to_one(head: FieldHead) -> None:
    probabilities = head.probabilities(head.logits(VECTORS, head.lexical_logits(LEXICAL)))
    assert probabilities.shape == (7, 3)
    assert (probabilities > 0).all()
    np.testing.assert_allclose(probabilities.sum(axis=1), 1, rtol=1e-12)


def test_huge_scores_still_give_probabilities(head: FieldHead) -> None:
    logits = np.array([[5_000.0, -5_000.0, 0.0]])
    np.testing.assert_allclose(head.probabilities(logits), [[1.0, 0.0, 0.0]])


def test_a_weight_of_zero_switches_a_view_off(head: FieldHead) -> None:
    nothing = sparse.csr_matrix(LEXICAL.shape, dtype=np.float32)
    deaf = replace(head, lexical_weight=0.0)
    np.testing.assert_array_equal(
        deaf.logits(VECTORS, deaf.lexical_logits(LEXICAL)), deaf.logits(VECTORS, deaf.lexical_logits(nothing))
    )
    blind = replace(head, vector_weight=0.0)
    np.testing.assert_array_equal(
        blind.logits(VECTORS, blind.lexical_logits(LEXICAL)), blind.logits(-VECTORS, blind.lexical_logits(LEXICAL))
    )


def test_a_missing_view_counts_as_one_that_is_switched_off(head: FieldHead) -> None:
    without, off = replace(head, lexical=None), replace(head, lexical_weight=0.0)
    np.testing.assert_array_equal(
        without.logits(VECTORS, without.lexical_logits(LEXICAL)), off.logits(VECTORS, off.lexical_logits(LEXICAL))
    )


def test_the_views_are_added_by_their_weights(head: FieldHead) -> None:
    assert head.vector is not None
    assert head.lexical is not None
    wanted = 2.0 * head.vector.scores(VECTORS) + 0.5 * head.lexical.scores(LEXICAL)
    np.testing.assert_allclose(head.logits(VECTORS, head.lexical_logits(LEXICAL)), wanted, rtol=1e-6)


def test_a_head_of_one_value_is_always_sure_of_it() -> None:
    head = FieldHead(("only",), np.ones(1), None, None, 0.0, 0.0)
    np.testing.assert_array_equal(
        head.probabilities(head.logits(VECTORS, head.lexical_logits(LEXICAL))), np.ones((7, 1))
    )
