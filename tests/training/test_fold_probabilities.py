"""Tests of the fold probabilities."""

import numpy as np
import pytest

from firstline.datasets.request_text import request_text
from firstline.evaluation.fold_verdicts import FoldVerdicts
from firstline.models.lexical_view import LexicalView
from firstline.training.fold_probabilities import fold_probabilities
from firstline.training.head_fit import Views
from tests.training.small_desk import small_desk


def _judged(labels: list[str | None], texts: list[str]) -> FoldVerdicts | None:
    lexical = LexicalView.fit(texts).transform(texts)
    vectors = np.random.default_rng(0).standard_normal((len(texts), 8)).astype(np.float32)
    return fold_probabilities(labels, texts, Views(vectors, lexical), seed=0)


@pytest.fixture(scope="module")
def desk() -> tuple[list[str | None], list[str]]:
    tickets = small_desk()
    return [ticket.category for ticket in tickets], [request_text(ticket) for ticket in tickets]


def test_every_labelled_ticket_is_judged_once_and_most_are_judged_right(
    desk: tuple[list[str | None], list[str]],
) -> None:
    labels, texts = desk
    found = _judged([None, *labels[1:]], texts)
    assert found is not None
    assert found.rows.tolist() == list(range(1, len(texts)))
    assert [found.values[target] for target in found.targets] == labels[1:]
    assert (found.guesses == found.targets).mean() > 0.9
    assert np.allclose(found.probabilities.sum(axis=1), 1)


def test_a_wrong_label_is_not_believed_by_models_that_did_not_read_it(
    desk: tuple[list[str | None], list[str]],
) -> None:
    labels, texts = desk
    wrong = [*labels]
    wrong[7] = next(label for label in labels if label != labels[7])
    found = _judged(wrong, texts)
    assert found is not None
    assert found.values[found.guesses[7]] == labels[7]


def test_equal_texts_never_judge_each_other() -> None:
    """Which of two values a number has is chance: who knows, knows it from the twin."""
    texts = [f"word{row // 2} number{row // 2}" for row in range(200)]
    coins = np.random.default_rng(3).integers(0, 2, 100)
    found = _judged([("a", "b")[coins[row // 2]] for row in range(200)], texts)
    assert found is not None
    assert (found.guesses == found.targets).mean() < 0.65


def test_a_value_with_fewer_than_five_tickets_is_not_judged(desk: tuple[list[str | None], list[str]]) -> None:
    labels, texts = desk
    found = _judged([*["rare"] * 4, *labels[4:]], texts)
    assert found is not None
    assert "rare" not in found.values
    assert found.rows.min() == 4


@pytest.mark.parametrize("labels", [[None] * 40, ["one"] * 40, ["one"] * 36 + ["two"] * 4])
def test_with_fewer_than_two_values_there_is_nothing_to_judge(labels: list[str | None]) -> None:
    assert _judged(labels, [f"request number {row}" for row in range(40)]) is None
