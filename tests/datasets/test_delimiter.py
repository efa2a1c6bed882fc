"""The delimiter is read off the header."""

import pytest

from firstline.datasets.delimiter import sniff_delimiter


@pytest.mark.parametrize(
    ("header", "delimiter"),
    [
        ("id,subject,body", ","),
        ("id;subject;body", ";"),
        ("id\tbody", "\t"),
        ("id|body", "|"),
        ("body", ","),
        ("", ","),
    ],
)
def test_the_one_that_parts_the_names_is_taken(header, delimiter):
    assert sniff_delimiter(header) == delimiter


def test_known_names_count_more_than_many_cells():
    assert sniff_delimiter("id;body, in, many, words", {"id", "body"}) == ";"
    assert sniff_delimiter('"Subject, short";"Body"') == ";"
