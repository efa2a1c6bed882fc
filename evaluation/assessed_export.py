"""The assessed export: the tickets of a raw export, also one without text, or one with a row for every event."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, tzinfo
from itertools import islice
from pathlib import Path
from typing import Any

from firstline.datasets.column_guess import Certainty, ColumnGuess, guess_columns
from firstline.datasets.column_profile import ColumnProfile
from firstline.datasets.day_order import DayOrder
from firstline.datasets.errors import TicketFileError
from firstline.datasets.event_log import folded_log, is_event_log
from firstline.datasets.export_mapping import KNOWN_NAMES, ExportMapping
from firstline.datasets.import_origin import ColumnOrigin, ImportOrigin, import_origin
from firstline.datasets.lost_letters import ticket_has_lost_letters
from firstline.datasets.mapping_doubt import mapping_doubts
from firstline.datasets.record_columns import columns_of, unwrapped
from firstline.datasets.rejected_row import RejectedRow
from firstline.datasets.scope_mark import marked_out_of_scope
from firstline.datasets.stated_column import stated_against_name
from firstline.datasets.table_rows import table_rows
from firstline.datasets.ticket import Ticket
from firstline.datasets.ticket_import import import_tickets, look_at_exports
from firstline.datasets.ticket_reader import read_tickets
from firstline.datasets.ticket_row import has_text, lenient_ticket
from firstline.datasets.undecoded import count_undecoded
from firstline.evaluation.counted import counted
from firstline.evaluation.listed import listed, some_listed
from firstline.evaluation.passing_folder import passing_folder
from firstline.evaluation.read_column import OUR_NAMES, ReadColumn, mapped_columns, our_columns

_SAMPLE = 2_000
_TELLING = frozenset({"reassignments", "group_history", "skill_group"})
_TEXT = frozenset({"subject", "body", "text", "messages"})
_WHOLE_TEXTS = _TEXT - {"subject"}
_LOOKED_AT = 100


@dataclass(frozen=True, slots=True)
class AssessedExport:
    """`columns` are what each of our fields was read from. `rejected` rows could not be read; `events` is the number of
    rows where each stood for something that happened to a ticket, 0 where each was a ticket. `not_there` are columns
    of the configuration that the export lacks, where it has not our own names. `doubts` are questions about columns
    that were left out though they may matter, and `order_note` is what has to be known of a log that nothing orders.
    `notes` are sentences on what the file holds beside rows, or seems to lack; `strangers` counts tickets
    left out, and `left_out` are columns that hold something and were not read."""

    tickets: tuple[Ticket, ...]
    columns: tuple[ReadColumn, ...] = ()
    rejected: tuple[RejectedRow, ...] = ()
    events: int = 0
    file: str = ""
    not_there: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    order_note: str = ""
    notes: tuple[str, ...] = ()
    strangers: int = 0
    left_out: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        """Tickets, also those left out, and rejected rows."""
        return len(self.tickets) + self.strangers + len(self.rejected)

    @property
    def undecoded(self) -> int:
        """Tickets whose text has characters that could not be decoded."""
        return count_undecoded((ticket.subject, ticket.body) for ticket in self.tickets)

    @property
    def lost(self) -> int:
        """Tickets whose letters were lost before the file was written."""
        return sum(map(ticket_has_lost_letters, self.tickets))

    @property
    def has_text(self) -> bool:
        return any(has_text(ticket) for ticket in self.tickets)

    def unused(self, fields: Collection[str]) -> tuple[str, ...]:
        """`left_out` but for the desk's own fields that are learned all the same."""
        return tuple(name for name in self.left_out if name not in fields)


def without_strangers(export: AssessedExport) -> AssessedExport:
    """Without the tickets that the desk itself calls spam or not its own, and with a note of how many those are."""
    own = tuple(ticket for ticket in export.tickets if not marked_out_of_scope(ticket))
    left_out = len(export.tickets) - len(own)
    if not own or not left_out:
        return export
    note = (
        f"{counted(left_out, 'ticket', verb='is/are')} left out: the export says that they are spam or came to the "
        "wrong place"
    )
    return replace(export, tickets=own, strangers=left_out, notes=(*export.notes, note))


def read_export(
    path: Path,
    *,
    given: Mapping[str, str],
    hinted: Mapping[str, str],
    earlier: Mapping[str, Certainty] | None = None,
    time_zone: tzinfo = UTC,
    records: str = "",
) -> AssessedExport:
    """Read an export as `firstline import` does, and also what that refuses: a log of events, and tickets without text.

    Args:
        given: theirs → ours as the caller says; every name must be there.
        hinted: theirs → ours of a configuration; names that are not there are passed over.
        earlier: those of `hinted` that an import guessed, and how sure it was.
        records: the list of a JSON document whose objects are the rows.

    Raises:
        TicketFileError: the file cannot be read, or tells neither what customers wrote nor who had their tickets.
    """
    if not records and (names := _our_names(path, given)):
        return _as_it_is(path, names, given=given, hinted=hinted, earlier=earlier or {}, time_zone=time_zone)
    mapping, readable = _mapping(path, given=given, hinted=hinted, earlier=earlier, records=records)
    columns, there = mapped_columns(mapping), {guess.theirs for guess in mapping.guesses}
    absent, doubts = tuple(name for name in hinted if name not in there), mapping_doubts(mapping)
    told = AssessedExport((), columns, file=path.name, not_there=absent, doubts=doubts, left_out=_left_out(mapping))
    notes = [*mapping.notes, *stated_against_name(mapping)]
    if readable and not is_event_log(path, mapping):
        with passing_folder() as folder:
            output = folder / "tickets.jsonl"
            result = import_tickets([path], output, mapping=mapping, time_zone=time_zone, max_rejected=1.0)
            if not result.tickets:
                raise TicketFileError(_none(path, result.rejected))
            tickets = read_tickets(output, closed=mapping.kept).tickets
        return replace(told, tickets=tickets, rejected=tuple(result.rejected), notes=(*notes, *result.notes))
    raw = table_rows(path, known={*KNOWN_NAMES, *mapping.columns}, records=records, notes=notes)
    rows, order = DayOrder.seen_in(raw)
    log = folded_log(rows, mapping, order)
    context = {"time_zone": time_zone, "day_order": order.under(mapping.columns)}
    found = tuple(lenient_ticket(values, number=place, context=context) for place, values in enumerate(log.tickets, 1))
    events = log.rows if log.rows > len(found) else 0
    if log.order.column:
        columns += (ReadColumn("event_order", log.order.column, "likely", log.order.why),)
    return replace(told, tickets=found, columns=columns, events=events, order_note=log.note, notes=tuple(notes))


def _left_out(mapping: ExportMapping) -> tuple[str, ...]:
    """Columns that nothing here is read from, also those that an import would keep under their own names."""
    kept = (name for name in mapping.kept if name not in OUR_NAMES)
    return (*kept, *(guess.theirs for guess in mapping.left_out))


def _as_it_is(
    path: Path,
    names: Sequence[str],
    *,
    given: Mapping[str, str],
    hinted: Mapping[str, str],
    earlier: Mapping[str, Certainty],
    time_zone: tzinfo,
) -> AssessedExport:
    """Tickets as we write them, most likely since an import did: what is done is not done again."""
    there = {
        theirs: ours
        for theirs, ours in hinted.items()
        if theirs in names and not (theirs in OUR_NAMES and ours in names) and theirs != ours
    }
    told = {**there, **given}
    origin = import_origin(path) or _configured(names, hinted, earlier)
    if origin.files and (missing := given.keys() - set(names)):
        raise TicketFileError(
            f"{path.name} has no column {listed(sorted(missing))}: it was made from {some_listed(origin.files)}, whose "
            "columns are mapped where that is imported (`firstline import … --map theirs=ours`)"
        )
    table = read_tickets(path, columns=told, time_zone=time_zone)
    file = f"{path.name}, made from {some_listed(origin.files)}" if origin.files else path.name
    filled = [name for name in names if name in told or name == "text" or any(map(_holds(name), table.tickets))]
    columns = our_columns(filled, told, origin.columns)
    return AssessedExport(table.tickets, columns, table.rejected, file=file, doubts=origin.doubts, notes=origin.notes)


def _holds(name: str) -> Callable[[Ticket], bool]:
    return lambda ticket: getattr(ticket, name, None) not in (None, "", (), [], {})


def _configured(names: Collection[str], hinted: Mapping[str, str], earlier: Mapping[str, Certainty]) -> ImportOrigin:
    """What the configuration beside a file that keeps no origin says of it: what an import guessed."""
    guessed = (
        ColumnOrigin(ours, theirs, earlier[theirs], "when it was imported")
        for theirs, ours in hinted.items()
        if theirs in earlier and theirs not in names
    )
    return ImportOrigin((), tuple(guessed))


def _none(path: Path, rejected: Sequence[RejectedRow]) -> str:
    """Why an export that has rows has no tickets."""
    why = f"row {rejected[0].row}: {rejected[0].reason}" if rejected else "it has no rows"
    return f"{path}: none of its {len(rejected):,} rows is a ticket ({why})"


def _our_names(path: Path, given: Mapping[str, str]) -> tuple[str, ...]:
    """The columns, where an import wrote them, all have our names or an import would take them as they are; else none.

    What an import guesses has to be guessed here as well: of a file with most of our names, too, a column of groups
    may have another.
    """
    rows = [row for row in islice(table_rows(path, known=KNOWN_NAMES, lenient=True), _LOOKED_AT) if row.values]
    names = tuple(dict.fromkeys(name for row in rows for name in row.values))
    if import_origin(path):
        return names
    left = set(names) - given.keys()
    ids = [str(row.values.get("id") or row.number) for row in rows]
    if not left & _WHOLE_TEXTS or len(set(ids)) < len(ids):
        return ()
    return names if left <= OUR_NAMES or _is_ours(path) else ()


def _is_ours(path: Path) -> bool:
    try:
        return look_at_exports([path]).is_ours
    except TicketFileError:
        return False


def _mapping(
    path: Path,
    *,
    given: Mapping[str, str],
    hinted: Mapping[str, str],
    earlier: Mapping[str, Certainty] | None,
    records: str,
) -> tuple[ExportMapping, bool]:
    """What the columns are, and whether `firstline import` could read them."""
    try:
        return look_at_exports([path], given=given, hinted=hinted, earlier=earlier, records=records), True
    except TicketFileError:
        mapping = _mapping_without_text(path, {**hinted, **given}, records)
        if mapping is None:
            raise
        return mapping, False


def _mapping_without_text(path: Path, told: Mapping[str, str], records_at: str) -> ExportMapping | None:
    """The columns of an export that tells of groups or hops, though it has no text; None where it tells of neither."""
    rows = list(islice(table_rows(path, known={*KNOWN_NAMES, *told}, lenient=True, records=records_at), _SAMPLE))
    records = [unwrapped(row.values) for row in rows if row.values]
    cells: dict[str, list[Any]] = {}
    for record in records:
        for name, value in columns_of(record):
            cells.setdefault(name, []).append(value)
    profiles = {name: ColumnProfile.of(name, found, rows=len(records)) for name, found in cells.items()}
    settled = [ColumnGuess(profiles[theirs], ours, "given") for theirs, ours in told.items() if theirs in profiles]
    left = [profile for name, profile in profiles.items() if name not in told]
    taken = {guess.ours: guess.theirs for guess in settled if guess.ours} | dict.fromkeys(_TEXT, "")
    guesses = (*settled, *guess_columns(left, taken))
    mapping = ExportMapping(tuple(_with_id(guesses, told)))
    return mapping if _TELLING & set(mapping.columns.values()) else None


def _with_id(guesses: Sequence[ColumnGuess], told: Mapping[str, str]) -> Iterator[ColumnGuess]:
    """In a log of events no id is unique: the first column of numbers or codes that repeats in runs is the ticket's."""
    has_id = any(guess.ours == "id" for guess in guesses)
    for guess in guesses:
        name = guess.theirs.casefold()
        if not has_id and guess.theirs not in told and name in ("number", "incident", "case", "case id", "ticket"):
            has_id = True
            yield ColumnGuess(guess.profile, "id", "likely", "the name")
        else:
            yield guess
