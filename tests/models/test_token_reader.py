"""Tests of the token reader."""

from pathlib import Path

import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordLevel

from firstline.datasets.errors import BundleError
from firstline.models.encoder_manifest import TOKENIZER_NAME, EncoderManifest
from firstline.models.token_reader import TokenReader
from tests.tiny_encoder import build_tiny_encoder


def _reader(folder: Path, **options: int) -> TokenReader:
    return TokenReader(folder, EncoderManifest.read(folder), **options)


def test_a_reader_may_read_less_than_the_model_can(tiny_encoder: Path) -> None:
    whole, part = _reader(tiny_encoder), _reader(tiny_encoder, max_tokens=8)
    text = "the printer shows a paper jam"
    assert len(part.ids(text)) == 8
    assert part.ids(text)[:7] == whole.ids(text)[:7]


def test_a_reader_never_reads_more_than_the_model_can(tiny_encoder: Path) -> None:
    assert len(_reader(tiny_encoder, max_tokens=5_000).ids("word " * 5_000)) == 1_024


def test_an_empty_text_has_the_special_tokens(tiny_encoder: Path) -> None:
    assert _reader(tiny_encoder).ids("")


def test_a_damaged_tokenizer_is_named(tmp_path: Path) -> None:
    folder = build_tiny_encoder(tmp_path / "encoder")
    manifest = EncoderManifest.read(folder)
    (folder / TOKENIZER_NAME).write_text("{}")
    with pytest.raises(BundleError, match=TOKENIZER_NAME):
        TokenReader(folder, manifest)


@pytest.mark.parametrize("mark", ["▁", ""])
def test_a_word_that_is_one_token_is_told_from_one_that_is_none(tmp_path: Path, mark: str) -> None:
    folder = build_tiny_encoder(tmp_path / "encoder")
    manifest = EncoderManifest.read(folder)
    words = {"[UNK]": 0, mark + "mail": 1, mark + "Wetter": 2, "##ing": 3, **({mark: 4} if mark else {})}
    Tokenizer(WordLevel(words, unk_token="[UNK]")).save(str(folder / TOKENIZER_NAME))
    reader = TokenReader(folder, manifest)
    assert [word for word in ("mail", "wetter", "ing", "mial") if reader.is_word(word)] == ["mail", "wetter"]
