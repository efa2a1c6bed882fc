"""Tests of the cache of converted encoders."""

import multiprocessing
import shutil
import time
from functools import partial
from pathlib import Path

import pytest

from firstline.models.encoder_manifest import MODEL_NAME
from firstline.models.onnx_encoder import OnnxEncoder
from firstline.training.encoder_cache import EncoderCache
from tests.tiny_encoder import build_tiny_encoder

SPAWN = multiprocessing.get_context("spawn")


def _build(calls: Path, folder: Path) -> None:
    """Builds, and leaves a file for each time it was called."""
    calls.mkdir(exist_ok=True)
    (calls / str(time.time_ns())).touch()
    build_tiny_encoder(folder)


def _build_slowly(folder: Path) -> None:
    build_tiny_encoder(folder)
    time.sleep(60)


def _get_slowly(root: Path) -> None:
    EncoderCache(root).get("tiny", _build_slowly)


def _get(root: Path, calls: Path) -> None:
    EncoderCache(root).get("tiny", partial(_build, calls))


def _never(folder: Path) -> None:
    raise AssertionError("nothing was to be built")


def test_an_encoder_is_converted_once(tmp_path: Path) -> None:
    cache = EncoderCache(tmp_path)
    first = cache.get("tiny", build_tiny_encoder_into)
    assert cache.get("tiny", _never) == first
    assert OnnxEncoder(first).dimension


def build_tiny_encoder_into(folder: Path) -> None:
    assert list(folder.iterdir()) == []
    build_tiny_encoder(folder)


def test_a_conversion_that_fails_leaves_nothing(tmp_path: Path) -> None:
    def fail(folder: Path) -> None:
        build_tiny_encoder(folder)
        raise RuntimeError("the disk is full")

    cache = EncoderCache(tmp_path)
    with pytest.raises(RuntimeError, match="disk"):
        cache.get("tiny", fail)
    assert [path.name for path in (tmp_path / "encoders").iterdir() if path.is_dir()] == []
    assert cache.get("tiny", build_tiny_encoder_into).is_dir()


def test_a_conversion_that_was_killed_is_never_trusted(tmp_path: Path) -> None:
    process = SPAWN.Process(target=_get_slowly, args=(tmp_path,))
    process.start()
    encoders = tmp_path / "encoders"
    while not list(encoders.glob("tiny.*.partial/encoder.json")):
        assert process.is_alive()
        time.sleep(0.02)
    process.kill()
    process.join()
    assert not (encoders / "tiny").exists()
    folder = EncoderCache(tmp_path).get("tiny", build_tiny_encoder_into)
    assert [path for path in encoders.iterdir() if path.is_dir()] == [folder]


def test_two_runs_at_once_convert_once(tmp_path: Path) -> None:
    calls = tmp_path / "calls"
    processes = [SPAWN.Process(target=_get, args=(tmp_path, calls)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert len(list(calls.iterdir())) == 1


@pytest.mark.parametrize("damage", ["flipped", "missing", "emptied"])
def test_a_damaged_encoder_is_made_again(tmp_path: Path, damage: str) -> None:
    cache = EncoderCache(tmp_path)
    model = cache.get("tiny", build_tiny_encoder_into) / MODEL_NAME
    if damage == "flipped":
        data = bytearray(model.read_bytes())
        data[1_000] ^= 1
        model.write_bytes(data)
    elif damage == "missing":
        model.unlink()
    else:
        shutil.rmtree(model.parent)
        model.parent.mkdir()
    OnnxEncoder(cache.get("tiny", build_tiny_encoder_into))
