"""People in columns: those who ask, and those who help."""

import pytest

from firstline.datasets.column_profile import ColumnProfile
from firstline.datasets.people_column import is_of_asking, is_of_staff, is_personal


@pytest.mark.parametrize(
    "name", ["assignee.email", "Modified By", "closedBy.email", "Ticket Owner", "To Address", "Исполнитель", "Изменил"]
)
def test_who_helps_does_not_ask(name):
    assert is_of_staff(name)
    assert not is_of_asking(name)


@pytest.mark.parametrize("name", ["primaryCustomer.email", "Requested By", "createdBy.email", "Заявитель", "Email"])
def test_who_asks_does_not_help(name):
    assert not is_of_staff(name)


def test_names_of_people_are_personal_and_groups_are_not():
    cells = ["Ina", "Uwe", "Ina"]
    assert is_personal(ColumnProfile.of("Modified By", cells, rows=3))
    assert is_personal(ColumnProfile.of("copy", ["a@x.example", "b@x.example"], rows=2))
    assert not is_personal(ColumnProfile.of("Team", cells, rows=3))


def test_a_part_of_a_name_is_personal_wherever_it_lies_in_a_record():
    assert is_personal(ColumnProfile.of("createdBy.first", ["Ina", "Uwe", "Ina"], rows=3))
    assert not is_personal(ColumnProfile.of("first", ["Ina", "Uwe", "Ina"], rows=3))


@pytest.mark.parametrize("name", ["Assigned to", "Владелец", "Ответственный", "Tildelt", "Tilordnet til"])
def test_a_column_of_those_who_help_is_personal_where_it_holds_names(name):
    assert is_personal(ColumnProfile.of(name, ["Ina Berg", "Uwe Holm", "Ada O'Neill"], rows=3))


def test_groups_that_are_assigned_are_not_personal():
    assert not is_personal(ColumnProfile.of("Team Assigned", ["Level I", "Level II"], rows=2))
    assert not is_personal(ColumnProfile.of("Assigned to", ["network", "front desk"], rows=2))
