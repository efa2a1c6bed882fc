"""Tests of the names that --encoder takes."""

import importlib.util
from pathlib import Path

import pytest

from firstline.datasets.errors import BundleError, ConfigError, EncoderError
from firstline.models.encoder_manifest import MODEL_NAME
from firstline.training.encoder_cache import EncoderCache
from firstline.training.encoder_source import resolve_encoder
from tests.tiny_encoder import build_tiny_encoder


@pytest.fixture
def cache(tmp_path: Path) -> EncoderCache:
    return EncoderCache(tmp_path / "cache")


@pytest.mark.parametrize("name", ["", "auto", "bert", "hf:", "path:", "E5"])
def test_an_unknown_name_is_refused_with_the_known_ones(name: str, cache: EncoderCache) -> None:
    with pytest.raises(ConfigError, match="e5, minilm, hf:ID or path:DIR"):
        resolve_encoder(name, cache=cache)


def test_an_encoder_folder_is_used_as_it_is(tmp_path: Path, cache: EncoderCache) -> None:
    folder = build_tiny_encoder(tmp_path / "encoder")
    assert resolve_encoder(f"path:{folder}", cache=cache) == folder


def test_a_damaged_encoder_folder_is_refused(tmp_path: Path, cache: EncoderCache) -> None:
    folder = build_tiny_encoder(tmp_path / "encoder")
    (folder / MODEL_NAME).write_bytes(b"")
    with pytest.raises(BundleError, match="damaged"):
        resolve_encoder(f"path:{folder}", cache=cache)


def test_a_folder_that_is_no_encoder_is_refused(tmp_path: Path, cache: EncoderCache) -> None:
    with pytest.raises(ConfigError, match="neither"):
        resolve_encoder(f"path:{tmp_path}", cache=cache)


def test_without_its_package_minilm_names_the_extra(cache: EncoderCache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(EncoderError, match=r"firstline\[finetune\]"):
        resolve_encoder("minilm", cache=cache)


def test_without_torch_a_model_folder_names_the_extra(
    tmp_path: Path, cache: EncoderCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "modules.json").write_text("[]")
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(EncoderError, match=r"torch.*firstline\[finetune\]"):
        resolve_encoder(f"path:{tmp_path}", cache=cache)


def test_a_hub_model_without_a_network_is_an_encoder_error(
    cache: EncoderCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("huggingface_hub", reason="comes with firstline[finetune]")
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(EncoderError, match="path:DIR"):
        resolve_encoder("hf:firstline-desk/no-such-model", cache=cache)
