"""Tests of the occlusion."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from firstline.models.bundle import Bundle
from firstline.models.encoder import Vectors
from firstline.models.occlusion import MOST_TEXTS, occlude, without

TEXT = "The printer in room 7 is broken, and the PRINTER smokes."


class _Counting:
    """The real encoder of a bundle, and how many texts it was given."""

    def __init__(self, bundle: Bundle) -> None:
        self._bundle = bundle
        self.texts: list[str] = []

    def __call__(self, texts: Sequence[str]) -> Vectors:
        self.texts += texts
        return self._bundle.encoder.encode(texts)


@pytest.fixture(scope="module")
def bundle(small_bundle: Path) -> Bundle:
    return Bundle.load(small_bundle)


def _vector(bundle: Bundle, text: str) -> Vectors:
    return np.asarray(bundle.encoder.encode([text])[0])


def test_a_word_is_taken_away_everywhere_and_nothing_else_is() -> None:
    assert without(TEXT, ("printer",)) == "The  in room 7 is broken, and the  smokes."
    assert without(TEXT, ("print", "missing")) == TEXT


def test_each_word_is_taken_away_once(bundle: Bundle) -> None:
    encode = _Counting(bundle)
    found = occlude(TEXT, _vector(bundle, TEXT), encode)
    assert found.words == ("the", "printer", "in", "room", "is", "broken", "and", "smokes")
    assert encode.texts == [without(TEXT, (word,)) for word in found.words]


def test_a_contribution_is_what_the_encoders_part_loses_without_the_word(bundle: Bundle) -> None:
    found = occlude(TEXT, _vector(bundle, TEXT), bundle.encoder.encode)
    head = bundle.heads["category"]
    said = found.contributions(head, bundle.centre, "printer")
    both = bundle.encoder.encode([TEXT, without(TEXT, ("broken",))]) - bundle.centre
    assert head.vector is not None
    scores = head.vector_weight * head.vector.scores(both / np.linalg.norm(both, axis=1, keepdims=True))
    part = scores[:, head.values.index("printer")] - scores.mean(axis=1)
    assert said["broken"] == pytest.approx(float(part[0] - part[1]), abs=1e-3)


@pytest.mark.parametrize("sentences", [1, 3, 30, 200])
def test_however_long_a_text_is_only_so_many_variants_are_encoded(bundle: Bundle, sentences: int) -> None:
    words = iter(range(10_000))
    text = " ".join(" ".join(f"word{next(words)}" for _ in range(12)) + "." for _ in range(sentences))
    encode = _Counting(bundle)
    found = occlude(text, _vector(bundle, text), encode)
    assert 0 < len(found.words) < len(encode.texts) + 1 <= MOST_TEXTS + 1
    assert len(found.vectors) == len(found.words)


def test_of_a_long_text_the_sentence_that_matters_is_looked_into(bundle: Bundle) -> None:
    filler = "aaaa bbbb cccc dddd eeee ffff."
    text = " ".join([filler, "Nobody can print because the toner is empty.", *[filler.replace("a", "h")] * 6])
    wide = text + " " + " ".join(f"aaaa{letter}" for letter in "bcdefghijklmnopqrstuvwx") + "."
    found = occlude(wide, _vector(bundle, wide), bundle.encoder.encode)
    assert len(found.words) < len(set(wide.split()))
    assert found.words


@pytest.mark.parametrize("text", ["", "?!", "printer", "7 8 9"])
def test_a_text_of_one_word_or_none_leaves_nothing_to_compare(bundle: Bundle, text: str) -> None:
    found = occlude(text, _vector(bundle, text), bundle.encoder.encode)
    assert found.words == ()
    assert found.contributions(bundle.heads["category"], bundle.centre, "printer") == {}
