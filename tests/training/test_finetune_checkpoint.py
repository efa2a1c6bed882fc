"""Tests of the fine-tuning checkpoint."""

from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="comes with firstline[finetune]")

from firstline.training.finetune_checkpoint import FinetuneCheckpoint


def test_what_was_saved_last_is_loaded(tmp_path: Path) -> None:
    checkpoint = FinetuneCheckpoint(tmp_path / "run")
    assert checkpoint.load() is None
    for step in (1, 2):
        checkpoint.save({"weights": torch.full((3,), float(step))}, {"step": step})
    tensors, state = checkpoint.load() or ({}, {})
    assert state == {"step": 2}
    assert tensors["weights"].tolist() == [2.0, 2.0, 2.0]


def test_a_file_cut_short_is_as_good_as_none(tmp_path: Path) -> None:
    checkpoint = FinetuneCheckpoint(tmp_path / "run")
    checkpoint.save({"weights": torch.ones(100)}, {"step": 1})
    (file,) = (tmp_path / "run").iterdir()
    file.write_bytes(file.read_bytes()[:-50])
    assert checkpoint.load() is None


def test_an_interrupted_save_leaves_what_was_there(tmp_path: Path) -> None:
    checkpoint = FinetuneCheckpoint(tmp_path / "run")
    checkpoint.save({"weights": torch.ones(2)}, {"step": 1})
    (tmp_path / "run" / "checkpoint.safetensors.77.partial").write_bytes(b"half")
    _, state = checkpoint.load() or ({}, {})
    assert state == {"step": 1}
