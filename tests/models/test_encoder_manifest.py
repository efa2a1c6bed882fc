"""Tests of the manifest of an encoder folder."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from firstline.datasets.errors import BundleError
from firstline.models.encoder_manifest import EncoderManifest, file_sha256
from tests.tiny_encoder import build_tiny_encoder


@pytest.fixture
def folder(tiny_encoder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(tiny_encoder, tmp_path / "encoder"))


def _change(folder: Path, **changes: Any) -> None:
    path = folder / "encoder.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def test_a_folder_says_what_it_holds(folder: Path) -> None:
    manifest = EncoderManifest.read(folder)
    assert (manifest.name, manifest.dimension, manifest.precision) == ("tiny", 64, "fp32")
    assert manifest.model_sha256 == file_sha256(folder / "model.onnx")


def test_the_fingerprint_changes_with_all_that_changes_vectors_and_with_nothing_else(
    folder: Path, tmp_path: Path
) -> None:
    before = EncoderManifest.read(folder).fingerprint
    _change(folder, name="another", licence="MIT", source="elsewhere")
    assert EncoderManifest.read(folder).fingerprint == before
    assert EncoderManifest.read(build_tiny_encoder(tmp_path / "other", seed=1)).fingerprint != before
    for change in ({"prefix": "query: "}, {"pooling": "cls"}, {"max_tokens": 64}):
        other = Path(shutil.copytree(folder, tmp_path / next(iter(change))))
        _change(other, **change)
        assert EncoderManifest.read(other).fingerprint != before


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_changed_or_missing_file_is_refused(folder: Path, name: str) -> None:
    with (folder / name).open("ab") as stream:
        stream.write(b" ")
    with pytest.raises(BundleError, match=r"damaged.*copy"):
        EncoderManifest.read(folder)
    (folder / name).unlink()
    with pytest.raises(BundleError, match=r"cannot be read.*copy"):
        EncoderManifest.read(folder)


@pytest.mark.parametrize(
    "change",
    [{"format_version": 2}, {"dimension": 0}, {"dimension": "64"}, {"pooling": "max"}, {"normalize": False}, {"x": 1}],
)
def test_another_format_is_refused_with_the_key_that_is_wrong(folder: Path, change: dict[str, Any]) -> None:
    _change(folder, **change)
    with pytest.raises(BundleError, match=rf"format version 1 .*{next(iter(change))}"):
        EncoderManifest.read(folder)


def test_a_folder_without_a_manifest_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match="not an encoder folder"):
        EncoderManifest.read(tmp_path)
