"""The floor."""

import numpy as np

from firstline.evaluation.floor import Bm25Search, ClassificationFloor, TfidfSearch
from tests.evaluation.tiny_desk import tickets

DOCUMENTS = ["reset your password", "the printer is out of paper", "invoices are sent monthly"]


def test_the_floor_learns_what_words_tell() -> None:
    known = tickets()
    floor = ClassificationFloor([t.body for t in known], [str(t.category) for t in known])
    scores = floor.scores(["the laptop", "a login"])
    assert [floor.values[best] for best in scores.argmax(axis=1)] == ["hardware", "access"]


def test_two_values_have_a_score_each() -> None:
    floor = ClassificationFloor(["red", "blue"], ["r", "b"])
    assert floor.scores(["red"]).shape == (1, 2)
    assert floor.values[floor.scores(["red"]).argmax()] == "r"


def test_both_searches_put_the_matching_document_first() -> None:
    for search in (TfidfSearch(DOCUMENTS), Bm25Search(DOCUMENTS)):
        order = search.order(["printer paper", "password"], depth=2)
        assert order.shape == (2, 2)
        assert order[:, 0].tolist() == [1, 0]


def test_bm25_prefers_the_rare_word_and_the_short_document() -> None:
    order = Bm25Search(["a common", "a common b c d e f g", "a rare"]).order(["common rare"], depth=3)
    assert order.tolist() == [[2, 0, 1]]


def test_a_query_without_known_words_finds_in_file_order() -> None:
    assert np.array_equal(Bm25Search(DOCUMENTS).order(["zebra"], depth=3), [[0, 1, 2]])
