"""Between what a word stands."""

import pytest

from firstline.evaluation.word_context import contexts, is_planted, share_bounds, tokens

VARIED = ("my account is shut", "open the account again", "account?", "no account here, why", "an account of mine")


def test_ends_of_lines_and_the_marks_of_forms_are_neighbours() -> None:
    assert tokens("Team: SD-7\nHello") == ["team", ":", "sd-7", "\n", "hello"]
    assert list(contexts(["sd-7"], tokens("Team: SD-7"))) == [("team", ":", "\n")]


def test_what_stands_in_one_place_was_put_there_and_what_people_write_about_was_not() -> None:
    texts = [tokens(f"{text}\nref zz7") for text in VARIED]
    assert is_planted("zz7", texts)
    assert not is_planted("account", texts)
    assert not is_planted("nowhere", texts)


def test_a_sentence_that_many_begin_with_is_said_and_a_mark_or_the_end_is_put_there() -> None:
    assert not is_planted("printer", [tokens(f"the printer is broken {text}") for text in VARIED])
    assert is_planted("printer", [tokens(f"[printer] {text}") for text in VARIED])
    assert is_planted("hotline", [tokens(f"{text} taken by hotline") for text in VARIED])


def test_bounds_widen_with_the_number_of_looks() -> None:
    assert share_bounds(0, 0, tests=1) == (0.0, 1.0)
    low, high = share_bounds(9, 10, tests=1)
    lower, higher = share_bounds(9, 10, tests=10_000)
    assert lower < low < 0.9 < high < higher
    assert share_bounds(50, 100, tests=1, level=0.95) == pytest.approx((0.4038, 0.5962), abs=1e-3)
