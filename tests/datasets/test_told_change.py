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
    ],
)
def test_a_sentence_tells_the_field_and_its_values(sentence: str, field: str, old: str | None, new: str) -> None:
    assert changed_field(sentence) == field
    match = told_change(field).search(sentence)
    assert match
    assert (match.groupdict().get("old"), match["new"]) == (old, new)


@pytest.mark.parametrize("sentence", ["", "Incident was created", "I went from home to work", "Comment added: set"])
def test_any_other_sentence_tells_none(sentence: str) -> None:
    assert changed_field(sentence) == ""
