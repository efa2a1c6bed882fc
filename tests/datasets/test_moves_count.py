"""A count of moves is known by what it is where tickets stayed."""

from firstline.datasets.moves_count import counts_moves

FIRST = ["A"] * 30 + ["B"] * 30
LAST = ["A"] * 60


def test_it_is_0_where_a_ticket_stayed_and_only_there():
    assert counts_moves(["0"] * 29 + ["2"] + ["1", "2", "1"] * 10, FIRST, LAST)


def test_other_numbers_are_none():
    assert not counts_moves(["0", "1", "2"] * 20, FIRST, LAST), "numbers that have nothing to do with it"
    assert not counts_moves(["0"] * 30 + ["100"] * 30, FIRST, LAST), "too large"
    assert not counts_moves(["0"] * 30 + ["a"] * 30, FIRST, LAST)
    assert not counts_moves(["0"] * 10 + ["1"] * 10, FIRST[20:40], LAST[20:40]), "too few"
