"""Columns are renamed and ids stated."""

from firstline.datasets.ticket_row import rename_columns, row_id


def test_of_two_columns_with_one_new_name_the_first_that_is_filled_counts():
    columns = {"short": "body", "long": "body"}
    assert rename_columns({"short": None, "long": "b"}, columns) == {"body": "b"}
    assert rename_columns({"short": "a", "long": "b", "x": 1}, columns) == {"body": "a", "x": 1}


def test_a_mapped_column_wins_over_one_that_has_its_new_name_already():
    assert rename_columns({"title": "t", "subject": "s"}, {"title": "subject"}) == {"subject": "t"}


def test_only_what_can_be_an_id_is_one():
    assert [row_id({"id": value}) for value in (7, 7.0, "a", " ", None, True, ["x"])] == [
        "7",
        "7",
        "a",
        None,
        None,
        None,
        None,
    ]
