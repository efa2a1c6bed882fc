"""The groups that had a ticket are read off a log of changes."""

from firstline.datasets.group_moves import group_history
from firstline.datasets.preset import Moves

LOG = Moves("log", "field", ("group",), "old", "new")


def test_changes_make_a_chain():
    log = [
        {"field": "group", "old": "A", "new": "B"},
        {"field": "status", "old": "new", "new": "open"},
        {"field": "group", "old": "B", "new": "A"},
    ]
    assert group_history({"log": log}, (LOG,)) == ["A", "B", "A"]


def test_without_a_change_there_is_no_chain():
    assert group_history({"log": []}, (LOG,)) == []
    assert group_history({}, (LOG,)) == []
