"""Tests of the embedding cache."""

import multiprocessing
import os
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from firstline.models.embedding_cache import CachedEncoder, EmbeddingCache
from firstline.models.encoder import Encoder, Progress, Vectors
from firstline.models.onnx_encoder import OnnxEncoder
from tests.tiny_encoder import DIMENSION, build_tiny_encoder

TEXTS = [f"request {number} about the printer" for number in range(40)]
FINGERPRINT = "f" * 64


class CountingEncoder:
    """An encoder that remembers what it was asked, and stops where it is told to."""

    def __init__(self, encoder: Encoder, *, stop_after: int | None = None) -> None:
        self._encoder = encoder
        self._stop_after = stop_after
        self.fingerprint = encoder.fingerprint
        self.dimension = encoder.dimension
        self.calls: list[int] = []

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        if len(self.calls) == self._stop_after:
            raise KeyboardInterrupt
        self.calls.append(len(texts))
        return self._encoder.encode(texts, progress=progress)


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> OnnxEncoder:
    return OnnxEncoder(build_tiny_encoder(tmp_path_factory.mktemp("encoder")))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def _segments(folder: Path) -> list[Path]:
    return sorted(folder.glob("*/*.npy"))


def test_a_cached_encoder_gives_the_vectors_of_its_encoder(encoder: OnnxEncoder, folder: Path) -> None:
    cached = CachedEncoder(encoder, EmbeddingCache(folder))
    wanted = encoder.encode(TEXTS)
    for _ in range(2):
        np.testing.assert_array_equal(cached.encode(TEXTS), wanted)
    assert (cached.fingerprint, cached.dimension) == (encoder.fingerprint, encoder.dimension)


def test_a_second_run_encodes_nothing(encoder: OnnxEncoder, folder: Path) -> None:
    CachedEncoder(encoder, EmbeddingCache(folder)).encode(TEXTS)
    counting = CountingEncoder(encoder)
    CachedEncoder(counting, EmbeddingCache(folder)).encode(TEXTS[::-1])
    assert counting.calls == []


def test_equal_texts_are_encoded_once(encoder: OnnxEncoder, folder: Path) -> None:
    counting = CountingEncoder(encoder)
    vectors = CachedEncoder(counting, EmbeddingCache(folder)).encode(["a", "b", "a", "a"])
    assert counting.calls == [2]
    np.testing.assert_array_equal(vectors, encoder.encode(["a", "b", "a", "a"]))


def test_no_texts_give_no_vectors(encoder: OnnxEncoder, folder: Path) -> None:
    assert CachedEncoder(encoder, EmbeddingCache(folder)).encode([]).shape == (0, DIMENSION)


def test_an_interrupted_run_goes_on_where_it_was(
    encoder: OnnxEncoder, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("firstline.models.embedding_cache.TEXTS_PER_SEGMENT", 10)
    with pytest.raises(KeyboardInterrupt):
        CachedEncoder(CountingEncoder(encoder, stop_after=3), EmbeddingCache(folder)).encode(TEXTS)
    counting = CountingEncoder(encoder)
    vectors = CachedEncoder(counting, EmbeddingCache(folder)).encode(TEXTS)
    assert counting.calls == [10]
    np.testing.assert_array_equal(vectors, encoder.encode(TEXTS))


def test_progress_counts_what_was_known_already(encoder: OnnxEncoder, folder: Path) -> None:
    cached = CachedEncoder(encoder, EmbeddingCache(folder))
    cached.encode(TEXTS[:30])
    seen: list[tuple[int, int]] = []
    cached.encode(TEXTS, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(30, 40), (40, 40)]


def test_vectors_of_another_encoder_are_never_given(folder: Path) -> None:
    cache = EmbeddingCache(folder)
    cache.put(FINGERPRINT, ["text"], np.ones((1, 4), np.float32))
    _, known = cache.get("e" * 64, ["text"], dimension=4)
    assert not known.any()


def test_a_fingerprint_that_only_begins_alike_is_another(folder: Path) -> None:
    cache = EmbeddingCache(folder)
    cache.put(FINGERPRINT, ["text"], np.ones((1, 4), np.float32))
    _, known = cache.get(FINGERPRINT[:-1] + "0", ["text"], dimension=4)
    assert not known.any()


@pytest.mark.parametrize("damage", ["truncated", "flipped", "empty", "foreign"])
def test_a_damaged_segment_is_left_aside(folder: Path, damage: str) -> None:
    EmbeddingCache(folder).put(FINGERPRINT, TEXTS, np.ones((len(TEXTS), 4), np.float32))
    (path,) = _segments(folder)
    data = bytearray(path.read_bytes())
    data[-3] ^= 1
    whole = path.read_bytes()
    path.write_bytes({"truncated": whole[:-5], "flipped": bytes(data), "empty": b"", "foreign": b"hello"}[damage])
    _, known = EmbeddingCache(folder).get(FINGERPRINT, TEXTS, dimension=4)
    assert not known.any()


def test_a_segment_that_was_not_finished_is_not_read(folder: Path) -> None:
    cache = EmbeddingCache(folder)
    cache.put(FINGERPRINT, ["text"], np.ones((1, 4), np.float32))
    (path,) = _segments(folder)
    path.rename(path.with_suffix(".partial"))
    _, known = EmbeddingCache(folder).get(FINGERPRINT, ["text"], dimension=4)
    assert not known.any()


def test_a_cache_that_cannot_be_written_does_not_stop_the_work(encoder: OnnxEncoder, folder: Path) -> None:
    folder.write_text("a file where the folder should be")
    vectors = CachedEncoder(encoder, EmbeddingCache(folder)).encode(["text"])
    np.testing.assert_array_equal(vectors, encoder.encode(["text"]))


def test_lone_surrogates_have_a_key(encoder: OnnxEncoder, folder: Path) -> None:
    cached = CachedEncoder(encoder, EmbeddingCache(folder))
    np.testing.assert_array_equal(cached.encode(["\ud83d"]), cached.encode(["\ud83d"]))


def _put(folder: Path, start: int) -> None:
    cache = EmbeddingCache(folder)
    for number in range(start, start + 20):
        cache.put(FINGERPRINT, [f"text {number}"], np.full((1, 4), number, np.float32))


def test_two_processes_may_write_at_once_and_a_third_sees_all(folder: Path) -> None:
    reader = EmbeddingCache(folder)
    assert not reader.get(FINGERPRINT, ["text 0"], dimension=4)[1].any()
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_put, args=(folder, start)) for start in (0, 20)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    vectors, known = reader.get(FINGERPRINT, [f"text {number}" for number in range(40)], dimension=4)
    assert known.all()
    np.testing.assert_array_equal(vectors[:, 0], np.arange(40))


def test_pruning_removes_the_oldest_first(folder: Path) -> None:
    cache = EmbeddingCache(folder)
    for number in range(5):
        cache.put(FINGERPRINT, [f"text {number}"], np.full((1, 4), number, np.float32))
    size = _segments(folder)[0].stat().st_size
    assert cache.prune(2 * size) == 3 * size
    _, known = EmbeddingCache(folder).get(FINGERPRINT, [f"text {number}" for number in range(5)], dimension=4)
    assert known.tolist() == [False, False, False, True, True]
    assert cache.prune(2 * size) == 0


def test_pruning_removes_what_was_left_unfinished_long_ago(folder: Path) -> None:
    home = folder / "abc"
    home.mkdir(parents=True)
    for name, age in (("old.partial", 10_000), ("new.partial", 0)):
        (home / name).write_bytes(b"x")
        os.utime(home / name, (time.time() - age,) * 2)
    EmbeddingCache(folder).prune(0)
    assert [path.name for path in home.iterdir()] == ["new.partial"]


def test_38_000_known_texts_are_found_in_less_than_two_seconds(folder: Path) -> None:
    texts = [f"text {number}" for number in range(38_000)]
    vectors = np.random.default_rng(0).standard_normal((38_000, 384)).astype(np.float32)
    for start in range(0, 38_000, 2_000):
        EmbeddingCache(folder).put(FINGERPRINT, texts[start : start + 2_000], vectors[start : start + 2_000])
    began = time.process_time()  # whatever else the machine does
    found, known = EmbeddingCache(folder).get(FINGERPRINT, texts, dimension=384)
    assert time.process_time() - began < 2
    assert known.all()
    np.testing.assert_array_equal(found, vectors)
