"""A record under our names, in our words."""

import pytest

from firstline.datasets.export_row import export_row
from firstline.datasets.found_mapping import map_export
from firstline.datasets.raw_row import RawRow

TEXT = "The lamp on the third floor has been broken since Monday"


def row(given=None, **values):
    record = {"body": TEXT, **values}
    return export_row(record, map_export([RawRow(1, record)], given=given))


@pytest.mark.parametrize(
    ("ours", "theirs", "value"),
    [
        ("id", "1 234", "1234"),
        ("category", {"id": 1, "name": "VPN"}, "VPN"),
        ("category", "-", None),
        ("csat", "4,5", 4.5),
        ("csat", "good", 1.0),
        ("csat", "purple", None),
        ("reopened", "yes", 1),
        ("reopened", 2, 2),
        ("article_ids", "KB-1, KB-2; KB-3", ["KB-1", "KB-2", "KB-3"]),
        ("closed_at", "0000-00-00 00:00:00", None),
        ("status", True, "true"),
    ],
)
def test_cells_are_read_as_their_column_wants(ours, theirs, value):
    assert row({"cell": ours}, cell=theirs).get(ours) == value


def test_of_two_columns_the_first_that_is_filled_counts():
    assert row({"a": "subject", "b": "subject"}, a=" ", b="Lamp").get("subject") in (" ", "Lamp")
    assert row({"a": "subject", "b": "subject"}, a=None, b="Lamp")["subject"] == "Lamp"


def test_no_group_in_words_is_none():
    sample = [
        RawRow(n, {"body": "The lamp is broken", "Group": ("Light", "Not Assigned", "Door")[n % 3]}) for n in range(9)
    ]
    mapping = map_export(sample)
    assert [export_row(row.values, mapping).get("skill_group") for row in sample[:3]] == ["Light", None, "Door"]


@pytest.mark.parametrize("nothing", ["0", 0, "-1"])
def test_a_link_to_no_ticket_is_none(nothing):
    assert "duplicate_of" not in row({"merged": "duplicate_of"}, Description="x", merged=nothing)
    assert row({"merged": "duplicate_of"}, Description="x", merged="17")["duplicate_of"] == "17"


def test_a_time_that_never_came_is_none():
    assert "closed_at" not in row({"closed": "closed_at"}, Description="x", closed="0001-01-01T00:00:00Z")
