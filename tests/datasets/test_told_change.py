"""Told changes."""

import pytest

from firstline.datasets.told_change import changed_field, told_change


@pytest.mark.parametrize(
    ("sentence", "field", "old", "new"),
    [
        ("Group Assignee changed from Mail Team to Network & VPN", "Group Assignee", "Mail Team", "Network & VPN"),
        ("Group Assignee set to Mail Team.", "Group Assignee", None, "Mail Team"),
        ('Team was changed from "Mail" to "Network to go"', "Team", "Mail", "Network to go"),
        ("Gruppe wurde von SAP Basis auf Netzwerk geändert", "Gruppe", "SAP Basis", "Netzwerk"),
        ("Группа изменена с «Почта» на «Сеть»", "Группа", "Почта", "Сеть"),
        ("Gruppe endret fra Drift til Nett", "Gruppe", "Drift", "Nett"),
        ("Kim Lee assigned to Mail Team", "assigned", None, "Mail Team"),
        ("Group: Mail -> Network", "Group: →", "Mail", "Network"),
        ("03.02.2025 15:44 Kim Lee: Группа исполнителей: Почта → Сеть", "Группа исполнителей: →", "Почта", "Сеть"),
        ("2025-02-03 15:44 System: Team: → Mail Team", "Team: →", None, "Mail Team"),
        ('03.11.2025 07:48 | Kim | Team geändert von "Mail" auf "Netz"', "Team", "Mail", "Netz"),
        ("Status: New => Open; Team: A => B", "Status: →", "New", "Open"),
    ],
)
def test_a_sentence_tells_the_field_and_its_values(sentence: str, field: str, old: str | None, new: str) -> None:
    assert changed_field(sentence) == field
    match = told_change(field).search(sentence)
    assert match
    assert (match.groupdict().get("old"), match["new"]) == (old, new)


def test_one_of_several_changes_on_a_line_is_found_by_its_field() -> None:
    found = told_change("Team: →").search("Status: New => Open; Team: Mail => Network; Owner: Kim => Lee")
    assert found
    assert (found["old"], found["new"]) == ("Mail", "Network")


@pytest.mark.parametrize(
    "sentence", ["", "Incident was created", "I went from home to work", "Comment added: set", "see a -> b", "x" * 260]
)
def test_any_other_sentence_tells_none(sentence: str) -> None:
    assert changed_field(sentence) == ""
