"""Tests of the language offsets."""

import numpy as np

from firstline.models.language_offsets import LanguageOffsets

OFFSETS = LanguageOffsets({"de": np.array([1, 0], np.float32), "ja": np.array([0, 2], np.float32)})
TEXTS = np.array([[3, 3], [4, 4]], dtype=np.float32)


def test_the_offset_of_a_language_is_taken_from_each_of_its_texts() -> None:
    assert OFFSETS.without(TEXTS, "de").tolist() == [[2, 3], [3, 4]]
    assert OFFSETS.without(TEXTS[0], "ja").tolist() == [3, 1]


def test_regions_and_scripts_of_a_language_share_its_offset() -> None:
    for tag in ("de-AT", "DE", "de_CH"):
        assert OFFSETS.without(TEXTS, tag).tolist() == [[2, 3], [3, 4]]


def test_a_language_that_is_not_known_is_left_as_it_is() -> None:
    for tag in ("pl", "und", "", None):
        assert OFFSETS.without(TEXTS, tag) is TEXTS


def test_what_was_made_with_other_offsets_can_be_told_apart() -> None:
    same = LanguageOffsets(dict(reversed(OFFSETS.by_language.items())))
    assert same.digest == OFFSETS.digest
    assert LanguageOffsets().digest != OFFSETS.digest
    assert LanguageOffsets({**OFFSETS.by_language, "de": np.array([1, 1], np.float32)}).digest != OFFSETS.digest
