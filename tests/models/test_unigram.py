"""Tests of the unigram model: id for id what the tokenizers library finds."""

import json
import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from tokenizers import AddedToken, Tokenizer
from tokenizers.models import Unigram
from tokenizers.normalizers import NFKC
from tokenizers.pre_tokenizers import Metaspace
from tokenizers.processors import TemplateProcessing

from firstline.models.encoder_manifest import TOKENIZER_NAME, EncoderManifest
from firstline.models.token_reader import TokenReader
from firstline.models.unigram import is_unigram, unigram_tokenizer
from tests.tiny_encoder import build_tiny_encoder

LETTERS = "abceés漢字かй😀\u0301'1 "
SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
TEXTS = ["", " ", "  two  words ", "ﬁne ½", "q", "qqq a qq", "a<s>b</s> <unk>", "<mask> x", "a" * 5_000, "word " * 400]


def _library(seed: int) -> Tokenizer:
    """A tokenizer like XLM-RoBERTa's over random pieces; many have the same score, and some letters have no piece."""
    chance = random.Random(seed)
    pieces = {"▁"}
    while len(pieces) < 250:
        piece = "".join(chance.choices(LETTERS[:-1], k=chance.randint(1, 5)))
        pieces.add(chance.choice(["", "▁"]) + piece)
    scored = [(piece, -float(chance.randint(1, 9))) for piece in sorted(pieces)]
    tokenizer = Tokenizer(Unigram([*((token, 0.0) for token in SPECIAL), *scored, ("<mask>", 0.0)], unk_id=3))
    tokenizer.normalizer = NFKC()
    tokenizer.pre_tokenizer = Metaspace(prepend_scheme="always")
    tokenizer.post_processor = TemplateProcessing(single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)])
    tokenizer.add_special_tokens([AddedToken(token, normalized=False) for token in SPECIAL])
    tokenizer.add_special_tokens([AddedToken("<mask>", lstrip=True, normalized=False)])
    return tokenizer


def _description(tokenizer: Tokenizer) -> dict[str, Any]:
    described: dict[str, Any] = json.loads(tokenizer.to_str())
    return described


def _texts(seed: int) -> list[str]:
    chance = random.Random(seed)
    return TEXTS + ["".join(chance.choices(LETTERS + "zß", k=chance.randint(1, 60))) for _ in range(500)]


@pytest.mark.parametrize("seed", range(5))
def test_every_text_has_the_ids_that_the_library_gives_it(seed: int) -> None:
    library = _library(seed)
    lean, _ = unigram_tokenizer(_description(library))
    for tokenizer in (library, lean):
        tokenizer.enable_truncation(256)
    for text in _texts(seed):
        assert lean.encode(text).ids == library.encode(text).ids, ascii(text)


def test_many_threads_read_what_one_reads() -> None:
    library = _library(7)
    lean, _ = unigram_tokenizer(_description(library))
    texts = _texts(7)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda text: lean.encode(text).ids, texts))
    assert found == [library.encode(text).ids for text in texts]


def test_more_words_than_are_remembered_are_read_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("firstline.models.unigram._REMEMBERED", 3)
    library = _library(1)
    lean, model = unigram_tokenizer(_description(library))
    for text in _texts(1)[:100]:
        assert lean.encode(text).ids == library.encode(text).ids
    assert len(model._remembered) <= 3


@pytest.mark.parametrize(
    "other",
    [{"type": "BPE"}, {"type": "Unigram", "unk_id": None}, {"type": "Unigram", "unk_id": 0, "byte_fallback": True}],
)
def test_other_models_are_left_to_the_library(other: dict[str, Any]) -> None:
    description = _description(_library(0))
    assert is_unigram(description)
    assert not is_unigram({**description, "model": {**description["model"], **other}})


def test_a_reader_of_unigram_pieces_holds_them_once_and_knows_them(tmp_path: Path) -> None:
    folder = build_tiny_encoder(tmp_path / "encoder")
    manifest = EncoderManifest.read(folder)
    library = _library(0)
    library.save(str(folder / TOKENIZER_NAME))
    reader = TokenReader(folder, manifest)
    assert reader._tokenizer.get_vocab_size() == len(SPECIAL) + 1  # the tree of the library is what takes the memory
    words = [piece.removeprefix("▁") for piece in library.get_vocab() if piece.startswith("▁") and piece.islower()]
    assert words
    assert all(map(reader.is_word, words))
    assert not reader.is_word("zz")
    library.enable_truncation(manifest.max_tokens)
    for text in _texts(0)[:100]:
        assert reader.ids(text) == library.encode(text).ids
