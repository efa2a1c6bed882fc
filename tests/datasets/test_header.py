"""Headers may name a column twice."""

from pathlib import Path

import pytest

from firstline.datasets.errors import TicketFileError
from firstline.datasets.header import LONGEST_CELL, Header

FILE = Path("export.csv")


def test_a_name_that_comes_again_holds_a_list():
    header = Header.of(FILE, ["Key", "Comment", "Comment", "Comment"])
    assert header.row(1, ["A-1", "first", "", "second"]).values == {"Key": "A-1", "Comment": ["first", "second"]}


def test_a_name_that_may_come_only_once_is_refused():
    with pytest.raises(TicketFileError, match="body more than once"):
        Header.of(FILE, ["id", "body", "body"], once={"body"})


def test_a_cell_of_forty_megabytes_makes_the_row_bad_and_is_let_go():
    row = Header.of(FILE, ["id", "body"]).row(1, ["1", "x" * (LONGEST_CELL + 1)])
    assert row.problem
    assert "body: a cell of 16,777,217 characters" in row.problem
    assert row.values == {"id": "1", "body": None}


def test_cells_beyond_the_header_are_a_problem_only_when_they_hold_something():
    header = Header.of(FILE, ["id", "body"])
    assert header.row(1, ["1", "a", "", ""]).problem is None
    assert header.row(1, ["1", "a", "b"]).problem == "3 cells where the header has 2"
