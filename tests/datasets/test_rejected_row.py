"""Rejected rows are written beside the output, and too many of them are an error."""

import json

import pytest

from firstline.datasets.errors import TooManyRejectedError
from firstline.datasets.rejected_row import RejectedRow, check_rejected, write_rejected
from firstline.datasets.ticket import Ticket
from firstline.datasets.ticket_reader import TicketTable

BAD = RejectedRow(3, "T3", "no text", "t.csv")


def test_they_are_written_as_jsonl_and_an_old_file_goes_when_there_are_none(tmp_path):
    path = write_rejected(tmp_path / "new" / "bundle", [BAD])
    assert path is not None
    assert path == tmp_path / "new" / "bundle.rejected.jsonl"
    assert json.loads(path.read_text(encoding="utf-8")) == {"row": 3, "id": "T3", "reason": "no text", "file": "t.csv"}
    assert write_rejected(tmp_path / "new" / "bundle", []) is None
    assert list((tmp_path / "new").iterdir()) == []


def test_more_than_the_allowed_share_is_an_error_that_gives_reasons():
    table = TicketTable(tickets=(Ticket(body="x"),) * 19, rejected=(BAD,))
    check_rejected(table)
    check_rejected(TicketTable(()))
    with pytest.raises(TooManyRejectedError, match=r"1 of 20 rows .*row 3 of t\.csv: no text"):
        check_rejected(table, max_share=0.04)
