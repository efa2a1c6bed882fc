"""Tests of the encoder that runs an ONNX graph."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from firstline.datasets.errors import BundleError
from firstline.models.encoder import Encoder
from firstline.models.encoder_manifest import MANIFEST_NAME, MODEL_NAME, TOKENIZER_NAME
from firstline.models.onnx_encoder import OnnxEncoder, usable_cores
from tests.tiny_encoder import DIMENSION, build_tiny_encoder

TEXTS = [
    "The printer on the third floor does not print",
    "",
    "printer",
    "Принтер не печатает",
    "لا أستطيع تسجيل الدخول",
    "パスワードを忘れました",
    "Reset my password 😡",
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return build_tiny_encoder(tmp_path / "encoder")


@pytest.fixture
def encoder(folder: Path) -> OnnxEncoder:
    return OnnxEncoder(folder)


def _edit_manifest(folder: Path, **changes: object) -> None:
    path = folder / MANIFEST_NAME
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))


def test_every_text_has_a_vector_of_length_one(encoder: OnnxEncoder) -> None:
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), DIMENSION)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-5)


def test_no_texts_give_no_vectors(encoder: OnnxEncoder) -> None:
    assert encoder.encode([]).shape == (0, DIMENSION)


def test_texts_that_share_words_are_nearer_than_others(encoder: OnnxEncoder) -> None:
    printer, like, other = encoder.encode(["the printer is jammed", "a jammed printer", "where is my refund?"])
    assert printer @ like > printer @ other + 0.2


def test_a_vector_depends_on_nothing_but_its_text(folder: Path) -> None:
    together = OnnxEncoder(folder, threads=4).encode(TEXTS)
    alone = np.concatenate([OnnxEncoder(folder, threads=1).encode([text]) for text in TEXTS])
    np.testing.assert_array_equal(together, alone)


def test_a_text_that_comes_alone_has_all_cores_and_the_same_vector(folder: Path) -> None:
    one, two = OnnxEncoder(folder, threads=1), OnnxEncoder(folder, threads=2)
    used: list[int] = []

    def seen(threads: int, run: Callable[..., object]) -> Callable[..., object]:
        return lambda *inputs: (used.append(threads), run(*inputs))[1]

    two._session = SimpleNamespace(run=seen(1, two._session.run))
    two._lone_session = SimpleNamespace(run=seen(2, two._lone_session.run))
    assert np.array_equal(two.encode(TEXTS[:1]), one.encode(TEXTS[:1]))
    assert used == [2]
    with two._free_session():
        assert np.array_equal(two.encode(TEXTS[:1]), one.encode(TEXTS[:1]))
    assert used == [2, 1]
    two.encode(TEXTS[:1])
    assert used == [2, 1, 2]


def test_many_threads_may_encode_at_once(encoder: OnnxEncoder) -> None:
    wanted = encoder.encode(TEXTS)
    with ThreadPoolExecutor(8) as pool:
        for vectors in pool.map(encoder.encode, [TEXTS] * 40):
            np.testing.assert_array_equal(vectors, wanted)


@pytest.mark.parametrize("text", ["\0", "a\0b", "\ud83d", "ok \udc00 \ud83d", "😀" * 9, "\u202eabc", "\ufeff", " \n\t"])
def test_odd_characters_are_read(encoder: OnnxEncoder, text: str) -> None:
    assert np.isfinite(encoder.encode([text])).all()


def test_a_surrogate_pair_is_the_character_that_it_stands_for(encoder: OnnxEncoder) -> None:
    pair, character = encoder.encode(["\ud83d\ude00 \udc00", "😀 \ufffd"])
    np.testing.assert_array_equal(pair, character)


def test_five_megabytes_are_cut_to_what_the_model_reads(encoder: OnnxEncoder) -> None:
    long, start = encoder.encode(["printer jam " * 420_000, "printer jam " * 1_000])
    np.testing.assert_array_equal(long, start)


def test_progress_ends_at_the_number_of_texts(encoder: OnnxEncoder) -> None:
    seen: list[tuple[int, int]] = []
    encoder.encode(["text"] * 150, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(64, 150), (128, 150), (150, 150)]


def test_the_prefix_and_the_token_limit_change_the_fingerprint_and_the_vectors(folder: Path) -> None:
    plain = OnnxEncoder(folder)
    _edit_manifest(folder, prefix="query: ")
    prefixed = OnnxEncoder(folder)
    _edit_manifest(folder, max_tokens=8)
    short = OnnxEncoder(folder)
    assert len({plain.fingerprint, prefixed.fingerprint, short.fingerprint}) == 3
    assert not np.array_equal(plain.encode(["printer"]), prefixed.encode(["printer"]))
    np.testing.assert_array_equal(short.encode(["abcdefgh"]), short.encode(["abcdefghijklm"]))


def test_the_name_does_not_change_the_fingerprint(folder: Path, encoder: OnnxEncoder) -> None:
    _edit_manifest(folder, name="another", licence="MIT")
    assert OnnxEncoder(folder).fingerprint == encoder.fingerprint


def test_cls_pooling_takes_the_first_token(folder: Path, encoder: OnnxEncoder) -> None:
    _edit_manifest(folder, pooling="cls")
    one, two = OnnxEncoder(folder).encode(["printer jam", "printer jobs do not start"])
    np.testing.assert_array_equal(one, two)


@pytest.mark.parametrize("name", [MODEL_NAME, TOKENIZER_NAME])
def test_a_damaged_file_is_refused(folder: Path, name: str) -> None:
    data = bytearray((folder / name).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / name).write_bytes(data)
    with pytest.raises(BundleError, match=rf"{name} is damaged.*sha256"):
        OnnxEncoder(folder)


@pytest.mark.parametrize("name", [MANIFEST_NAME, MODEL_NAME, TOKENIZER_NAME])
def test_a_missing_file_is_refused_by_its_name(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(BundleError, match=name):
        OnnxEncoder(folder)


@pytest.mark.parametrize("name", [MODEL_NAME, TOKENIZER_NAME])
def test_rubbish_is_refused_even_when_hashes_are_not_checked(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"rubbish")
    with pytest.raises(BundleError, match=name):
        OnnxEncoder(folder, verify=False)


@pytest.mark.parametrize(
    "changes",
    [
        {"format_version": 2},
        {"dimension": 128},
        {"pooling": "max"},
        {"max_tokens": "256"},
        {"unknown": 1},
        {"name": None},
    ],
)
def test_a_manifest_that_does_not_fit_is_refused(folder: Path, changes: dict[str, object]) -> None:
    _edit_manifest(folder, **changes)
    with pytest.raises(BundleError):
        OnnxEncoder(folder)


def test_a_moved_folder_is_the_same_encoder(folder: Path, encoder: OnnxEncoder, tmp_path: Path) -> None:
    moved = OnnxEncoder(folder.rename(tmp_path / "elsewhere"))
    assert moved.fingerprint == encoder.fingerprint


def test_an_onnx_encoder_is_an_encoder(encoder: OnnxEncoder) -> None:
    as_protocol: Encoder = encoder
    assert as_protocol.dimension == DIMENSION
    assert "tiny" in repr(encoder)


def test_there_is_a_core_to_use() -> None:
    assert usable_cores() >= 1
