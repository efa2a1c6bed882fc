"""What an import cannot know is asked, with what to say."""

from firstline.datasets.export_mapping import map_export
from firstline.datasets.mapping_doubt import mapping_doubts
from firstline.datasets.raw_row import RawRow

TEXT = "Since Monday the door of floor {} does not open any more, please help us"


def doubts(*columns, number=40, **cells):
    rows = [
        {"Nr": str(n), "Title": f"Door {n} is stuck", **{name: values[n % len(values)] for name, values in columns}}
        for n in range(number)
    ]
    for n, row in enumerate(rows):
        row |= {name: text.format(n) for name, text in cells.items()}
    return " ".join(mapping_doubts(map_export([RawRow(n, row) for n, row in enumerate(rows, 1)])))


def test_a_text_of_an_unclear_author_is_asked_about():
    assert 'say --map "Notes=body"' in doubts(Notes=TEXT)
    assert doubts(Description=TEXT, Notes=TEXT) == ""


def test_an_owner_that_is_sometimes_a_queue_is_named():
    said = doubts(("Case Owner", ("Ann Bell", "Door Queue", "Joe Kim", "Lift Queue")), Description=TEXT)
    assert "Case Owner holds queues or teams (Door Queue, Lift Queue) among people" in said


def test_a_department_that_may_be_the_requesters_is_asked_about():
    assert '--map "Department=skill_group"' in doubts(("Department", ("North", "South", "West")), Description=TEXT)


def test_a_count_that_is_never_0_counts_the_first_group_too():
    said = doubts(("Assignment count", ("1", "2", "1")), Description=TEXT)
    assert "Assignment count is never 0" in said
    assert "one less is taken" in said
    assert "never 0" not in doubts(("Reassignment count", ("1", "2", "1")), Description=TEXT)


def test_a_log_of_changes_that_is_not_understood_is_named():
    told = [{"action": "Update", "message": "Group set to A"}, {"action": "Update", "message": "State set to B"}]
    assert "audits looks like a log of changes that was not understood" in doubts(("audits", (told,)), Description=TEXT)
    history = doubts(("audits", (told,)), ("Group", ("A", "B")), ("Group history", ("A > B", "B")), Description=TEXT)
    assert "audits" not in history, "the path is known by another column"
