"""`firstline keys`: who may call the service."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from firstline.cli.options import FILE, state_option
from firstline.serving.api_key import API_SCOPES

if TYPE_CHECKING:
    from rich.table import Table

    from firstline.serving.api_key import ApiKey
    from firstline.serving.key_store import KeyStore

_source = click.option("--bundle", type=FILE, help="The bundle beside which the state lies.")


@click.group("keys")
def command() -> None:
    """API keys of a desk: each with scopes, and with the groups of whoever uses it.

    predict asks (triage, searches, the portal); feedback says what was decided; articles and tickets keep the indexes
    in step; reports reads decisions, feedback and metrics; admin is everything. portal is for a page that customers
    see: it is no secret, and bound to the page's origins.
    """


@command.command("add")
@click.argument("name")
@click.option(
    "--scope", "scopes", multiple=True, required=True, type=click.Choice(API_SCOPES), help="May be given again."
)
@click.option(
    "--group", "groups", multiple=True, help="A group of the caller; with any, nothing restricted to others is shown."
)
@click.option("--no-groups", is_flag=True, help="Nothing restricted is shown, whatever the caller asks for.")
@click.option("--origin", "origins", multiple=True, help="A page that may use a portal key: https://portal.example.com")
@_source
@state_option
def add(
    name: str,
    scopes: tuple[str, ...],
    groups: tuple[str, ...],
    no_groups: bool,
    origins: tuple[str, ...],
    bundle: Path | None,
    state: str | None,
) -> None:
    """Make a key called NAME and print it, this once: only its hash is kept. A running service knows it at once."""
    with _store(bundle, state) as store:
        seen = () if no_groups else (groups or None)
        key, text = store.add(name, scopes, groups=seen, origins=origins)
    click.echo(text)
    click.echo(f"key {key.id} ({', '.join(sorted(key.scopes))}); it is not shown again", err=True)


@command.command("list")
@_source
@state_option
def list_keys(bundle: Path | None, state: str | None) -> None:
    """The keys with their scopes, revoked ones too."""
    from rich.console import Console

    with _store(bundle, state) as store:
        keys = store.all()
    if not keys:
        click.echo("no keys; `firstline keys add NAME --scope predict` makes one", err=True)
        return
    Console(highlight=False).print(_table(keys))


@command.command("revoke")
@click.argument("key_id")
@_source
@state_option
def revoke(key_id: str, bundle: Path | None, state: str | None) -> None:
    """Take the key KEY_ID away: from the next call on it opens nothing."""
    with _store(bundle, state) as store:
        store.revoke(key_id)
    click.echo(f"key {key_id} is revoked", err=True)


@contextmanager
def _store(bundle: Path | None, state: str | None) -> "Iterator[KeyStore]":
    from firstline.cli.state_source import state_source
    from firstline.kb_index.database import Database
    from firstline.serving.key_store import KeyStore

    database = Database.open(state_source(bundle, state))
    try:
        yield KeyStore(database)
    finally:
        database.close()


def _table(keys: "Sequence[ApiKey]") -> "Table":
    from rich.table import Table

    table = Table("id", "name", "scopes", "groups", "origins", "made", "revoked", box=None)
    for key in keys:
        groups = "as asked for" if key.groups is None else ", ".join(sorted(key.groups)) or "none"
        origins = ", ".join(sorted(key.origins)) or ("no page" if "portal" in key.scopes else "-")
        row = (key.id, key.name, ", ".join(sorted(key.scopes)), groups, origins, key.created_at[:10])
        table.add_row(*row, (key.revoked_at or "")[:10])
    return table
