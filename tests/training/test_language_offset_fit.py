"""Tests of the fit of language offsets."""

import numpy as np
import pytest

from firstline.models.encoder import Vectors
from firstline.training.language_offset_fit import fit_language_offsets

DIRECTION = {"en": 0, "de": 1, "ja": 2}


def said(languages: list[str], *, seed: int = 0) -> Vectors:
    """Texts of any meaning, each moved by 2 along its language's axis."""
    vectors = np.random.default_rng(seed).normal(scale=0.5, size=(len(languages), 8)).astype(np.float32)
    for vector, language in zip(vectors, languages, strict=True):
        vector[DIRECTION[language]] += 2
    return vectors


EXAMPLES = ["en", "de", "ja"] * 40


def test_texts_of_several_languages_lie_together_once_their_offsets_are_gone() -> None:
    languages = ["en", "de", "ja"] * 200
    vectors = said(languages)
    offsets = fit_language_offsets(vectors, languages, said(EXAMPLES, seed=1), EXAMPLES)
    moved = np.stack([offsets.without(vector, tag) for vector, tag in zip(vectors, languages, strict=True)])
    apart = [np.linalg.norm(moved[row::3].mean(axis=0) - moved.mean(axis=0)) for row in range(3)]
    assert max(apart) < 0.1


def test_at_a_desk_of_one_language_its_own_texts_hardly_move() -> None:
    vectors = said(["en"] * 300)
    offsets = fit_language_offsets(vectors, ["en"] * 300, said(EXAMPLES, seed=1), EXAMPLES)
    assert np.linalg.norm(offsets.by_language["en"]) < 0.05


def test_of_a_language_that_nobody_wrote_in_yet_the_examples_tell() -> None:
    offsets = fit_language_offsets(said(["en"] * 300), ["en"] * 300, said(EXAMPLES, seed=1), EXAMPLES)
    away = offsets.by_language["ja"]
    assert away[DIRECTION["ja"]] == pytest.approx(2 * 40 / 45, abs=0.3)
    assert away[DIRECTION["en"]] == pytest.approx(-2 * 40 / 45, abs=0.3)


def test_two_tickets_say_nothing_of_their_language() -> None:
    languages = ["en"] * 300 + ["de"] * 2
    examples = [tag for tag in EXAMPLES if tag != "de"]
    offsets = fit_language_offsets(said(languages), languages, said(examples, seed=1), examples)
    assert set(offsets.by_language) == {"en", "ja"}
