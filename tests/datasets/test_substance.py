"""Whether a text can stand alone."""

import pytest

from firstline.datasets.substance import is_substantial, word_count


@pytest.mark.parametrize("text", ["It still fails again", "印刷できません", "프린터가 고장났어요", "word " * 10_000])
def test_a_few_words_are_enough(text):
    assert is_substantial(text)


@pytest.mark.parametrize(
    "text",
    ["", "Hi Support team", "FYI, please see this mail below", "Смотрите, пожалуйста, письмо ниже", "1 2 3 4 5 6"],
)
def test_a_greeting_or_a_pointer_is_not(text):
    assert not is_substantial(text)


def test_scripts_without_spaces_count_by_characters():
    assert word_count("印刷できません") == 4
    assert word_count("it is 5 x broken") == 3
