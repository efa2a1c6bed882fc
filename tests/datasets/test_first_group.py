"""Which of two columns of groups names the one that had a ticket first."""

import pytest

from firstline.datasets.column_profile import ColumnProfile
from firstline.datasets.first_group import (
    final_twin,
    is_earlier,
    is_final,
    is_first_group,
    is_group_of_others,
    names_group,
    share_of_values,
)


@pytest.mark.parametrize(
    "name",
    [
        "First Group",
        "initialTeam",
        "original_queue",
        "Первая группа",
        "Erste Gruppe",
        "Første gruppe",
        "Bearbeitergruppe bei Erfassung",
        "Team at creation",
        "Рабочая группа при регистрации",
        "1. Zuordnung",
        "Zuerst zugewiesene Rolle",
        "Orig Resp Group",
    ],
)
def test_a_first_group_says_so(name):
    assert is_first_group(name)
    assert is_earlier(name)
    assert not is_final(name)


@pytest.mark.parametrize("name", ["Group", "First name", "Last assigned group", "Channel of origin"])
def test_other_names_do_not(name):
    assert not is_first_group(name)


def test_a_name_speaks_of_a_group_of_the_desk_by_its_last_word():
    assert names_group("Resp Group")
    assert names_group("Группа решения")
    assert not any(map(names_group, ("Customer group", "Group policy", "Access group", "Assigned")))
    assert is_group_of_others("Escalation group")
    assert not is_group_of_others("Resp Group")


def test_the_twin_shares_the_values_and_says_what_holds_now():
    first = ColumnProfile.of("First team", ["Line 1", "Net", "Mail", "Net"], rows=4)
    others = [
        ColumnProfile.of("Colour", ["red", "blue", "red", "red"], rows=4),
        ColumnProfile.of("Previous team", ["Net", "Net", "Mail", "Mail"], rows=4),
        ColumnProfile.of("Copy", ["Net", "Net", "Mail", "Mail"], rows=4),
        ColumnProfile.of("Назначена", ["Mail", "Net", "Mail", "Mail"], rows=4),
    ]
    assert share_of_values(first, others[0]) == 0
    assert final_twin(first, others) is others[3]
    assert final_twin(first, others[:2]) is None
