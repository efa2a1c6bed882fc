"""Columns are renamed and ids stated."""

from firstline.datasets.ticket_row import rename_columns, row_id, strict_ticket


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


def test_a_column_for_each_field_says_who_set_it():
    values = {"body": "x", "set_by.category": " Machine", "set_by.priority": "", "set_by.skill_group": "human"}
    ticket = strict_ticket(values, number=1, context={})
    assert ticket.set_by == {"category": "machine", "skill_group": "human"}
    assert not ticket.model_extra


def test_a_column_that_goes_to_no_name_is_left_out():
    assert rename_columns({"body": "a", "subject": "b"}, {"body": "", "Foo": ""}) == {"subject": "b"}


def test_a_column_that_an_import_gave_our_name_is_not_the_one_that_is_left_out():
    columns = {"body": "", "Verzoek": "body"}
    assert rename_columns({"body": "a", "Verzoek": "b"}, columns) == {"body": "b"}
    assert rename_columns({"body": "b"}, columns) == {"body": "b"}
