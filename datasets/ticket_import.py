"""The ticket import: a help desk's export, as it is, to a file of tickets."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, tzinfo
from itertools import chain, islice
from pathlib import Path
from typing import Any

from firstline.datasets.column_guess import Certainty
from firstline.datasets.day_order import DayOrder
from firstline.datasets.double_encoding import mended_values
from firstline.datasets.errors import InputError, TicketFileError
from firstline.datasets.event_log import folded_log, is_event_log
from firstline.datasets.export_forms import different_forms
from firstline.datasets.export_mapping import KNOWN_NAMES, ExportMapping
from firstline.datasets.export_row import export_row
from firstline.datasets.found_mapping import map_export
from firstline.datasets.hidden_header import hidden_header
from firstline.datasets.import_origin import ImportOrigin, column_origins
from firstline.datasets.lost_letters import ticket_has_lost_letters
from firstline.datasets.mapping_doubt import mapping_doubts
from firstline.datasets.output_folder import check_not_kept
from firstline.datasets.raw_row import RawRow
from firstline.datasets.record_columns import unwrapped
from firstline.datasets.record_kind import article_columns
from firstline.datasets.rejected_row import RejectedRow, check_rejected, write_rejected
from firstline.datasets.stated_column import stated_against_name
from firstline.datasets.table_rows import no_rows, table_rows
from firstline.datasets.ticket import CANONICAL_COLUMNS, Ticket
from firstline.datasets.ticket_row import row_id, strict_ticket
from firstline.datasets.ticket_writer import Write, ticket_writer
from firstline.datasets.undecoded import REPLACEMENT, undecoded_column

_SAMPLE = 2_000
_LEAST_SAMPLE = 200
_MOST_LATE = 100
_MANY, _NEARLY_ALL, _MOST_PEOPLE = 20, 0.9, 1_000
_LONGEST_TEXT = 1 << 24


@dataclass(slots=True)
class ImportResult:
    """What an import found: numbers of tickets, the rejected rows, and how many tickets have each of our columns.

    `late` are columns that none of the rows that were looked at had: they were left out. `conversations` are tickets
    with messages, `with_customer` those of them with one of the customer's. `mended` are the columns of theirs in which
    UTF-8 was read as another encoding and mended → the numbers of the rows. `events` are the rows of a log that were
    folded to tickets, 0 where each row is a ticket; `order` is the column that orders them, `order_note` what has to be
    known where none does. `told_by` is the column that tells who wrote a row, where rows are messages. `requesters`
    counts tickets by who asked, of the first thousand people. `notes` are sentences on what the files hold beside
    rows, or seem to lack.
    """

    mapping: ExportMapping
    tickets: int = 0
    rejected: list[RejectedRow] = field(default_factory=list)
    filled: Counter[str] = field(default_factory=Counter)
    undecoded: int = 0
    lost: int = 0
    late: set[str] = field(default_factory=set)
    conversations: int = 0
    with_customer: int = 0
    mended: dict[str, list[int]] = field(default_factory=dict)
    events: int = 0
    order: str = ""
    order_note: str = ""
    told_by: str = ""
    requesters: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """Rows read."""
        return self.tickets + len(self.rejected)

    @property
    def one_requester(self) -> int:
        """How many tickets one person asked, where that is nearly all of many; 0 where it is not."""
        most = max(self.requesters.values(), default=0)
        return most if self.tickets >= _MANY and most >= _NEARLY_ALL * self.tickets else 0

    @property
    def columns(self) -> tuple[str, ...]:
        """Our columns that at least one ticket has."""
        return tuple(name for name in CANONICAL_COLUMNS if self.filled[name])


def look_at_exports(
    paths: Sequence[Path],
    *,
    preset: str | None = None,
    given: Mapping[str, str] | None = None,
    hinted: Mapping[str, str] | None = None,
    earlier: Mapping[str, Certainty] | None = None,
    records: str = "",
) -> ExportMapping:
    """Find out what the columns of exports of one form are, from the first rows of each.

    Args:
        preset: the vendor's name, if it is to be taken without looking.
        given: theirs → ours as the caller says.
        hinted: theirs → ours of a configuration; names that are not there are passed over.
        earlier: those of `hinted` that an import guessed, and how sure it was.
        records: the list of a JSON document whose objects are the rows.

    Raises:
        TicketFileError: a file cannot be read, has no rows or no column of the first one, a column of `given` is in
            none of them, they hold articles, or no column holds text.
    """
    known = {*KNOWN_NAMES, *(given or {}), *(hinted or {})}
    size = max(_LEAST_SAMPLE, _SAMPLE // len(paths))
    sample: list[RawRow] = []
    files: list[tuple[Path, list[RawRow]]] = []
    for path in paths:
        rows = list(islice(table_rows(path, known=known, lenient=True, records=records), size))
        if not rows:
            raise TicketFileError(no_rows(path))
        files.append((path, rows))
        sample.extend(replace(row, values=mended_values(row.values)[0]) for row in rows)
    if not given and (telling := article_columns({name for row in sample for name in row.values})):
        raise TicketFileError(
            f"{paths[0]}: articles came (columns {', '.join(telling)}) where tickets are wanted; "
            "`firstline index articles` takes them"
        )
    found = map_export(sample, preset=preset, given=given, hinted=hinted, earlier=earlier)
    return replace(found, records=records, notes=different_forms(files))


def import_tickets(
    paths: Sequence[Path],
    output: Path | None,
    *,
    mapping: ExportMapping,
    time_zone: tzinfo = UTC,
    max_rejected: float = 0.05,
    said: Callable[[int], None] = lambda _rows: None,
) -> ImportResult:
    """Write the tickets of exports to `output` (.parquet or .jsonl) and the rejected rows beside it.

    Rows are read, understood and written one after the other, so that no file is too large. The output appears when
    all of it is there. A log with several rows a ticket is folded to one ticket an id (`event_log`), in memory.

    Args:
        output: None where all is to be read as it would be, and nothing written.
        time_zone: of times that carry no offset.
        max_rejected: the share of rows that may be bad.
        said: is told the number of rows from time to time.

    Raises:
        TicketFileError: a file cannot be read to its end.
        TooManyRejectedError: too many rows are bad; the rejected ones are written down all the same.
        InputError: `output` is one of `paths`, is in a bundle or a state, or cannot be written.
    """
    if output and any(path.resolve() == output.resolve() for path in paths):
        raise InputError(f"{output} is the export itself; name another file to write")
    if output is not None:
        check_not_kept(output)
    result = ImportResult(mapping)
    reading = _Reading(result, time_zone, said)

    def origin() -> Mapping[bytes, bytes]:
        notes = (*mapping.notes, *stated_against_name(mapping), *result.notes)
        columns, doubts = tuple(column_origins(mapping)), mapping_doubts(mapping)
        return ImportOrigin(tuple(path.name for path in paths), columns, doubts, notes).metadata

    writer = ticket_writer(output, extra=mapping.extra, metadata=origin) if output else nullcontext(_nowhere)
    with writer as write:
        if any(is_event_log(path, mapping) for path in paths):
            reading.fold(paths, write)
        else:
            for path in paths:
                reading.read(path, write)
        written = write_rejected(output, result.rejected) if output else None
        mostly = len(result.rejected) > result.tickets
        hints = [hint for path in paths if mostly and (hint := hidden_header(path, result.rejected))]
        check_rejected(_Counted(result), max_share=max_rejected, written=written, hint="; ".join(hints))
    return result


def _nowhere(_ticket: Ticket) -> None:
    """Where the tickets of a dry run go."""


@dataclass(frozen=True, slots=True)
class _Counted:
    """An import as `check_rejected` wants it."""

    result: ImportResult

    @property
    def rejected(self) -> tuple[RejectedRow, ...]:
        return tuple(self.result.rejected)

    @property
    def rows(self) -> int:
        return self.result.rows

    @property
    def undecoded(self) -> int:
        return self.result.undecoded


@dataclass(slots=True)
class _Reading:
    """One call of `import_tickets`, while it runs. Of the ids only hashes are kept: they outnumber all else."""

    result: ImportResult
    time_zone: tzinfo
    said: Callable[[int], None]
    seen: set[int] = field(default_factory=set)
    columns: frozenset[str] = frozenset()
    number: int = 0

    def read(self, path: Path, write: Write) -> None:
        known = {*KNOWN_NAMES, *self.result.mapping.columns}
        self.columns = self.result.mapping.seen
        rows, order = DayOrder.seen_in(self._rows(path, known))
        context = {"time_zone": self.time_zone, "day_order": order.under(self.result.mapping.columns)}
        for raw in rows:
            self.number += 1
            ticket = self._ticket(path, self._mended(raw), context)
            if ticket:
                write(ticket)
            if self.number % 1_000 == 0:
                self.said(self.number)

    def _rows(self, path: Path, known: Collection[str]) -> Iterator[RawRow]:
        return table_rows(path, known=known, records=self.result.mapping.records, notes=self.result.notes)

    def fold(self, paths: Sequence[Path], write: Write) -> None:
        """Read a log: the rows of all files are rows of the same tickets."""
        mapping = self.result.mapping
        self.columns = mapping.seen
        known = {*KNOWN_NAMES, *mapping.columns}
        rows, order = DayOrder.seen_in(chain.from_iterable(self._rows(path, known) for path in paths))
        context = {"time_zone": self.time_zone, "day_order": order.under(mapping.columns)}
        log = folded_log(map(self._event, rows), mapping, order)
        self.result.events, self.result.order, self.result.order_note = log.rows, log.order.column, log.note
        self.result.told_by = log.told_by
        for place, values in enumerate(log.tickets, 1):
            if ticket := self._accepted(paths[0].name, place, values, context):
                write(ticket)

    def _event(self, raw: RawRow) -> RawRow:
        self.number += 1
        if self.number % 1_000 == 0:
            self.said(self.number)
        if raw.problem:
            self.result.rejected.append(RejectedRow(raw.number, row_id(raw.values), raw.problem))
            return raw
        self._note_late(unwrapped(raw.values))
        return self._mended(raw)

    def _mended(self, raw: RawRow) -> RawRow:
        values, names = mended_values(raw.values)
        for name in names:
            self.result.mended.setdefault(name, []).append(self.number)
        return replace(raw, values=values) if names else raw

    def _ticket(self, path: Path, raw: RawRow, context: Mapping[str, Any]) -> Ticket | None:
        if raw.problem:
            self._reject(path.name, raw.number, raw.values, raw.problem)
            return None
        try:
            values = export_row(raw.values, self.result.mapping)
        except ValueError as error:
            self._reject(path.name, raw.number, raw.values, str(error))
            return None
        self._note_late(unwrapped(raw.values))
        return self._accepted(path.name, raw.number, values, context)

    def _accepted(self, file: str, row: int, values: Mapping[str, Any], context: Mapping[str, Any]) -> Ticket | None:
        try:
            self._check(values)
            ticket = _oldest_first(strict_ticket(values, number=self.number, context=context))
            if (key := hash(ticket.id)) in self.seen:
                raise ValueError("the id came before")
        except ValueError as error:
            self._reject(file, row, values, str(error))
            return None
        self.seen.add(key)
        self._count(ticket, values)
        return ticket

    def _reject(self, file: str, row: int, values: Mapping[str, Any], reason: str) -> None:
        self.result.rejected.append(RejectedRow(row, row_id(dict(values)), reason, file))

    def _note_late(self, record: Mapping[str, Any]) -> None:
        if not record.keys() <= self.columns and len(self.result.late) < _MOST_LATE:
            self.result.late |= record.keys() - self.columns

    def _check(self, values: Mapping[str, Any]) -> None:
        if column := undecoded_column(values, closed=self.result.mapping.extra):
            raise ValueError(
                f"{column}: holds bytes that could not be decoded; export the row in the encoding of the others"
            )
        for name, value in values.items():
            if isinstance(value, str) and len(value) > _LONGEST_TEXT:
                raise ValueError(f"{name}: {len(value):,} characters; at most {_LONGEST_TEXT:,} are read")

    def _count(self, ticket: Ticket, values: Mapping[str, Any]) -> None:
        self.result.tickets += 1
        self.result.filled.update(name for name, value in values.items() if value not in (None, "", [], ()))
        self.result.undecoded += REPLACEMENT in ticket.subject or REPLACEMENT in ticket.body
        self.result.lost += ticket_has_lost_letters(ticket)
        asked = ticket.requester_id
        if asked and (asked in self.result.requesters or len(self.result.requesters) < _MOST_PEOPLE):
            self.result.requesters[asked] += 1
        self.result.conversations += bool(ticket.messages)
        self.result.with_customer += any(message.author == "customer" for message in ticket.messages)


def _oldest_first(ticket: Ticket) -> Ticket:
    """Messages in the order of their times; as they came where one of them has none."""
    times = [message.at for message in ticket.messages if message.at]
    if len(times) < len(ticket.messages) or times == sorted(times):
        return ticket
    turned = reversed(ticket.messages) if times[0] > times[-1] else ticket.messages
    ordered = sorted(turned, key=lambda message: message.at or times[0])
    return ticket.model_copy(update={"messages": tuple(ordered)})
