"""Tests of the audit repeat."""

import numpy as np

from firstline.evaluation.audit_repeat import Repeat, find_repeats

TEXTS = [
    "The printer on the third floor shows a paper jam since this morning",
    "Please reset the password of my mail account",
    "the printer on the third floor  shows a paper jam since this morning",
    "The printer on the third floor shows a paper jam since yesterday morning",
    "The printer on the fourth floor is out of toner",
    "",
    "",
]


def _vectors(*angles: float) -> np.ndarray:
    return np.array([[np.cos(angle), np.sin(angle)] for angle in angles], dtype=np.float32)


NEAR = _vectors(0.0, 3.0, 0.0, 0.1, 0.15, 0.0, 0.0)


def test_equal_texts_are_found_whatever_their_case_and_blanks() -> None:
    found = [pair for pair in find_repeats(TEXTS, NEAR) if pair.equal]
    assert found == [Repeat(0, 2, equal=True)]


def test_nearly_equal_texts_need_both_near_vectors_and_the_same_words() -> None:
    assert [(p.first, p.second) for p in find_repeats(TEXTS, NEAR) if not p.equal] == [(0, 3)]
    far = _vectors(0.0, 3.0, 0.0, 1.5, 0.15, 0.0, 0.0)
    assert not [pair for pair in find_repeats(TEXTS, far) if not pair.equal]


def test_a_text_that_came_often_is_one_chain_of_neighbours() -> None:
    found = find_repeats(["the same again, please"] * 5, _vectors(*[0.0] * 5))
    assert [(pair.first, pair.second) for pair in found] == [(0, 1), (1, 2), (2, 3), (3, 4)]


def test_empty_texts_are_nobodys_twin() -> None:
    assert find_repeats(["", "", " "], _vectors(0.0, 0.0, 0.0)) == ()
