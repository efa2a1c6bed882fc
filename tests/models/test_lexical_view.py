"""Tests of the lexical view."""

import json
from pathlib import Path

import numpy as np
import pytest

from firstline.models.lexical_view import LexicalView

TEXTS = ["my printer is on fire", "the printer jams", "пароль не подходит", "reset my password please 🙂"]


def test_saved_and_loaded_it_gives_equal_weights(tmp_path: Path) -> None:
    view = LexicalView.fit(TEXTS)
    view.save(tmp_path)
    loaded = LexicalView.load(tmp_path)
    texts = [*TEXTS, "printer password Пароль", "nothing of this was read", ""]
    assert loaded.size == view.size
    np.testing.assert_array_equal(loaded.transform(texts).toarray(), view.transform(texts).toarray())


def test_unseen_words_weigh_nothing() -> None:
    view = LexicalView.fit(["aaaa bbbb"])
    assert view.transform(["zzzz 1234"]).nnz == 0
    assert view.transform([""]).nnz == 0


def test_weights_are_single_precision_rows_with_one_column_a_term() -> None:
    view = LexicalView.fit(TEXTS)
    weights = view.transform(TEXTS)
    assert weights.shape == (4, view.size)
    assert weights.dtype == np.float32


def test_each_block_of_a_text_has_length_one() -> None:
    view = LexicalView.fit(TEXTS)
    squares = view.transform(TEXTS).power(2).sum(axis=1)
    np.testing.assert_allclose(squares, 2, rtol=1e-5)


def test_a_typo_keeps_most_of_the_character_terms() -> None:
    view = LexicalView.fit(TEXTS)
    right, wrong, other = view.transform(["printer", "prinetr", "password"]).toarray()
    assert right @ wrong > 0.3 > right @ other


def test_only_the_beginning_of_a_very_long_text_is_read() -> None:
    view = LexicalView.fit(TEXTS)
    long = "x" * 5_000_000 + " printer"
    assert view.transform([long])[:, : len(view.words.vocabulary_)].nnz == 0


def test_the_vocabulary_is_bounded_and_keeps_the_frequent_terms() -> None:
    view = LexicalView.fit(["common rare1", "common rare2", "common rare3"], max_terms=1)
    assert view.size == 2
    assert view.word_term("common") is not None
    assert view.word_term("rare1") is None


def test_a_term_has_a_column_and_a_weight() -> None:
    view = LexicalView.fit(TEXTS)
    found = view.word_term("printer")
    assert found is not None
    column, weight = found
    assert view.transform(["printer"])[0, column] > 0
    assert weight > 0


def test_texts_without_a_word_cannot_be_learned_from() -> None:
    with pytest.raises(ValueError, match="vocabulary"):
        LexicalView.fit(["?", "!"])


def test_the_files_are_json_and_plain_arrays(tmp_path: Path) -> None:
    LexicalView.fit(TEXTS).save(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["lexical.json", "lexical.safetensors"]
    assert "printer" in json.loads((tmp_path / "lexical.json").read_text(encoding="utf-8"))["words"]
