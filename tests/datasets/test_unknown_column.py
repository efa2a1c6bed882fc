"""Unknown columns."""

from firstline.datasets.unknown_column import unknown_columns


def test_what_was_probably_meant_is_named_first() -> None:
    said = str(unknown_columns(["Hinwaise"], ["Nr", "Hinweise"]))
    assert said == "no column Hinwaise to map (is Hinweise meant?); the columns that are there: Nr, Hinweise"


def test_where_nothing_is_near_nothing_is_guessed() -> None:
    assert str(unknown_columns(["Foo"], [])) == "no column Foo to map; the columns that are there: none"
