"""Tests of the cross-encoder."""

from pathlib import Path

import pytest

from firstline.datasets.errors import BundleError, ConfigError
from firstline.models.cross_encoder import OnnxCrossEncoder, open_cross_encoder
from tests.tiny_cross_encoder import build_tiny_cross_encoder

WORDS = ["open", "the", "tray", "and", "remove", "jammed", "paper", "from", "printer", "network"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return build_tiny_cross_encoder(tmp_path / "cross", WORDS)


def test_request_and_passage_are_read_together(folder: Path) -> None:
    judge = OnnxCrossEncoder(folder)
    asked = "paper jammed in printer"
    scores = judge.scores(asked, ["remove jammed paper from the printer", "the network", ""])
    assert scores.tolist() == pytest.approx([1.5, -1.5, -1.5])
    assert judge.scores(asked, []).shape == (0,)


def test_a_long_request_leaves_room_for_the_passage(folder: Path) -> None:
    judge = OnnxCrossEncoder(folder)
    (score,) = judge.scores("paper " * 20_000, ["tray " * 100 + "paper"])
    assert score > 100


def test_it_is_named_by_its_folder(folder: Path) -> None:
    assert open_cross_encoder(f"path:{folder}").scores("paper", ["paper"]).tolist() == [-0.5]
    for name in ("folder", "path:", "hf:", "e5"):
        with pytest.raises(ConfigError, match="hf:ID or path:DIR"):
            open_cross_encoder(name)


def test_what_is_no_cross_encoder_is_refused(tmp_path: Path, folder: Path, tiny_encoder: Path) -> None:
    with pytest.raises(BundleError, match=r"no cross-encoder in ONNX"):
        OnnxCrossEncoder(tmp_path)
    with pytest.raises(BundleError, match="one number a pair"):
        OnnxCrossEncoder(tiny_encoder)
    (folder / "onnx" / "model.onnx").write_bytes(b"no graph")
    with pytest.raises(BundleError, match="not a graph"):
        OnnxCrossEncoder(folder)
