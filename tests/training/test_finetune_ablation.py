"""Tests of the fine-tuning ablation's table; its runs take minutes and are no test."""

import numpy as np
import pytest

for module in ("torch", "transformers", "sentence_transformers"):
    pytest.importorskip(module, reason="comes with firstline[finetune]")

from dataclasses import fields

from firstline.training.finetune_ablation import Outcome, _kept, table, variants
from firstline.training.finetune_recipe import FinetuneRecipe
from firstline.training.held_out import Fold

FOLD = Fold(np.arange(0, 60), np.arange(60, 80))


def test_every_variant_changes_one_thing() -> None:
    recipe = FinetuneRecipe()
    for name, variant in variants(recipe).items():
        changed = [f.name for f in fields(recipe) if getattr(recipe, f.name) != getattr(variant, f.name)]
        assert len(changed) == (name != "recipe"), name


def test_a_row_has_the_mean_of_its_seeds_and_their_spread() -> None:
    outcomes = [Outcome("recipe", seed, 0.8, after, 0.7, 2.0) for seed, after in enumerate((0.92, 0.94))]
    outcomes.append(Outcome("half the rate", 0, 0.8, 0.9, 0.9, 2.0))
    assert list(table(outcomes))[2:] == [
        "| recipe | 0.930 ± 0.014 | +0.130 | 70% | 2.0 | 2 |",
        "| half the rate | 0.900 | +0.100 | 90% | 2.0 | 1 |",
    ]


def test_neighbours_are_kept_by_vectors_that_stay() -> None:
    vectors = np.random.default_rng(0).normal(size=(80, 8)).astype(np.float32)
    other = np.random.default_rng(1).normal(size=(80, 8)).astype(np.float32)
    centre = np.zeros(8, dtype=np.float32)
    assert _kept(vectors, vectors, centre, FOLD) == 1.0
    assert _kept(vectors, other, centre, FOLD) < 0.5
