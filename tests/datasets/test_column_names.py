"""Names of columns in four languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firstline.datasets.column_names import named_column, names_requester, says_unit


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        ("Ticket ID", "id"),
        ("Date/Time Closed", "closed_at"),
        ("dateresolved", "resolved_at"),
        ("owner_contactid", "requester_id"),
        ("Assigned Group*+", "skill_group"),
        ("relationships.customer.data.id", "requester_id"),
        ("priority.display", "priority"),
        ("createdAt", "created_at"),
        ("short_description", "subject"),
        ("Assignment group", "skill_group"),
        ("custom_fields.category", "category"),
        ("fields.priority.name", "priority"),
        ("Тема обращения", "subject"),
        ("Дата создания", "created_at"),
        ("Группа исполнителей", "skill_group"),
        ("Betreff", "subject"),
        ("Ticket-Nr.", "id"),
        ("Bearbeitergruppe", "skill_group"),
        ("Emne", "subject"),
        ("Hastegrad", "priority"),
        ("Schließzeit", "closed_at"),
        ("Eingabezeit", "created_at"),
        ("Omtildelingsantall", "reassignments"),
        ("Innringer", "requester_id"),
        ("Kontakttype", "channel"),
        ("Ansvarlig gruppe", "skill_group"),
        ("Custom field (Category)", "category"),
        ("Customer satisfaction score", "csat"),
        ("Admin group", "skill_group"),
        ("agent_team.name", "skill_group"),
        ("Change of assignment", "reassignments"),
        ("Request user", "requester_id"),
    ],
)
def test_a_desks_own_word_is_understood(name, ours):
    found = named_column(name)
    assert found
    assert found[0] == ours


def test_words_of_many_meanings_are_not_certain():
    assert named_column("Created at") == ("created_at", True)
    assert named_column("type") == ("category", False)
    assert named_column("Order created at") == ("created_at", False)
    assert named_column("Flavour") is None


@given(st.text(max_size=40))
def test_any_name_may_come(name):
    named_column(name)


@pytest.mark.parametrize(
    ("name", "ours"),
    [("Ticket name", "subject"), ("Create date", "created_at"), ("source.type", "channel")],
)
def test_names_of_customer_platforms_are_known(name, ours):
    assert named_column(name) == (ours, True)


def test_a_requester_is_named_by_the_whole_name():
    assert names_requester("Заявитель")
    assert names_requester("ticket.requester")
    assert not names_requester("Customer segment")
    assert not names_requester("Requester location")


def test_a_time_that_was_spent_says_its_unit_or_does_not():
    assert says_unit("Time spent (minutes)")
    assert says_unit("Bearbeitungszeit Min.")
    assert not says_unit("Time worked")
    assert not says_unit("Затраченное время")


def test_the_name_of_a_person_is_no_company_and_a_team_beside_an_assignee_is_a_group():
    assert named_column("customer.name") == ("requester_id", False)
    assert named_column("Customer name") == ("organization_id", False)
    assert named_column("assignee_team.name") == ("skill_group", False)


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        ("created_datetime", "created_at"),
        ("closed_datetime", "closed_at"),
        ("Responded Time", "first_response_at"),
        ("Completed Time", "resolved_at"),
    ],
)
def test_times_are_known_by_what_was_done(name, ours):
    assert named_column(name) == (ours, True)
