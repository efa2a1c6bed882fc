"""The import's findings: what `firstline import` says of the rows that it read."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from firstline.datasets.ticket_import import ImportResult

_SECONDS_BETWEEN_LINES = 10.0
_MOST_LEFT_OUT, _SHOWN = 12, 3


def tell(result: "ImportResult", output: Path | None) -> None:
    """How many rows were good, and what is missing; without an output nothing was written."""
    from firstline.datasets.amount import amount
    from firstline.datasets.lost_letters import lost_letters_note
    from firstline.datasets.missing_column import missing_costs, no_customer
    from firstline.datasets.rejected_row import rejected_path

    first = "; ".join(f"row {bad.row}: {bad.reason}" for bad in result.rejected[:_SHOWN])
    where = f", see {rejected_path(output)}" if output else f" ({first})"
    where = where if result.rejected else ""
    read = result.events or result.rows
    click.echo(f"{amount(read, 'row')} read, {len(result.rejected):,} rejected{where}", err=True)
    _tell_log(result)
    if result.mended:
        rows = sorted({number for numbers in result.mended.values() for number in numbers})
        where = f"row {rows[0]:,}" if len(rows) == 1 else f"rows {rows[0]:,} to {rows[-1]:,}"
        click.echo(
            f"warning: {amount(len(rows), 'row')} of {result.rows:,} ({where}) held UTF-8 that was read as another "
            f"encoding, as in StÃ¶rung for Störung; mended in: {', '.join(result.mended)}. Look at them, or export all "
            "in one encoding",
            err=True,
        )
    for note in result.notes:
        click.echo(f"warning: {note}", err=True)
    if result.undecoded:
        click.echo(
            f"warning: rows whose text has characters that could not be decoded (U+FFFD): {result.undecoded:,}; "
            "export it in one encoding, UTF-8 at best",
            err=True,
        )
    if note := lost_letters_note(result.lost, result.tickets):
        click.echo(f"warning: {note}", err=True)
    if result.conversations and not result.with_customer:
        click.echo(f"warning: {no_customer(result.conversations)}", err=True)
    if result.late:
        names = ", ".join(sorted(result.late)[:_MOST_LEFT_OUT])
        click.echo(f"left out, for none of the rows that were looked at had them: {names}", err=True)
    for sentence in missing_costs(result.columns):
        click.echo(f"missing: {sentence}", err=True)


def _tell_log(result: "ImportResult") -> None:
    """How rows were folded to tickets, and whether one person asked them all."""
    if result.events:
        by = f", in the order of {result.order}" if result.order else ""
        click.echo(
            f"a log with several rows a ticket: {result.events:,} rows were folded to {result.tickets:,} tickets{by}. "
            "Text and first times are those of a ticket's first row, all else of its last; group_history is its path",
            err=True,
        )
    if result.told_by:
        click.echo(
            f"each row is a message of a conversation: {result.told_by} tells who wrote it, and the requester is who "
            "wrote the customer's first one",
            err=True,
        )
    if result.one_requester:
        click.echo(
            f"warning: one and the same requester in {result.one_requester:,} of {result.tickets:,} tickets: is that "
            "the desk's own address? Map the column of those who ask to requester_id, or this one to nothing",
            err=True,
        )
    if result.order_note:
        click.echo(f"warning: {result.order_note}", err=True)


def progress_lines() -> Callable[[int], None]:
    """Say how far the import is, every ten seconds."""
    started = said = time.monotonic()

    def report(rows: int) -> None:
        nonlocal said
        now = time.monotonic()
        if now - said >= _SECONDS_BETWEEN_LINES:
            said = now
            click.echo(f"importing: {rows:,} rows, {rows / (now - started):,.0f} a second", err=True)

    return report
