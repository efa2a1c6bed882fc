"""Columns with several tags in a cell, and columns that count."""

import pytest

from firstline.datasets.column_profile import ColumnProfile
from firstline.datasets.tag_column import counts_stations, holds_tags, is_count, tags


def column(name, *cells):
    return ColumnProfile.of(name, cells, rows=len(cells))


def test_tags_are_told_by_the_name_and_what_parts_them():
    assert holds_tags(column("Ticket tags", "vip,laptop", "vip"))
    assert holds_tags(column("Метки", "a; b", "c"))
    assert not holds_tags(column("Tags", "vip", "laptop"))
    assert not holds_tags(column("City", "Oslo, Norway", "Bergen, Norway"))


def test_tags_are_written_once_each_with_semicolons():
    assert tags("[vip, laptop ,vip]") == "vip; laptop"


@pytest.mark.parametrize("name", ["Number of Comments", "Reply count", "Количество комментариев", "Anzahl Antworten"])
def test_a_count_has_numbers_and_says_so(name):
    assert is_count(column(name, "0", "2"))
    assert not is_count(column(name, "few", "many"))
    assert not is_count(column("Floor", "0", "2"))


def test_a_count_that_is_never_0_counts_the_first_assignment_unless_its_name_speaks_of_moves():
    numbers = ["1", "2", "1", "3"] * 8
    assert counts_stations(column("Assignment count", *numbers))
    assert not counts_stations(column("Assignment count", *numbers, "0"))
    assert not counts_stations(column("Reassignment count", *numbers))
    assert not counts_stations(column("Количество передач", *numbers))
    assert not counts_stations(column("Assignment count", "1", "2"))
