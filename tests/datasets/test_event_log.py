"""Folding a log of events to tickets."""

import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from firstline.datasets.day_order import DayOrder
from firstline.datasets.event_log import FoldedLog, folded_log, is_event_log
from firstline.datasets.export_mapping import ExportMapping
from firstline.datasets.table_rows import table_rows
from firstline.datasets.ticket_import import import_tickets, look_at_exports
from firstline.datasets.ticket_reader import read_tickets
from firstline.evaluation.assessed_export import read_export

HEAD = "Incident ID,Title,Description,Open Time,Due date,{time},Entry,Assignment Group"
PATHS = (["Desk", "Mail"], ["Mail"], ["Desk", "Print", "Mail", "Print"], ["Print", "Desk"], ["Desk"])


def _log(time: str = "Stamp", *, tied: bool = False) -> list[str]:
    """Rows of forty incidents, oldest first; `tied`: all rows of one have the same time."""
    rows = []
    for n in range(40):
        for step, group in enumerate(PATHS[n % len(PATHS)]):
            stamp = f"{1 + n % 28:02}.03.2025 10:{0 if tied else 10 * step + 5:02}"
            text = f"Printer {n} stopped,The printer on floor {n} prints nothing at all since today"
            due = f"{1 + n % 28:02}.0{4 + step % 2}.2025 09:00"
            rows.append(f"IM{n:04},{text},{1 + n % 28:02}.03.2025 10:00,{due},{stamp},A{1000 + len(rows)},{group}")
    return rows


def _file(folder: Path, rows: Sequence[str], *, without: str = "", time: str = "Stamp") -> Path:
    file = folder / "log.csv"
    lines = [HEAD.format(time=time), *rows]
    if without:
        gone = [place for place, name in enumerate(HEAD.format(time=time).split(",")) if name in without.split("|")]
        lines = [",".join(cell for place, cell in enumerate(line.split(",")) if place not in gone) for line in lines]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def _orders(rows: list[str]) -> dict[str, list[str]]:
    return {"oldest first": rows, "newest first": rows[::-1], "shuffled": random.Random(3).sample(rows, len(rows))}


def _folded(file: Path) -> tuple[FoldedLog, ExportMapping]:
    mapping = look_at_exports([file])
    rows, days = DayOrder.seen_in(table_rows(file))
    return folded_log(rows, mapping, days), mapping


def _paths(log: FoldedLog) -> dict[str, list[str]]:
    return {str(ticket["id"]): ticket.get("group_history", []) for ticket in log.tickets}


WANTED = {f"IM{n:04}": PATHS[n % len(PATHS)] for n in range(40)}


@pytest.mark.parametrize("order", ["oldest first", "newest first", "shuffled"])
@pytest.mark.parametrize("time", ["Stamp", "Zeitpunkt", "Entry date"])
def test_rows_are_ordered_by_their_own_time_whatever_the_file_does(tmp_path: Path, order: str, time: str) -> None:
    file = _file(tmp_path, _orders(_log())[order], time=time, without="Entry")
    log, _ = _folded(file)
    assert log.order.column == time, "not the time the ticket was opened, nor the one it was due"
    assert _paths(log) == WANTED
    assert {t["id"]: t["skill_group"] for t in log.tickets} == {name: path[-1] for name, path in WANTED.items()}
    assert log.note == ""


@pytest.mark.parametrize("order", ["oldest first", "newest first", "shuffled"])
def test_a_number_that_rises_orders_rows_of_one_time_or_of_none(tmp_path: Path, order: str) -> None:
    for rows, without in ((_log(tied=True), "Due date"), (_log(), "Stamp|Due date")):
        log, _ = _folded(_file(tmp_path, _orders(rows)[order], without=without))
        assert log.order.column == "Entry"
        assert _paths(log) == WANTED


def test_where_nothing_orders_the_rows_that_is_said(tmp_path: Path) -> None:
    orders = _orders(_log())
    log, _ = _folded(_file(tmp_path, orders["oldest first"], without="Stamp|Due date|Entry"))
    assert (log.order.column, _paths(log)) == ("", WANTED)
    assert "taken oldest first, as they came" in log.note
    log, _ = _folded(_file(tmp_path, orders["shuffled"], without="Stamp|Due date|Entry"))
    assert "do not lie together" in log.note
    assert not any(_paths(log).values()), "which group was first is not guessed"
    assert {t["skill_group"] for t in log.tickets if "skill_group" in t} <= {"Mail", "Desk"}


@pytest.mark.parametrize("order", ["oldest first", "newest first", "shuffled"])
def test_an_import_and_an_assessment_read_the_same_tickets_of_a_log(tmp_path: Path, order: str) -> None:
    file = _file(tmp_path, _orders(_log())[order])
    result = import_tickets([file], tmp_path / "h.jsonl", mapping=look_at_exports([file]))
    assert (result.tickets, result.events, result.order, result.rejected) == (40, len(_log()), "Stamp", [])
    imported = {ticket.id: ticket for ticket in read_tickets(tmp_path / "h.jsonl").tickets}
    read = read_export(file, given={}, hinted={})
    assert {ticket.id: ticket.group_history for ticket in read.tickets} == {
        name: tuple(path) for name, path in WANTED.items()
    }
    for ticket in read.tickets:
        same = imported[ticket.id]
        assert (same.group_history, same.skill_group) == (ticket.group_history, ticket.skill_group)
        assert (same.body, same.created_at) == (ticket.body, ticket.created_at)
    assert ("event_order", "Stamp") in {(one.ours, one.theirs) for one in read.columns}


def test_a_few_ids_that_come_again_make_no_log(tmp_path: Path) -> None:
    rows = [f"IM{n:04},Printer {n},The printer on floor {n} is broken,01.03.2025,,,,Desk" for n in range(40)]
    file = _file(tmp_path, [*rows, *rows[:5]])
    assert not is_event_log(file, look_at_exports([file]))
    file = _file(tmp_path, _log())
    assert is_event_log(file, look_at_exports([file]))
