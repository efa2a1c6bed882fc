"""`firstline privacy`: what the state holds of a person, and what is old."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from firstline.cli.jsonl_file import write_jsonl
from firstline.cli.options import FILE, state_option
from firstline.datasets.amount import amount

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from firstline.kb_index.state import State
    from firstline.serving.personal_data import Holdings

_YES = click.option("--yes", is_flag=True, help="Do it; without it the command only says what it would take away.")
_DAYS = click.IntRange(min=1)


@click.group("privacy")
def command() -> None:
    """Hand out or erase what a desk's state holds of a person, and let go what is old.

    A person is a requester_id. A running service follows at once. Trained bundles hold no tickets, but they learned
    from them: train again to leave a person out of those too. Earlier backups are yours to delete.
    """


@command.command("export")
@click.argument("bundle", type=FILE, required=False)
@click.argument("person")
@click.option("--output", required=True, type=FILE, metavar="FILE", help="The rows to write, JSONL.")
@state_option
def export(bundle: Path | None, person: str, output: Path, state: str | None) -> None:
    """Write everything that is held of PERSON: tickets, decisions, feedback, what they did at the portal."""
    from firstline.cli.state_source import state_source
    from firstline.serving.personal_data import holdings_of, rows_of
    from firstline.serving.state_export import open_view

    with open_view(state_source(bundle, state)) as view:
        held = holdings_of(view, person)
        write_jsonl(output, rows_of(view, held))
    click.echo(f"{_said(held)} of {person} in {output}", err=True)


@command.command("erase")
@click.argument("bundle", type=FILE)
@click.argument("person")
@_YES
@state_option
def erase_person(bundle: Path, person: str, yes: bool, state: str | None) -> None:
    """Erase everything that is held of PERSON, and what was learned from it in the state."""
    from firstline.serving.personal_data import holdings_of

    held = _let_go(bundle, state, partial(holdings_of, person=person), person=person, yes=yes)
    click.echo(f"{_said(held)} of {person} {_done(yes=yes)}", err=True)


@command.command("purge")
@click.argument("bundle", type=FILE)
@click.option("--config", "config_path", type=FILE, help="firstline.toml of the desk, for its [privacy].")
@click.option("--tickets-days", type=_DAYS, metavar="N", help="Tickets last touched more than so many days ago.")
@click.option("--decisions-days", type=_DAYS, metavar="N", help="Decisions and feedback that are older.")
@click.option("--portal-days", type=_DAYS, metavar="N", help="What visitors of the portal did longer ago.")
@_YES
@state_option
def purge(
    bundle: Path,
    tickets_days: int | None,
    decisions_days: int | None,
    portal_days: int | None,
    config_path: Path | None,
    yes: bool,
    state: str | None,
) -> None:
    """Erase what is older than the days given for its kind; what has no days is kept. For a nightly job."""
    from firstline.datasets.config import load_config
    from firstline.datasets.errors import InputError
    from firstline.serving.personal_data import old_holdings
    from firstline.serving.retention import retention

    days = {"tickets_days": tickets_days, "decisions_days": decisions_days, "portal_days": portal_days}
    policy = load_config(config_path).privacy
    policy = policy.model_copy(update={name: given for name, given in days.items() if given is not None})
    if not policy.lets_go:
        raise InputError(
            "nothing to purge; give --tickets-days, --decisions-days, --portal-days or a --config with [privacy]"
        )
    kept = retention(policy, at=datetime.now(UTC))
    held = _let_go(bundle, state, partial(old_holdings, kept=kept), person=None, yes=yes)
    click.echo(f"{_said(held)} {_done(yes=yes)}", err=True)


def _let_go(
    bundle: Path, state: str | None, find: "Callable[[Connection], Holdings]", *, person: str | None, yes: bool
) -> "Holdings":
    """What `find` finds in the state, erased where `yes`; what is left is made ready for a quick start."""
    from firstline.serving.personal_data import erase

    with _opened(bundle, state) as desk:
        with desk.database.read() as connection:
            held = find(connection)
        if yes:
            erase(desk, held, person=person)
    if yes:
        with _opened(bundle, state) as desk:
            desk.optimise()
    return held


@contextmanager
def _opened(bundle: Path, state: str | None) -> "Iterator[State]":
    from firstline.kb_index.database import require_state
    from firstline.kb_index.state import State
    from firstline.models.bundle import Bundle
    from firstline.serving.bundle_source import bundle_source

    source = bundle_source(bundle, None)
    location = require_state(source.location(state))
    model = Bundle.load(source.folder)
    with State.open(location, encoder=model.encoder, centre=model.centre, offsets=model.offsets) as opened:
        yield opened


def _done(*, yes: bool) -> str:
    return "erased" if yes else "would be erased; --yes does it"


def _said(held: "Holdings") -> str:
    return ", ".join(amount(count, name.removesuffix("s"), name) for name, count in held.counts.items())
