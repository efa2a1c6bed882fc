"""A record before anything is known of its meaning."""

from firstline.datasets.raw_row import RawRow


def test_a_row_is_good_until_a_problem_is_named():
    assert RawRow(1, {}).problem is None
