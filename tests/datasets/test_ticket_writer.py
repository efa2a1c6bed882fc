"""Tickets are written whole or not at all, and come back as they were."""

from datetime import UTC, datetime

import pytest

from firstline.datasets import ticket_writer as module
from firstline.datasets.errors import InputError
from firstline.datasets.ticket import Ticket
from firstline.datasets.ticket_reader import read_tickets
from firstline.datasets.ticket_writer import ticket_writer

FULL = Ticket.model_validate(
    {
        "id": "7",
        "subject": "VPN",
        "body": "It drops 😀",
        "created_at": datetime(2026, 1, 2, 3, tzinfo=UTC),
        "messages": [{"id": "1", "at": "2026-01-02T04:00:00Z", "author": "agent", "public": False, "text": "hm"}],
        "group_history": ["A", "B", "A"],
        "article_ids": ["K1"],
        "set_by": {"category": "machine"},
        "attachments": [{"name": "a.png"}],
        "mail_headers": {"auto-submitted": "no"},
        "reopened": 2,
        "csat": 4,
        "os": "linux",
    }
)


@pytest.mark.parametrize("name", ["t.parquet", "t.jsonl"])
def test_a_ticket_comes_back_as_it_was(tmp_path, name):
    with ticket_writer(tmp_path / name, extra=("os",)) as write:
        write(FULL)
        write(Ticket(id="8", body="only text"))
    first, second = read_tickets(tmp_path / name).tickets
    assert first.model_dump() == FULL.model_dump()
    assert second.label("os") is None


@pytest.mark.parametrize("name", ["t.parquet", "t.jsonl"])
def test_an_error_leaves_nothing_and_an_older_file_stays(tmp_path, name):
    (tmp_path / name).write_text("older", encoding="utf-8")

    def fail() -> None:
        with ticket_writer(tmp_path / name) as write:
            write(FULL)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_text(encoding="utf-8") == "older"


def test_many_tickets_are_written_in_groups(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "_ROWS", 3)
    with ticket_writer(tmp_path / "t.parquet") as write:
        for number in range(10):
            write(Ticket(id=str(number), body="x"))
    assert [ticket.id for ticket in read_tickets(tmp_path / "t.parquet").tickets] == [str(n) for n in range(10)]


def test_another_ending_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"parquet or \.jsonl"), ticket_writer(tmp_path / "t.csv"):
        pass
