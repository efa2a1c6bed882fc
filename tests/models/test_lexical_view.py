"""Tests of the lexical view."""

import json
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

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


def test_the_weights_are_those_of_scikit_learn() -> None:
    options = {"sublinear_tf": True, "dtype": np.float32}
    words = TfidfVectorizer(ngram_range=(1, 2), **options).fit(TEXTS)
    characters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), **options).fit(TEXTS)
    texts = [*TEXTS, "Printer printer PASSWORD, my", "nothing", ""]
    wanted = np.hstack([block.transform(texts).toarray() for block in (words, characters)])
    np.testing.assert_allclose(LexicalView.fit(TEXTS).transform(texts).toarray(), wanted, rtol=1e-5)


def test_a_typo_keeps_most_of_the_character_terms() -> None:
    view = LexicalView.fit(TEXTS)
    right, wrong, other = view.transform(["printer", "prinetr", "password"]).toarray()
    assert right @ wrong > 0.3 > right @ other


def test_only_the_beginning_of_a_very_long_text_is_read() -> None:
    view = LexicalView.fit(TEXTS)
    long = "x" * 5_000_000 + " printer"
    assert view.transform([long])[:, : len(view.blocks["words"].columns)].nnz == 0


def test_the_vocabulary_is_bounded_and_keeps_the_frequent_terms() -> None:
    view = LexicalView.fit(["common rare1", "common rare2", "common rare3"], max_terms=1)
    assert view.size == 2
    assert "common" in view.blocks["words"].columns
    assert "rare1" not in view.blocks["words"].columns


def test_texts_without_a_word_have_no_terms_and_weigh_nothing() -> None:
    view = LexicalView.fit(["", " "])
    assert view.size == 0
    assert view.transform(["printer"]).shape == (1, 0)


def test_the_files_are_json_and_plain_arrays(tmp_path: Path) -> None:
    LexicalView.fit(TEXTS).save(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["lexical.json", "lexical.safetensors"]
    assert "printer" in json.loads((tmp_path / "lexical.json").read_text(encoding="utf-8"))["words"]
