"""`firstline export`: what a desk's state knows, for those who train and measure."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from firstline.cli.jsonl_file import write_jsonl
from firstline.cli.options import FILE, read_config, state_option
from firstline.datasets.unfinished_file import unfinished_file

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from firstline.serving.export_cursor import Kind
    from firstline.serving.state_export import Export

F = TypeVar("F", bound=Callable[..., Any])


def _export_options(function: F) -> F:
    options = (
        click.argument("bundle", required=False, type=FILE),
        state_option,
        click.option(
            "--since", metavar="CURSOR|TIME", help="Only what is behind this cursor, or from this time on (RFC 3339)."
        ),
        click.option("--until", metavar="CURSOR|TIME", help="Only up to this cursor, or before this time."),
        click.option("--output", required=True, type=FILE, metavar="FILE", help="The rows to write, JSONL."),
    )
    for option in reversed(options):
        function = option(function)
    return function


@click.group("export")
def command() -> None:
    """Write what a desk's state knows as JSONL, from one cursor to the next.

    The cursor behind the last row is printed and kept in OUTPUT.cursor; --since with it continues where this export
    ended, and no row is lost or comes twice while others write. The same --since and --until give the same rows.
    """


@command.command("decisions")
@_export_options
def decisions(bundle: Path | None, state: str | None, since: str | None, until: str | None, output: Path) -> None:
    """Every answer of triage, without words of tickets: `audit` marks those that people decided all the same."""
    _export_rows("decisions", bundle, state, since, until, output)


@command.command("feedback")
@_export_options
def feedback(bundle: Path | None, state: str | None, since: str | None, until: str | None, output: Path) -> None:
    """All that people and the ends of tickets said of decisions."""
    _export_rows("feedback", bundle, state, since, until, output)


@command.command("training")
@_export_options
@click.option("--config", "config_path", type=FILE, help="firstline.toml of the desk, for its renames.")
def training(
    bundle: Path | None,
    state: str | None,
    since: str | None,
    until: str | None,
    output: Path,
    config_path: Path | None,
) -> None:
    """Tickets with the labels that were finally confirmed, ready for `firstline train`."""
    from firstline.serving.state_export import export_training

    config = read_config(config_path, ())
    with _view(bundle, state) as view:
        _write(export_training(view, since=since, until=until, config=config), "tickets", output)


@command.command("audit")
@click.argument("bundle", required=False, type=FILE)
@state_option
@click.option("--since", metavar="CURSOR|TIME", help="Only decisions behind this cursor, or from this time on.")
@click.option("--until", metavar="CURSOR|TIME", help="Only decisions up to this cursor, or before this time.")
@click.option("--output", type=FILE, metavar="FILE", help="Also write the table, JSONL.")
@click.option("--config", "config_path", type=FILE, help="firstline.toml of the desk, for its renames.")
def audit(
    bundle: Path | None,
    state: str | None,
    since: str | None,
    until: str | None,
    output: Path | None,
    config_path: Path | None,
) -> None:
    """How often `auto` is right: its precision on the share that people decided all the same, with 95 % intervals."""
    from rich.console import Console

    from firstline.cli.audited_answers import audited_answers, audited_table
    from firstline.evaluation.audited_precision import audited_precision

    with _view(bundle, state) as view:
        config = read_config(config_path, ())
        found = audited_precision(audited_answers(view, since=since, until=until, config=config))
    if output:
        write_jsonl(output, map(asdict, found))
    if not found:
        click.echo("nothing was audited: no answer was auto, or serve runs with --audit-share 0")
        return
    Console(highlight=False).print(audited_table(found))
    if accepted := sum(one.accepted for one in found if one.value is None):
        click.echo(
            f"warning: {accepted:,} of them were accepted, so people saw what was suggested and the figures are too "
            "good: show an audited field unfilled",
            err=True,
        )


def _export_rows(
    kind: "Kind", bundle: Path | None, state: str | None, since: str | None, until: str | None, output: Path
) -> None:
    from firstline.serving.state_export import export_rows

    with _view(bundle, state) as view:
        _write(export_rows(view, kind, since=since, until=until), kind, output)


@contextmanager
def _view(bundle: Path | None, state: str | None) -> "Iterator[Connection]":
    from firstline.datasets.errors import InputError
    from firstline.kb_index.state import default_location
    from firstline.serving.state_export import open_view

    if state is None and bundle is None:
        raise InputError("nothing to export from; name the BUNDLE whose state it is, or --state")
    with open_view(state or default_location(Path(str(bundle)))) as view:
        yield view


def _write(export: "Export", what: str, output: Path) -> None:
    """The rows first, then the cursor: after an interruption between the two the same rows come again."""
    count = write_jsonl(output, export.rows)
    sidecar = output.with_name(f"{output.name}.cursor")
    unfinished = unfinished_file(sidecar)
    unfinished.write_text(f"{export.cursor}\n", encoding="utf-8")
    unfinished.replace(sidecar)
    click.echo(f"{count:,} {what} in {output}; the next export begins at --since {export.cursor}", err=True)
    click.echo(str(export.cursor))
