"""Tests of the fine-tuning loss."""

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="comes with firstline[finetune]")

from firstline.models.centre import centre_vectors
from firstline.training.finetune_aim import FieldAim
from firstline.training.finetune_loss import AimLosses, contrastive
from firstline.training.finetune_recipe import FinetuneRecipe

ROWS = np.arange(40)
LABELS = ["a" if row % 2 else "b" for row in ROWS]


def _vectors(seed: int = 0) -> np.ndarray:
    """Unit vectors in one corner, the two values a little apart."""
    generator = np.random.default_rng(seed)
    raw = generator.normal(scale=0.1, size=(len(ROWS), 8)).astype(np.float32) + 1
    raw[::2, 0] += 0.5
    return raw / np.linalg.norm(raw, axis=1, keepdims=True)


def _losses(*labels: list[str | None], recipe: FinetuneRecipe | None = None) -> AimLosses:
    aims = [FieldAim.of(f"field{number}", column) for number, column in enumerate(labels)]
    return AimLosses(aims, _vectors(), ROWS, recipe or FinetuneRecipe())


def test_the_heads_begin_where_the_frozen_vectors_already_tell_values_apart() -> None:
    assert _losses(LABELS).accuracy(_vectors(), ROWS) > 0.9


def test_a_step_down_the_gradient_lowers_the_loss() -> None:
    losses = _losses(LABELS)
    vectors = torch.from_numpy(_vectors())
    before = losses(vectors, ROWS)
    before.backward()
    with torch.no_grad():
        for parameter in losses.parameters():
            parameter.sub_(0.01 * parameter.grad)
    assert losses(vectors, ROWS) < before


def test_rows_without_a_label_for_one_field_still_teach_the_others() -> None:
    half: list[str | None] = [label if row < 20 else None for row, label in enumerate(LABELS)]
    losses = _losses(LABELS, half)
    losses(torch.from_numpy(_vectors()[20:]), ROWS[20:]).backward()
    first, second = losses.heads
    assert first.weight.grad.abs().sum() > 0
    assert second.weight.grad is None


def test_vectors_that_leave_the_frozen_ones_cost() -> None:
    keep, free = (_losses(LABELS, recipe=FinetuneRecipe(keep=keep)) for keep in (5.0, 0.0))
    moved = torch.from_numpy(np.roll(_vectors(), 1, axis=1))
    stayed = torch.from_numpy(_vectors())
    with torch.no_grad():
        assert float(keep(moved, ROWS) - free(moved, ROWS)) > 1
        assert float(keep(stayed, ROWS) - free(stayed, ROWS)) == pytest.approx(0, abs=1e-4)


def test_the_scorer_says_what_the_head_says_of_centred_vectors() -> None:
    losses, vectors = _losses(LABELS), _vectors(1)
    logits = losses.scorer(0).scores(centre_vectors(vectors, losses.centre))
    shares = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    np.testing.assert_allclose(losses.probabilities(0, vectors), shares, atol=2e-3)


def test_the_contrastive_loss_falls_as_equal_values_come_together() -> None:
    truth = torch.tensor([0, 0, 1, 1])
    apart = torch.nn.functional.normalize(torch.tensor([[1.0, 0], [0, 1], [1, 0.1], [0.1, 1]]), dim=1)
    together = torch.nn.functional.normalize(torch.tensor([[1.0, 0], [1, 0.1], [0, 1], [0.1, 1]]), dim=1)
    assert contrastive(together, truth, temperature=0.1) < contrastive(apart, truth, temperature=0.1)


def test_a_batch_in_which_no_value_comes_twice_has_no_contrast() -> None:
    vectors = torch.nn.functional.normalize(torch.randn(3, 4), dim=1)
    assert contrastive(vectors, torch.tensor([0, 1, 2]), temperature=0.1) == 0


def test_a_pair_is_found_among_the_others_more_cheaply_when_it_is_alike() -> None:
    losses = _losses(LABELS)
    first, hard = torch.from_numpy(_vectors(1)), torch.from_numpy(_vectors(2))
    assert losses.pair_loss(first, first, hard) < losses.pair_loss(first, first.flip(0), hard)
