"""Tests of the head fit."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from firstline.models.centre import centre_vectors
from firstline.models.lexical_view import LexicalView
from firstline.models.onnx_encoder import OnnxEncoder
from firstline.training.head_fit import FittedHead, Views, fit_head
from firstline.training.held_out import held_out_plan
from tests.training.small_desk import small_desk


@pytest.fixture(scope="module")
def encoder(tiny_encoder: Path) -> OnnxEncoder:
    return OnnxEncoder(tiny_encoder)


TICKETS = small_desk()[:120]
TEXTS = [ticket.body for ticket in TICKETS]
CATEGORIES = [str(ticket.category) for ticket in TICKETS]


def _views(encoder: OnnxEncoder, texts: Sequence[str]) -> Views:
    vectors = encoder.encode(texts)
    return Views(centre_vectors(vectors, vectors.mean(axis=0)), LexicalView.fit(texts).transform(texts))


def _fit(
    encoder: OnnxEncoder, labels: Sequence[str | None], texts: Sequence[str] = TEXTS, order: Sequence[str] = ()
) -> tuple[FittedHead, np.ndarray]:
    """The fitted head and its probabilities for the texts it was fitted on."""
    views = _views(encoder, texts)
    values = sorted({label for label in labels if label is not None})
    plan = held_out_plan(texts, [None] * len(texts), seed=0)
    fitted = fit_head(labels, views, plan, values=values, order=order, seed=0)
    return fitted, fitted.head.probabilities(
        fitted.head.logits(views.vectors, fitted.head.lexical_logits(views.lexical))
    )


def _guesses(fitted: FittedHead, probabilities: np.ndarray) -> list[str]:
    return [fitted.head.values[position] for position in probabilities.argmax(axis=1)]


def test_a_head_says_what_it_was_taught(encoder: OnnxEncoder) -> None:
    fitted, probabilities = _fit(encoder, CATEGORIES)
    assert _guesses(fitted, probabilities) == CATEGORIES
    assert fitted.head.values == ("invoice", "password", "printer")


def test_the_evidence_comes_from_models_that_had_not_read_it(encoder: OnnxEncoder) -> None:
    """Labels without rhyme or reason can be learned by heart; held out, they are guessed."""
    labels = [f"c{number}" for number in np.random.default_rng(0).integers(0, 4, len(TEXTS))]
    fitted, _ = _fit(encoder, labels)
    assert fitted.metrics["held_out"] == len(TEXTS)
    assert fitted.metrics["accuracy"] < 0.45
    assert fitted.probabilities.max(axis=1).mean() < 0.5


def test_the_metrics_are_those_of_the_evidence(encoder: OnnxEncoder) -> None:
    fitted, _ = _fit(encoder, CATEGORIES)
    right = fitted.probabilities.argmax(axis=1) == fitted.targets
    assert fitted.metrics["accuracy"] == pytest.approx(right.mean(), abs=1e-4)
    assert fitted.metrics["accuracy"] > 0.95
    assert fitted.metrics["top3"] == 1.0
    assert fitted.probabilities.shape == fitted.logits.shape == (len(fitted.judged), 3)
    np.testing.assert_allclose(fitted.probabilities.sum(axis=1), 1)


def test_the_prior_is_the_share_of_each_value(encoder: OnnxEncoder) -> None:
    fitted, _ = _fit(encoder, CATEGORIES)
    shares = [CATEGORIES.count(value) / len(CATEGORIES) for value in fitted.head.values]
    np.testing.assert_allclose(fitted.head.prior, shares)


def test_missing_labels_neither_teach_nor_judge(encoder: OnnxEncoder) -> None:
    labels = [label if row % 2 else None for row, label in enumerate(CATEGORIES)]
    fitted, probabilities = _fit(encoder, labels)
    assert set(fitted.judged.tolist()) <= set(range(1, len(TEXTS), 2))
    assert np.mean(np.array(_guesses(fitted, probabilities)) == CATEGORIES) > 0.95
    assert fitted.head.prior.sum() == pytest.approx(1)


def test_a_value_of_one_row_stays_predictable(encoder: OnnxEncoder) -> None:
    texts = [*TEXTS, "the coffee machine of the canteen leaks espresso"]
    fitted, probabilities = _fit(encoder, [*CATEGORIES, "canteen"], texts)
    assert "canteen" in fitted.head.values
    assert _guesses(fitted, probabilities)[-1] == "canteen"
    assert np.mean(np.array(_guesses(fitted, probabilities)[:-1]) == CATEGORIES) > 0.95


@pytest.mark.parametrize("copies", [1, 2, 3])
def test_a_tiny_desk_still_says_what_it_was_taught(encoder: OnnxEncoder, copies: int) -> None:
    said = {"printer": "the printer jams", "password": "reset my password", "invoice": "wrong amount billed"}
    texts = [f"{text} {'again ' * copy}".strip() for copy in range(copies) for text in said.values()]
    fitted, probabilities = _fit(encoder, list(said) * copies, texts)
    assert _guesses(fitted, probabilities) == list(said) * copies


def test_one_text_with_two_labels_gets_half_of_each(encoder: OnnxEncoder) -> None:
    fitted, probabilities = _fit(encoder, ["a", "b", "a", "b"], ["the same words"] * 4)
    assert fitted.metrics == {"held_out": 0}
    np.testing.assert_allclose(probabilities, 0.5, atol=0.05)


def test_a_constant_field_becomes_a_constant_head_without_evidence(encoder: OnnxEncoder) -> None:
    fitted, probabilities = _fit(encoder, ["same"] * len(TEXTS))
    np.testing.assert_array_equal(probabilities, np.ones((len(TEXTS), 1)))
    assert fitted.metrics["held_out"] == 0
    assert len(fitted.judged) == 0


def test_one_labelled_row_is_enough(encoder: OnnxEncoder) -> None:
    fitted, probabilities = _fit(encoder, ["only", *[None] * (len(TEXTS) - 1)])
    assert fitted.head.values == ("only",)
    assert probabilities.shape == (len(TEXTS), 1)


def test_the_order_of_an_ordered_field_is_kept(encoder: OnnxEncoder) -> None:
    labels = [str(ticket.priority) for ticket in TICKETS]
    fitted, _ = _fit(encoder, labels, order=("normal", "high"))
    assert fitted.head.order == ("normal", "high")


def test_the_same_rows_and_seed_give_the_same_head(encoder: OnnxEncoder) -> None:
    (one, first), (other, second) = _fit(encoder, CATEGORIES), _fit(encoder, CATEGORIES)
    np.testing.assert_array_equal(first, second)
    assert one.metrics == other.metrics


def test_probabilities_held_out_are_about_as_often_right_as_they_say(encoder: OnnxEncoder) -> None:
    """A third of the labels is drawn by lot: no head may be surer than that allows."""
    generator = np.random.default_rng(0)
    labels = [str(generator.choice(["printer", "password", "invoice"])) if row % 3 == 0 else label
              for row, label in enumerate(CATEGORIES)]  # fmt: skip
    fitted, _ = _fit(encoder, labels)
    confidence = fitted.probabilities.max(axis=1).mean()
    assert confidence == pytest.approx(fitted.metrics["accuracy"], abs=0.1)
