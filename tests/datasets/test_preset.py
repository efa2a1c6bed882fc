"""A vendor is recognised by its own words."""

from firstline.datasets.preset import Kin, Preset, recognise

ONE = Preset(name="one", tells="a|b|c d|e", columns={})
TWO = Preset(name="two", tells="a|x|y|z", columns={})


def test_the_vendor_that_most_columns_speak_for_is_taken():
    assert recognise(["A", "C d", "E", "x"], (ONE, TWO)) is ONE
    assert recognise(["a", "X", "Y", "Z"], (ONE, TWO)) is TWO


def test_a_few_ordinary_words_are_no_vendor():
    assert recognise(["a", "b", "subject"], (ONE, TWO)) is None


def test_a_near_relative_is_told_by_two_names_that_only_it_has():
    cousin = Kin("p|q|r s", codes={"channel": {"1": "Letter"}})
    parent = Preset(name="one", tells="a|b|c", columns={}, codes={"line": {"1": "First"}}, kin={"Cousin": cousin})
    assert parent.relative(["A", "B", "R s", "P"]) == "Cousin"
    assert parent.relative(["a", "b", "c", "p"]) is None
    assert parent.codes_in(["p", "q"]) == {"line": {"1": "First"}, "channel": {"1": "Letter"}}
    assert parent.codes_in(["a", "b", "c"]) == {"line": {"1": "First"}}


def test_names_that_many_help_desks_have_are_no_vendor():
    desk = Preset(name="one", tells="number|owner_id|impact|lamps", columns={})
    assert recognise(["number", "owner_id", "impact"], (desk,)) is None
    assert recognise(["number", "owner_id", "lamps"], (desk,)) is desk
