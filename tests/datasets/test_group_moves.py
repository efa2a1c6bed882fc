"""The groups that had a ticket are read off a log of changes."""

import re

from firstline.datasets.group_moves import first_human_group, first_setter, group_history
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


def test_who_chose_the_first_group_is_the_kind_of_author_of_the_first_change():
    place = Moves("parts", "to.type", ("team",), "", "to.id")

    def chosen(*kinds: str) -> str | None:
        parts = [{"to": {"type": "team", "id": n}, "author": {"type": kind}} for n, kind in enumerate(kinds, 1)]
        return first_setter({"parts": [{"author": {"type": "user"}}, *parts]}, (place,))

    assert (chosen("bot", "admin"), chosen("admin", "bot"), chosen("lead"), chosen()) == ("rule", "human", None, None)


def test_of_a_first_group_that_was_there_before_the_log_nobody_says_who_chose_it():
    log = [{"field": "group", "old": "A", "new": "B", "author": {"type": "agent"}}]
    assert first_setter({"log": log}, (LOG,)) is None
    assert first_setter({"log": [{**log[0], "old": None}]}, (LOG,)) == "human"


def test_the_first_person_after_a_bot_is_known_by_the_kinds_of_authors():
    place = Moves("parts", "", (), "", "team")

    def chosen(*parts):
        return first_human_group(
            {"parts": [{"team": team, "author": {"type": kind}} for team, kind in parts]}, (place,)
        )

    assert chosen(("A", "bot"), ("B", "admin"), ("C", "admin")) == "B"
    assert chosen(("A", "admin"), ("B", "bot")) is None
    assert chosen(("A", "bot")) is None


def test_groups_that_a_sentence_names():
    words = re.compile(r"set group as (?P<new>.+?)(?=, set |$)", re.IGNORECASE)
    place = Moves("activities", "", (), "", "content", words=words)
    log = [
        {"content": " set Group as Mail, set Status as Open"},
        {"content": " set Status as Pending"},
        {"content": ["set Group as none", "set Group as Doors and Lifts"]},
        {"content": " set Group as none"},
        {"content": None},
    ]
    assert group_history({"activities": log}, (place,)) == ["Mail", "Doors and Lifts"]


def test_changes_that_are_listed_newest_first_are_read_by_their_times():
    words = re.compile(r"assigned to (?P<new>.+)$")
    place = Moves("threads", "", (), "", "action.text", words=words)
    threads = [
        {"action": {"text": "Kim assigned to Web"}, "createdAt": "2026-01-01T10:00:00Z"},
        {"action": {"text": "Kim assigned to Mail"}, "createdAt": "2026-01-01T09:00:00Z"},
    ]
    assert group_history({"threads": threads}, (place,)) == ["Mail", "Web"]
    assert group_history({"threads": [{**threads[0], "createdAt": None}, threads[1]]}, (place,)) == ["Web", "Mail"]
