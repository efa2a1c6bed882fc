"""The unread text: what a command that rejects nothing says when it read little of a file, or not all that was sent."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from firstline.datasets.amount import amount

if TYPE_CHECKING:
    from firstline.datasets.config import Config
    from firstline.datasets.ticket import Ticket

_SHOWN = 20


def warn_of_unread_text(path: Path, tickets: "Sequence[Ticket]", config: "Config") -> None:
    """Say how many rows of `path` have no text, and which column looks like one that would be read if it were mapped.

    Args:
        tickets: read from `path` with the columns of `config`; what has no name of ours is in their extra fields.
    """
    from firstline.datasets.ticket_row import has_text

    if not tickets:
        return
    silent = sum(not has_text(ticket) for ticket in tickets)
    has_subject = any(ticket.subject.strip() for ticket in tickets)
    has_body = any(ticket.body.strip() or ticket.messages for ticket in tickets)
    extra = _extra_texts(tickets)
    overlooked = {
        "subject": None if has_subject else _named("subject", extra, certain=has_body),
        "body": None if has_body else _named("body", extra, certain=False) or _guessed(path, config),
    }
    if silent == len(tickets):
        from firstline.datasets.raw_export import raw_export_advice

        there = ", ".join(_columns(tickets)[:_SHOWN])
        click.echo(
            f"warning: no text was read in {amount(silent, 'row')}, so every answer is a guess without one: subject, "
            f"body or messages is wanted; the columns that are there: {there}.{_maps(overlooked)} "
            f"{raw_export_advice(path, theirs=overlooked['body'] or 'theirs')}",
            err=True,
        )
        return
    if silent:
        click.echo(
            f"warning: {silent:,} of {amount(len(tickets), 'row')} have no text; their answers are guesses", err=True
        )
    for ours, theirs in overlooked.items():
        if theirs:
            click.echo(
                f"warning: no {ours} was read, and the column {theirs!r} looks like one: add --map {theirs}={ours} if "
                "the bundle was trained with it",
                err=True,
            )


def _columns(tickets: "Sequence[Ticket]") -> list[str]:
    """Names that rows have something under, ours and theirs."""
    seen = {name: None for ticket in tickets for name in (*ticket.model_fields_set, *(ticket.model_extra or {}))}
    return sorted(seen)


def _extra_texts(tickets: "Sequence[Ticket]") -> list[str]:
    """Columns of text that have no name of ours."""
    return list(
        {
            name: None
            for ticket in tickets
            for name, value in (ticket.model_extra or {}).items()
            if isinstance(value, str) and any(map(str.isalpha, value))
        }
    )


def _named(ours: Literal["subject", "body"], names: Sequence[str], *, certain: bool) -> str | None:
    """The first of `names` that means `ours`; a name that might is enough when not `certain`."""
    from firstline.datasets.column_names import named_column

    known = {name: found for name in names if (found := named_column(name)) and found[0] == ours}
    sure = (name for name, found in known.items() if found[1])
    return next(sure, None) or (None if certain else next(iter(known), None))


def _guessed(path: Path, config: "Config") -> str | None:
    from firstline.datasets.raw_export import overlooked_text

    return overlooked_text(path, config.columns)


def _maps(overlooked: dict[str, str | None]) -> str:
    found = [f"{theirs!r} looks like the {ours}" for ours, theirs in overlooked.items() if theirs]
    maps = " ".join(f"--map {theirs}={ours}" for ours, theirs in overlooked.items() if theirs)
    return f" {' and '.join(found)}: add {maps}." if found else ""
