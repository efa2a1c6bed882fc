"""Tests of the blend."""

import numpy as np
import pytest
from scipy.special import log_softmax, softmax

from firstline.training.blend import Blend, fit_blend

ROWS, VALUES = 3_000, 5


@pytest.fixture
def generator() -> np.random.Generator:
    return np.random.default_rng(0)


def _drawn(generator: np.random.Generator, logits: np.ndarray) -> np.ndarray:
    """True values drawn with the probabilities that the logits mean."""
    chances = softmax(logits, axis=1).cumsum(axis=1)
    return np.asarray((generator.random((len(logits), 1)) > chances).sum(axis=1))


def _scores(generator: np.random.Generator, scale: float = 2.0) -> np.ndarray:
    return generator.normal(scale=scale, size=(ROWS, VALUES)).astype(np.float32)


def _probabilities(blend: Blend, vector: np.ndarray, lexical: np.ndarray) -> np.ndarray:
    return np.asarray(softmax(blend.logits(vector, lexical), axis=1))


@pytest.mark.parametrize("useless", ["vector", "lexical"])
def test_a_useless_view_gets_a_weight_near_zero(generator: np.random.Generator, useless: str) -> None:
    good, noise = _scores(generator), _scores(generator)
    targets = _drawn(generator, good)
    blend = fit_blend(noise, good, targets) if useless == "vector" else fit_blend(good, noise, targets)
    weights = {"vector": blend.vector_weight, "lexical": blend.lexical_weight}
    assert weights.pop(useless) < 0.05
    assert weights.popitem()[1] == pytest.approx(1, abs=0.1)


@pytest.mark.parametrize("factor", [0.2, 1.0, 5.0])
def test_scores_that_are_too_sure_or_too_shy_are_put_right(generator: np.random.Generator, factor: float) -> None:
    logits, nothing = _scores(generator), np.zeros((ROWS, VALUES), np.float32)
    blend = fit_blend(logits * np.float32(factor), nothing, _drawn(generator, logits))
    assert blend.vector_weight * factor == pytest.approx(1, abs=0.1)


def test_probabilities_are_as_often_right_as_they_say(generator: np.random.Generator) -> None:
    first, second = _scores(generator), _scores(generator)
    targets = _drawn(generator, first + 0.5 * second)
    blend = fit_blend(first * 3, second / 4, targets)
    probabilities = _probabilities(blend, first * 3, second / 4)
    confidence, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == targets
    for low in (0.3, 0.5, 0.7, 0.9):
        band = (confidence >= low) & (confidence < low + 0.1)
        margin = 3 * (0.25 / band.sum()) ** 0.5
        assert right[band].mean() == pytest.approx(confidence[band].mean(), abs=margin)


def test_two_views_together_beat_each_alone(generator: np.random.Generator) -> None:
    first, second = _scores(generator), _scores(generator)
    targets = _drawn(generator, first + second)
    blend = fit_blend(first, second, targets)
    alone = max(float((view.argmax(axis=1) == targets).mean()) for view in (first, second))
    assert blend.accuracy > alone + 0.05
    assert blend.vector_weight > 0.5
    assert blend.lexical_weight > 0.5


@pytest.mark.parametrize("seed", range(5))
def test_it_is_never_below_the_words_alone_by_more_than_chance(seed: int) -> None:
    generator = np.random.default_rng(seed)
    lexical, vector = _scores(generator), _scores(generator, scale=1 + seed)
    targets = _drawn(generator, lexical)
    blend = fit_blend(vector, lexical, targets)
    alone, blended = lexical.argmax(axis=1) == targets, blend.logits(vector, lexical).argmax(axis=1) == targets
    assert int(alone.sum()) - int(blended.sum()) <= int((alone != blended).sum()) ** 0.5


@pytest.mark.parametrize("blunder", [10, 200])
def test_words_that_are_right_more_often_than_the_blend_are_taken_alone(blunder: int) -> None:
    """The likeliest weights listen to the vectors, which know less: the words' few blunders are held against them."""
    generator = np.random.default_rng(0)
    targets = generator.integers(0, 2, 400)
    lexical = np.zeros((400, 2), np.float32)
    lexical[np.arange(400), targets] = 0.05  # right by a hair
    lexical[:12] *= -blunder
    vector = np.zeros((400, 2), np.float32)
    vector[np.arange(400), targets] = generator.normal(0.6, 1.0, 400)
    blend = fit_blend(vector, lexical, targets)
    assert blend.vector_weight == 0.0
    assert blend.lexical_weight > 0.0
    assert blend.accuracy == pytest.approx(388 / 400)


def test_what_it_reports_is_what_it_reaches(generator: np.random.Generator) -> None:
    first, second = _scores(generator), _scores(generator)
    targets = _drawn(generator, first)
    blend = fit_blend(first, second, targets)
    logits = blend.logits(first, second)
    assert blend.accuracy == pytest.approx((logits.argmax(axis=1) == targets).mean())
    assert blend.log_loss == pytest.approx(-log_softmax(logits, axis=1)[np.arange(ROWS), targets].mean())


def test_weights_are_never_negative_nor_without_bound(generator: np.random.Generator) -> None:
    targets = generator.integers(0, VALUES, ROWS)
    perfect = np.eye(VALUES, dtype=np.float32)[targets]
    for vector, lexical in ((perfect, perfect), (-perfect, perfect), (perfect, -perfect), (-perfect, -perfect)):
        blend = fit_blend(vector, lexical, targets)
        assert 0 <= blend.vector_weight <= 50
        assert 0 <= blend.lexical_weight <= 50


def test_one_row_is_enough_to_fit() -> None:
    one = np.array([[1.0, 0.0]], np.float32)
    blend = fit_blend(one, one, np.array([0]))
    assert np.isfinite([blend.vector_weight, blend.lexical_weight, blend.log_loss]).all()
