"""The event log: an export with a row for everything that happened to a ticket, folded to one row a ticket."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from firstline.datasets.day_order import DayOrder
from firstline.datasets.event_order import EventOrder, event_order
from firstline.datasets.export_mapping import KNOWN_NAMES, ExportMapping
from firstline.datasets.export_row import export_row
from firstline.datasets.message_row import MessageRows, with_messages
from firstline.datasets.raw_row import RawRow
from firstline.datasets.record_columns import columns_of, unwrapped
from firstline.datasets.table_rows import table_rows

_SAMPLE = 2_000
_REPEATED = 0.3
_LONGEST_MARK = 40
_AT_FIRST = frozenset({"subject", "body", "text", "messages", "created_at", "first_response_at"})
"""What the first row says best; of all else the last row counts."""
_UNKNOWN = frozenset({"?", "unknown"})


@dataclass(frozen=True, slots=True)
class FoldedLog:
    """`tickets` are rows under our names, one a ticket, `rows` the number of rows that they were folded from.

    `told_by` is the column that tells who wrote a row, where each is a message of a conversation.
    """

    tickets: tuple[dict[str, Any], ...]
    rows: int
    order: EventOrder = field(default_factory=EventOrder)
    told_by: str = ""

    @property
    def note(self) -> str:
        """What has to be known of the order of the rows; empty where the log tells it, or has a row a ticket."""
        if self.order.column or self.rows <= len(self.tickets):
            return ""
        if self.order.is_known:
            return (
                "Nothing in this log orders the rows of a ticket: they were taken oldest first, as they came. If it is "
                "the other way round, the first group and the last are exchanged: export the time of each row too."
            )
        return (
            "Nothing in this log orders the rows of a ticket, and they do not lie together: which group had a ticket "
            "first, and which last, is not known and was left out. Export the time of each row too."
        )


def is_event_log(path: Path, mapping: ExportMapping) -> bool:
    """Whether many rows of a file have an id that came before, or any where each row is a message; the whole file is
    read only where some of them do.
    """
    if "id" not in mapping.columns.values() or mapping.is_ours:
        return False
    ids = _ids(path, mapping)
    found = list(islice(ids, _SAMPLE))
    if len(set(found)) == len(found):
        return False
    if MessageRows.of(mapping):
        return True
    found.extend(ids)
    return len(found) - len(set(found)) > _REPEATED * len(found)


def _ids(path: Path, mapping: ExportMapping) -> Iterator[str]:
    theirs = {name: ours for name, ours in mapping.columns.items() if ours == "id"}
    narrow = ExportMapping(tuple(guess for guess in mapping.guesses if guess.theirs in theirs), mapping.preset)
    for row in table_rows(path, known={*KNOWN_NAMES, *mapping.columns}, lenient=True, records=mapping.records):
        if row.values and (value := export_row(row.values, narrow).get("id")):
            yield str(value)


def folded_log(rows: Iterable[RawRow], mapping: ExportMapping, days: DayOrder) -> FoldedLog:
    """One row a ticket: its text and its first times as its first row has them, all else as its last row that says it.

    `group_history` is the path through the groups of its rows, oldest first, unless a column holds one. Rows that are
    messages of a conversation (`MessageRows`) become the messages of a ticket.

    Args:
        rows: all rows of the log; those with a problem are passed over.
        days: how its dates are written, by their columns.
    """
    values: list[dict[str, Any]] = []
    marks: list[dict[str, str]] = []
    tickets: dict[Any, list[int]] = {}
    known: dict[str, str] = {}
    told = MessageRows.of(mapping)
    messages: list[dict[str, Any] | None] = []
    for row in rows:
        if row.problem:
            continue
        found = export_row(row.values, mapping)
        messages.append(told.message(unwrapped(dict(row.values)), found) if told else None)
        # A text that comes again in every row of a ticket is kept once.
        values.append({name: known.setdefault(v, v) if isinstance(v, str) else v for name, v in found.items()})
        marks.append({name: known.setdefault(text, text) for name, text in _marks(row.values)})
        key = found.get("id", len(values))
        tickets.setdefault(str(key) if key is not None else len(values), []).append(len(values) - 1)
    counts = next((theirs for theirs, ours in mapping.columns.items() if ours == "reassignments"), None)
    if len(tickets) < len(values):
        order = event_order(marks, list(tickets.values()), days, count=counts)
        paths = [order.ordered(places) for places in tickets.values()]
        folded = [_folded([values[row] for row in path], order) for path in paths]
    else:
        order, paths = EventOrder(), list(tickets.values())
        folded = [{n: v for n, v in row.items() if not _is_unknown(v)} for row in values]
    if told:
        folded = [
            with_messages(
                {name: value for name, value in ticket.items() if name != told.column},
                [values[row] for row in path],
                [messages[row] for row in path],
            )
            for ticket, path in zip(folded, paths, strict=True)
        ]
    told_by = told.column if told else ""
    return FoldedLog(tuple(folded), len(values), order, told_by)


def _marks(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in columns_of(unwrapped(dict(values))):
        if value is not None and not isinstance(value, list | dict | bool):
            text = str(value).strip()
            if text and len(text) <= _LONGEST_MARK:
                yield name, text


def _folded(rows: Iterable[dict[str, Any]], order: EventOrder) -> dict[str, Any]:
    ticket: dict[str, Any] = {}
    groups: list[str] = []
    for row in rows:
        told = {name: value for name, value in row.items() if not _is_unknown(value)}
        count = max(ticket.get("reassignments", 0), told.get("reassignments", 0))
        late = {name: value for name, value in told.items() if name not in _AT_FIRST or name not in ticket}
        ticket |= late | ({"reassignments": count} if "reassignments" in ticket | told else {})
        group = told.get("skill_group")
        if group and groups[-1:] != [group]:
            groups.append(group)
    if not order.is_known:
        if len(groups) > 1:
            ticket.pop("skill_group", None)
    elif groups and "group_history" not in ticket:
        ticket["group_history"] = groups
    return ticket


def _is_unknown(value: Any) -> bool:
    return isinstance(value, str) and value in _UNKNOWN
