"""A vendor is recognised by its own words."""

from firstline.datasets.preset import Preset, recognise

ONE = Preset(name="one", tells="a|b|c d|e", columns={})
TWO = Preset(name="two", tells="a|x|y|z", columns={})


def test_the_vendor_that_most_columns_speak_for_is_taken():
    assert recognise(["A", "C d", "E", "x"], (ONE, TWO)) is ONE
    assert recognise(["a", "X", "Y", "Z"], (ONE, TWO)) is TWO


def test_a_few_ordinary_words_are_no_vendor():
    assert recognise(["a", "b", "subject"], (ONE, TWO)) is None
