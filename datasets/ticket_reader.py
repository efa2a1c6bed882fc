"""The ticket reader: exports of a help desk, as tickets."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from pathlib import Path
from types import MappingProxyType
from typing import Any

from firstline.datasets.day_order import DayOrder
from firstline.datasets.errors import TicketFileError
from firstline.datasets.field_path import root_of
from firstline.datasets.raw_export import overlooked_text, raw_export_advice
from firstline.datasets.raw_row import RawRow
from firstline.datasets.record_kind import article_columns
from firstline.datasets.rejected_row import RejectedRow
from firstline.datasets.table_rows import no_rows, table_rows
from firstline.datasets.ticket import CANONICAL_COLUMNS, Ticket
from firstline.datasets.ticket_row import lenient_ticket, rename_columns, row_id, strict_ticket
from firstline.datasets.undecoded import count_undecoded, undecoded_column
from firstline.datasets.unknown_column import unknown_columns

_NO_COLUMNS: Mapping[str, str] = MappingProxyType({})
_TEXT_COLUMNS = frozenset({"subject", "body", "text", "messages"})
_WHOLE_TEXTS = _TEXT_COLUMNS - {"subject"}
_SEVERAL = frozenset({"messages", "attachments", "mail_headers", "article_ids", "group_history", "restricted_to"})
_SINGLE = frozenset({*CANONICAL_COLUMNS, "text"}) - _SEVERAL


@dataclass(frozen=True, slots=True)
class TicketTable:
    """The tickets of an export in its order, and the rows that were left out.

    `damaged` are rows of which a ticket was made although they could not be read, or not whole.
    """

    tickets: tuple[Ticket, ...]
    rejected: tuple[RejectedRow, ...] = ()
    damaged: tuple[RejectedRow, ...] = ()

    @property
    def rows(self) -> int:
        """Rows read: tickets and rejected ones."""
        return len(self.tickets) + len(self.rejected)

    @property
    def undecoded(self) -> int:
        """Tickets whose text has characters that could not be decoded."""
        return count_undecoded((t.subject, t.body, *(m.text for m in t.messages)) for t in self.tickets)

    def __len__(self) -> int:
        return len(self.tickets)


def read_tickets(
    paths: str | Path | Sequence[str | Path],
    *,
    columns: Mapping[str, str] = _NO_COLUMNS,
    time_zone: tzinfo = UTC,
    closed: Collection[str] = (),
    lenient: bool = False,
) -> TicketTable:
    """Read tickets from CSV, JSON, JSONL or Parquet files, gzipped or not, or Excel workbooks.

    A row without an id gets its number, counted through all files from 1. A date such as 03/04/2025 is read as
    other dates of its column and file show (`DayOrder`); where the column has both orders, the row is rejected.

    Args:
        paths: one file or several, read in order as one table.
        columns: names of their columns, or paths into their records, → ours; a name that is not canonical becomes an
            extra field. A file that has none of several but all of ours that they lead to is taken as it is.
        time_zone: of times that carry no offset.
        closed: names, ours, of the desk's own closed-list columns. A row of which such a column, a label or an id could
            not be decoded is rejected; in a text such characters are kept and counted (`TicketTable.undecoded`).
        lenient: reject nothing and return exactly one ticket a row, in order; what cannot be read is left out.
            Without it, rows that cannot be understood, have no text or repeat an id are rejected with a reason.

    Raises:
        TicketFileError: a file cannot be read, has no rows or holds articles, no column holds text, or a mapped column
            is in none of the files. When `lenient`, no rows and no text are no error, but rows of which none can be
            read are; of mapped columns only those of texts must be there.
    """
    files = [Path(path) for path in ([paths] if isinstance(paths, str | Path) else paths)]
    reading = _Reading(
        columns={theirs: "body" if ours == "text" else ours for theirs, ours in columns.items()},
        time_zone=time_zone,
        closed=frozenset(closed),
        lenient=lenient,
    )
    for path in files:
        _refuse_folder(path)
        reading.read(path)
    reading.check_columns()
    return TicketTable(tuple(reading.tickets), tuple(reading.rejected), tuple(reading.damaged))


def _refuse_folder(path: Path) -> None:
    """A folder of Markdown files is a knowledge base; any other is refused where it is opened."""
    if path.is_dir() and next(path.rglob("*.md"), None) is not None:
        raise TicketFileError(
            f"{path}: a folder of Markdown articles came where a file of tickets (CSV, JSONL or Parquet) is wanted; "
            "`firstline index articles` takes it"
        )


@dataclass(slots=True)
class _Reading:
    """One call of `read_tickets`, while it runs."""

    columns: Mapping[str, str]
    time_zone: tzinfo
    closed: frozenset[str]
    lenient: bool
    tickets: list[Ticket] = field(default_factory=list)
    rejected: list[RejectedRow] = field(default_factory=list)
    damaged: list[RejectedRow] = field(default_factory=list)
    seen_columns: dict[str, None] = field(default_factory=dict)
    seen_ids: dict[str, tuple[int, str, Ticket]] = field(default_factory=dict)
    number: int = 0
    first: Path | None = None

    def read(self, path: Path) -> None:
        known = {*CANONICAL_COLUMNS, "text", *self.columns}
        once = {name for name in known if self.columns.get(name, name) in _SINGLE}
        rows, order = DayOrder.seen_in(table_rows(path, known=known, once=once, lenient=self.lenient))
        context = {"time_zone": self.time_zone, "day_order": order.under(self.columns)}
        before, self.first = self.number, self.first or path
        unread = 0
        for raw in rows:
            self.number += 1
            unread += bool(raw.problem) and not raw.values
            self.seen_columns.update(dict.fromkeys(raw.values))
            values = rename_columns(raw.values, self.columns)
            if self.lenient:
                self.tickets.append(lenient_ticket(values, number=self.number, context=context))
                if raw.problem:
                    self.damaged.append(RejectedRow(raw.number, row_id(values), raw.problem, path.name))
            else:
                self._take(path, raw, values, context)
        if self.lenient and 0 < unread == self.number - before:
            raise TicketFileError(f"{path}: none of its {unread:,} rows can be read (the last: {raw.problem})")
        if self.number == before and not self.lenient:
            raise TicketFileError(no_rows(path))

    def _take(self, path: Path, raw: RawRow, values: Mapping[str, Any], context: Mapping[str, Any]) -> None:
        reason = raw.problem
        if not reason and (column := undecoded_column(values, closed=self.closed)):
            reason = f"{column}: holds bytes that could not be decoded; export the row in the encoding of the others"
        if not reason:
            try:
                ticket = strict_ticket(values, number=self.number, context=context)
            except ValueError as error:
                reason = str(error)
            else:
                reason = self._repeats(path, raw, ticket)
        if reason:
            self.rejected.append(RejectedRow(raw.number, row_id(values), reason, path.name))
        else:
            self.tickets.append(ticket)

    def _repeats(self, path: Path, raw: RawRow, ticket: Ticket) -> str | None:
        """Why a ticket whose id came before is left out; None for a new one."""
        if ticket.id not in self.seen_ids:
            self.seen_ids[ticket.id] = (raw.number, path.name, ticket)
            return None
        row, file, first = self.seen_ids[ticket.id]
        content = "the same content" if first == ticket else "other content"
        return f"the id came before, in row {row} of {file}, with {content}"

    def _already_ours(self, missing: Sequence[str]) -> bool:
        """Whether the file is what `firstline import` made of an export that the configuration's names belong to.

        One name that is not there is a slip of the pen, several whose columns are there under our names are not.
        """
        renamed = {theirs for theirs, ours in self.columns.items() if ours and theirs != ours}
        targets = {self.columns[name] for name in missing}
        has_text = bool(_TEXT_COLUMNS & self.seen_columns.keys())
        return has_text and len(renamed) > 1 and renamed.issubset(missing) and targets <= self.seen_columns.keys()

    def check_columns(self) -> None:
        if not self.seen_columns:
            return
        wanted = [theirs for theirs, ours in self.columns.items() if ours]
        missing = [name for name in wanted if not {name, root_of(name)} & self.seen_columns.keys()]
        ours = {self.columns.get(name, name) for name in self.seen_columns}
        ours |= {target for name, target in self.columns.items() if name not in missing}
        if self._already_ours(missing):
            missing = []
        if self.lenient:
            missing = [name for name in missing if self.columns[name] in _TEXT_COLUMNS - ours]
        there = ", ".join(self.seen_columns) or "none"
        if missing:
            raise unknown_columns(missing, self.seen_columns)
        if not self.lenient and (telling := article_columns(ours)):
            raise TicketFileError(
                f"articles came (columns {', '.join(telling)}) where tickets are wanted; `firstline index articles` "
                "takes them"
            )
        if not self.lenient and not ours & _TEXT_COLUMNS:
            raise TicketFileError(
                f"no column with text: subject, body or messages is wanted; the columns that are there: {there}. "
                f"{raw_export_advice(self.first)}"
            )
        if not self.lenient and not ours & _WHOLE_TEXTS and (found := overlooked_text(self.first, self.columns)):
            raise TicketFileError(
                f"{self.first}: only the subject has our name; what customers wrote seems to stand in {found!r}, which "
                f"would not be read. {raw_export_advice(self.first, theirs=found)}"
            )
