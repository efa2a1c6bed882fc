"""Tests of fine-tuning as `firstline train --finetune` does it."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from firstline.datasets.config import Config
from firstline.models.bundle import Bundle

for module in ("torch", "transformers", "sentence_transformers"):
    pytest.importorskip(module, reason="comes with firstline[finetune]")

from firstline.datasets.errors import EncoderError
from firstline.models.cache_folder import default_cache_folder
from firstline.training import export_gate, training_run
from firstline.training.finetune_options import FinetuneOptions
from firstline.training.finetune_pairs import PairProbe
from firstline.training.finetune_recipe import FinetuneRecipe
from firstline.training.training_run import train_bundle
from tests.training.small_desk import file_digests
from tests.training.tiny_transformer import save_tiny_transformer
from tests.training.tuned_desk import CATEGORIES, RECIPE, TEXTS, TICKETS


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One that knows letters only, so that there is something to learn."""
    return save_tiny_transformer(tmp_path_factory.mktemp("model") / "desk")


@pytest.fixture(autouse=True)
def short_recipe(monkeypatch: pytest.MonkeyPatch) -> None:
    _use(monkeypatch, replace(RECIPE, epochs=10))


def _use(monkeypatch: pytest.MonkeyPatch, recipe: FinetuneRecipe) -> None:
    monkeypatch.setattr(training_run, "recipe_for", lambda _rows: recipe)


def _train(folder: Path, output: Path) -> list[str]:
    said: list[str] = []
    options = FinetuneOptions()
    train_bundle(
        TICKETS,
        output,
        config=Config(),
        fields=["category"],
        encoder=f"path:{folder}",
        finetune=options,
        say=said.append,
    )
    return said


def test_the_bundle_carries_its_own_encoder_and_says_what_was_measured(folder: Path, tmp_path: Path) -> None:
    said = _train(folder, tmp_path / "bundle")
    bundle = Bundle.load(tmp_path / "bundle")
    assert "fine-tuned" in bundle.encoder.manifest.name
    measured = bundle.manifest.finetuning or {}
    assert measured["gain_of_vectors"] > 0
    assert measured["same_labels"] >= export_gate.SAME_LABELS
    assert measured["steps"]["older"] <= measured["steps"]["planned"]
    predictions = bundle.predict(TEXTS, bundle.encoder.encode(TEXTS))
    right = [p.fields["category"].value == wanted for p, wanted in zip(predictions, CATEGORIES, strict=True)]
    assert np.mean(right) > 0.95
    assert any("export:" in line for line in said)


def test_the_same_data_and_seed_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        _train(folder, tmp_path / name)
    assert file_digests(tmp_path / "one") == file_digests(tmp_path / "two")


def test_nothing_is_left_behind(folder: Path, tmp_path: Path) -> None:
    _train(folder, tmp_path / "bundle")
    left = default_cache_folder() / "finetune"
    assert not left.exists() or not any(left.iterdir())


def test_an_encoder_that_is_no_better_is_not_taken(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _use(monkeypatch, replace(RECIPE, rate=0.0, head_rate=0.0))
    monkeypatch.setattr("firstline.training.probe.Probe.gain_over", lambda *_: (0.0, 0.01))
    said = _train(folder, tmp_path / "bundle")
    assert any("frozen encoder, which is kept" in line for line in said)
    bundle = Bundle.load(tmp_path / "bundle")
    assert bundle.manifest.finetuning is None
    assert "fine-tuned" not in bundle.encoder.manifest.name


def test_an_encoder_with_which_searches_find_less_is_not_taken(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = iter([PairProbe(np.array([True] * 20 + [False] * 30)), PairProbe(np.array([True] * 40 + [False] * 10))])
    monkeypatch.setattr("firstline.training.finetuning.PairProbe.of", lambda *_: next(found))
    said = _train(folder, tmp_path / "bundle")
    assert any("searches would find less" in line for line in said)
    assert Bundle.load(tmp_path / "bundle").manifest.finetuning is None


def test_a_graph_that_is_not_the_network_is_refused(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_gate, "LARGEST_DIFFERENCE", -1.0)
    with pytest.raises(EncoderError, match="is not the network"):
        _train(folder, tmp_path / "bundle")
    assert not (tmp_path / "bundle").exists()


def test_int8_that_costs_too_much_is_refused_and_float32_kept(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_gate, "_loss", lambda *_: (0.02, 0.004))
    _train(folder, tmp_path / "bundle")
    manifest = json.loads((tmp_path / "bundle" / "encoder" / "encoder.json").read_text())
    assert manifest["precision"] == "fp32"
