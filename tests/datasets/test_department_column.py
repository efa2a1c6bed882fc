"""A column of departments says where people work, or which group of the desk has a ticket."""

import pytest

from firstline.datasets.column_profile import ColumnProfile
from firstline.datasets.department_column import is_decided, is_department, is_line_of_departments, stays_with_person

PEOPLE = [f"p{number % 8}" for number in range(40)]
TOPICS = ["login", "mail", "printer", "invoice"] * 10
OF_THEIRS = [f"House {int(person[1]) % 3}" for person in PEOPLE]
OF_THE_DESK = [
    {"login": "Accounts", "mail": "Mail", "printer": "Devices", "invoice": "Mail"}[topic] for topic in TOPICS
]
STRANGERS = [f"q{number}" for number in range(40)]
MIXED = ["Accounts", "Mail", "Devices", "Mail", "Devices", "Accounts", "Mail"] * 5 + ["Mail"] * 5


@pytest.mark.parametrize("name", ["Department", "Abteilung", "ticket.department", "Подразделение", "Avdeling"])
def test_a_department_may_be_anybodys(name):
    assert is_department(name)


@pytest.mark.parametrize("name", ["Company", "Department head", "Group"])
def test_other_names_say_whose_they_are(name):
    assert not is_department(name)


def test_what_stays_with_a_person_is_where_they_work():
    assert not is_decided(OF_THEIRS, requesters=PEOPLE, topics=TOPICS)


def test_what_changes_from_ticket_to_ticket_of_one_person_is_decided_by_the_desk():
    assert is_decided(MIXED, requesters=PEOPLE, topics=TOPICS)


def test_where_nobody_asks_twice_the_topic_tells():
    assert is_decided(OF_THE_DESK, requesters=STRANGERS, topics=TOPICS)
    assert not is_decided(MIXED, requesters=STRANGERS, topics=TOPICS)
    assert not is_decided(["Mail"] * 40, requesters=STRANGERS, topics=TOPICS)


def test_a_few_tickets_tell_nothing():
    assert not is_decided(["Mail", "Net"] * 4, requesters=["a"] * 8, topics=["x", "y"] * 4)


def test_a_department_that_each_person_keeps_is_theirs():
    assert stays_with_person(OF_THEIRS, PEOPLE)
    assert not stays_with_person(MIXED, PEOPLE)
    assert not stays_with_person(["Mail", "Net"] * 4, ["a"] * 8)


@pytest.mark.parametrize(
    ("name", "values", "wanted"),
    [
        ("Линия", ["Техническая поддержка", "Монетизация", "Аккаунты"], True),
        ("Линия", ["Первая линия", "Вторая линия"], False),
        ("Линия поддержки", ["L1", "L2", "L3"], False),
        ("Группа", ["Техническая поддержка", "Монетизация"], False),
    ],
)
def test_a_line_may_hold_names_of_departments(name, values, wanted):
    assert is_line_of_departments(ColumnProfile.of(name, values * 9, rows=9 * len(values))) is wanted
