"""A number with its noun."""

import pytest

from firstline.datasets.amount import amount


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 queries"), (1, "1 query"), (2, "2 queries"), (1_234_567, "1,234,567 queries")]
)
def test_one_is_singular_and_all_else_plural(number, said):
    assert amount(number, "query", "queries") == said
    assert amount(number, "ticket") == said.replace("queries", "tickets").replace("query", "ticket")
