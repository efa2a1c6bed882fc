import pytest

from firstline.kb_index.lone_code import lone_code, writes


@pytest.mark.parametrize("text", ["ECONNREFUSED", "econnrefused", "(EconnRefused).\n"])
def test_one_word_alone_may_be_a_code(text):
    assert lone_code(text) == "ECONNREFUSED"


@pytest.mark.parametrize("text", ["", "ENOW", "ECONNREFUSED again", "пароль", "E4711-07", "x" * 90])
def test_a_short_word_several_and_what_has_digits_are_not(text):
    assert lone_code(text) is None


def test_a_passage_writes_a_code_in_capitals_and_as_a_word_of_its_own():
    assert writes("Error: ECONNREFUSED.", "ECONNREFUSED")
    assert not writes("The connection was refused: econnrefused.", "ECONNREFUSED")
    assert not writes("NOLOGINS", "LOGIN")
