"""Tests of the scorer."""

import numpy as np
import pytest
from scipy import sparse

from firstline.models.scorer import Scorer


def _layer(inputs: int, outputs: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    generator = np.random.default_rng(seed)
    weights = generator.normal(size=(inputs, outputs)).astype(np.float32)
    return weights, generator.normal(size=outputs).astype(np.float32)


def test_what_was_calibrated_is_what_is_served() -> None:
    rounded = Scorer((_layer(8, 5), _layer(5, 3, seed=1))).rounded()
    served = Scorer.from_arrays(rounded.arrays("category.vector"), "category.vector")
    assert served is not None
    view = np.random.default_rng(2).normal(size=(20, 8)).astype(np.float32)
    np.testing.assert_array_equal(served.scores(view), rounded.scores(view))


def test_rounding_is_done_once_and_changes_little() -> None:
    exact = Scorer((_layer(8, 3),))
    view = np.eye(8, dtype=np.float32)
    rounded = exact.rounded()
    np.testing.assert_array_equal(rounded.rounded().scores(view), rounded.scores(view))
    np.testing.assert_allclose(rounded.scores(view), exact.scores(view), atol=5e-3)


def test_it_is_stored_in_half_precision() -> None:
    arrays = Scorer((_layer(8, 3),)).arrays("priority.lexical")
    assert sorted(arrays) == ["priority.lexical.0.bias", "priority.lexical.0.weights"]
    assert {array.dtype for array in arrays.values()} == {np.dtype(np.float16)}


def test_a_view_without_a_scorer_has_none() -> None:
    assert Scorer.from_arrays({}, "category.lexical") is None


def test_sparse_and_dense_views_score_alike() -> None:
    scorer = Scorer((_layer(8, 3),)).rounded()
    view = sparse.random(6, 8, density=0.4, format="csr", dtype=np.float32, random_state=0)
    scores = scorer.scores(view)
    assert scores.dtype == np.float32
    np.testing.assert_allclose(scores, scorer.scores(view.toarray()), rtol=1e-5)


def test_hidden_units_are_rectified() -> None:
    identity = np.eye(2, dtype=np.float32)
    nothing = np.zeros(2, dtype=np.float32)
    scorer = Scorer(((identity, nothing), (identity, nothing)))
    np.testing.assert_array_equal(scorer.scores(np.array([[-1.0, 2.0]], dtype=np.float32)), [[0.0, 2.0]])


@pytest.mark.parametrize("texts", [0, 1, 7])
def test_weights_in_half_precision_score_bit_for_bit_as_in_single(texts: int) -> None:
    half = Scorer((_layer(500, 12), _layer(12, 5, seed=1))).rounded()
    assert [weights.dtype for weights, _ in half.layers] == [np.float16, np.float16]
    (first, first_bias), (last, last_bias) = half.layers
    view = sparse.random(texts, 500, density=0.1, format="csr", dtype=np.float32, random_state=0)
    hidden = np.maximum(view @ first.astype(np.float32) + first_bias, 0)
    np.testing.assert_array_equal(half.scores(view), hidden @ last.astype(np.float32) + last_bias)
