"""A conversation whose parts say to whom it was assigned tells which groups had it."""

from itertools import pairwise

import pytest

from firstline.datasets.errors import TicketFileError
from firstline.datasets.group_moves import group_history
from firstline.datasets.learned_moves import leads_to, learned_moves, logged_moves, stated_moves, told_moves

TEAMS = ["7", "8", "9"]


def record(*path, now=None):
    parts = [{"part_type": "comment", "assigned_to": None}]
    for team in path:
        parts.append({"part_type": "assignment", "assigned_to": {"type": "team", "id": team}})
        parts.append({"part_type": "assignment", "assigned_to": {"type": "admin", "id": "501"}})
    return {"team_id": now or path[-1], "log": {"parts": parts}}


RECORDS = [record(TEAMS[number % 3], TEAMS[(number + 1) % 3]) for number in range(9)]


def test_the_teams_of_the_assignments_are_the_history_and_people_are_not():
    moves = learned_moves("log.parts", RECORDS, "team_id")
    assert group_history(RECORDS[0], moves) == ["7", "8"]
    assert group_history(record("9", "7", "9"), moves) == ["9", "7", "9"]


def test_what_does_not_end_with_the_group_is_no_history():
    others = [record("7", now="8") for _ in range(9)]
    assert learned_moves("log.parts", others, "team_id") == ()
    assert learned_moves("log.parts", RECORDS[:2], "team_id") == ()
    assert learned_moves("log.parts", [{"team_id": "7", "log": {"parts": []}}], "team_id") == ()


def test_a_log_of_changes_tells_the_groups_by_the_field_that_ends_with_the_group_of_now():
    def changed(old, new):
        log = [{"field": "Status", "oldValue": "New", "newValue": "Open"}]
        return {"group": new, "log": {"entries": [{"field": "Owner", "oldValue": old, "newValue": new}, *log]}}

    records = [changed(TEAMS[number % 3], TEAMS[(number + 1) % 3]) for number in range(9)]
    moves = logged_moves(["log.entries"], records, "group")
    assert group_history(records[0], moves) == ["7", "8"]
    assert logged_moves(["log.entries"], [{**one, "group": "6"} for one in records], "group") == ()


def test_a_log_of_sentences_tells_the_groups_by_the_field_that_ends_with_the_group_of_now():
    def told(*path):
        first = {"message": f"Group set to {path[0]}", "user": {"name": "System"}}
        moves = [{"message": f"Group changed from {old} to {new}"} for old, new in pairwise(path)]
        return {"group": path[-1], "audits": [{"message": "Incident was created"}, first, *moves,
                                              {"message": "State changed from Assigned to Resolved"}]}  # fmt: skip

    records = [told(TEAMS[number % 3], TEAMS[(number + 1) % 3]) for number in range(9)]
    moves = told_moves(["audits"], records, "group")
    assert group_history(records[0], moves) == ["7", "8"]
    records[0]["audits"][1] = {"message": "Priority set to low"}
    assert group_history(records[0], moves) == ["7", "8"]
    assert told_moves(["audits"], [told("7", "8") | {"group": "9"} for _ in range(9)], "group") == ()


def assigned(*path, dated=False):
    times = [f"2026-01-0{day}T10:00:00Z" for day in range(1, 9)]
    moved = [{"n": n, "to": {"type": "team", "first": team}} | ({"createdAt": times[n]} if dated else {})
             for n, team in enumerate(path)]  # fmt: skip
    return {"team": path[-1], "log": {"entries": [*moved[::-1], {"n": 0, "to": {"type": "user", "first": "Ann"}}]}}


@pytest.mark.parametrize("dated", [False, True])
@pytest.mark.parametrize("theirs", ["log.entries[].to.first", "log.entries.to.first"])
def test_a_path_that_somebody_named_is_turned_where_it_goes_newest_first(theirs, dated):
    records = [assigned(TEAMS[number % 3], TEAMS[(number + 1) % 3], dated=dated) for number in range(9)]
    moves = stated_moves(theirs, records, "team")
    assert group_history(records[0], moves) == ["7", "8"]


def test_a_path_that_somebody_named_counts_also_where_no_group_is_known():
    records = [assigned("7", "8", dated=True)]
    records[0]["log"]["entries"].pop()
    assert group_history(records[0], stated_moves("log.entries[].to.first", records, "")) == ["7", "8"]
    assert stated_moves("team", records, "") == ()
    assert stated_moves("team.name", records, "") == ()


def test_the_lines_of_a_text_are_a_log():
    def lines(*groups):
        moved = [f"03.02.2025 1{n}:00 Kim: Group: {old} -> {new}" for n, (old, new) in enumerate(pairwise(groups))]
        said = [f"03.02.2025 09:00 System: Group: -> {groups[0]}", *moved, "04.02.2025 09:00 Kim: Status: Open -> Done"]
        return {"group": groups[-1], "History": "\n".join(said)}

    records = [lines(TEAMS[n % 3], TEAMS[(n + 1) % 3]) for n in range(9)]
    moves = told_moves(["History"], records, "group")
    assert group_history(records[0], moves) == ["7", "8"]
    assert group_history(lines("9", "8", "7"), moves) == ["9", "8", "7"]
    assert group_history({"group": "7", "History": "Nothing happened"}, moves) == []


def test_a_change_in_a_record_of_its_own_tells_the_groups():
    def updates(old, new):
        moved = {"by": "Kim", "category_change": {"old": old, "new": new}, "status_change": None}
        solved = {"by": "Kim", "category_change": None, "status_change": {"old": "New", "new": "Solved"}}
        return {"category": {"name": new}, "updates": [moved, solved]}

    records = [updates(TEAMS[n % 3], TEAMS[(n + 1) % 3]) for n in range(9)]
    moves = learned_moves("updates", records, "category.name")
    assert group_history(records[0], moves) == ["7", "8"]
    assert learned_moves("updates", [{**r, "category": {"name": "4"}} for r in records], "category.name") == ()


@pytest.mark.parametrize("change", ["group_change", "assignee_change", "category_change"])
def test_a_change_tells_the_group_before_it_whatever_it_is_called(change):
    def updates(old, new):
        return {"group": new, "updates": [{"by": "Kim", change: {"old": old, "new": new}}, {"by": "Lee", change: None}]}

    records = [updates(TEAMS[n % 3], TEAMS[(n + 1) % 3]) for n in range(9)]
    assert group_history(records[0], learned_moves("updates", records, "group")) == ["7", "8"]


def field_log(old, new):
    changes = [("Group", old, new), ("Priority", "1", "2")]
    return {"group": new, "log": [{"field": name, "old": a, "new": b} for name, a, b in changes]}


@pytest.mark.parametrize("theirs", ["log", "log[].new", "log[].old"])
def test_a_log_that_somebody_named_is_read_by_the_field_that_leads_to_the_group(theirs):
    records = [field_log(TEAMS[n % 3], TEAMS[(n + 1) % 3]) for n in range(9)]
    assert group_history(records[0], stated_moves(theirs, records, "group")) == ["7", "8"]
    with pytest.raises(TicketFileError, match="skill_group"):
        stated_moves("log[].new", records, "")


def test_one_side_of_a_change_that_somebody_named_is_the_change():
    def moved(old, new):
        return {"topic": new, "log": [{"id": 1, "change": {"old": old, "new": new}}]}

    records = [moved(TEAMS[n % 3], TEAMS[(n + 1) % 3]) for n in range(9)]
    for side in ("old", "new"):
        moves = stated_moves(f"log[].change.{side}", records, "")
        assert group_history(records[0], moves) == ["7", "8"]
        assert leads_to(moves, records, "topic")
    assert not leads_to(moves, [record | {"topic": "9"} for record in records], "topic")


def test_lines_that_somebody_named_and_that_lead_nowhere_are_refused():
    records = [{"group": "9", "log": f"Group: 7 -> {n % 3}"} for n in range(9)]
    with pytest.raises(TicketFileError, match="what group says"):
        stated_moves("log", records, "group")


def test_a_log_whose_sentences_say_what_was_before_tells_that_a_ticket_stayed():
    def lines(*groups):
        moved = [f'Team changed from "{old}" to "{new}"' for old, new in pairwise(groups)]
        return {"group": groups[-1], "History": "\n".join(["Ticket created", *moved])}

    records = [lines(TEAMS[n % 3], TEAMS[(n + 1) % 3]) for n in range(9)]
    assert [place.old for place in told_moves(["History"], records, "group")] == ["line"]
    given = [{"group": r["group"], "History": f"Ticket created\nassigned to {r['group']}"} for r in records]
    assert [place.old for place in told_moves(["History"], given, "group")] == [""]
