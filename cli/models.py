"""`firstline models`: versions of bundles, and which of them is champion."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from firstline.cli.options import FILE
from firstline.cli.promotion import compare, promote
from firstline.cli.registry_options import config_option, mlflow_config, open_registry, registry_option, registry_place

if TYPE_CHECKING:
    from firstline.models.champion_history import ChampionChange


@click.group("models")
def command() -> None:
    """Register bundles as versions, compare them, make one champion, and go back.

    A version is named by its number, an alias, or models:/firstline@champion; `firstline serve` takes the last form too
    and serves whichever version is champion when it starts.
    """


command.add_command(compare)
command.add_command(promote)


@command.command("list")
@registry_option
@config_option
def list_versions(registry: str | None, config_path: Path | None) -> None:
    """The versions, newest first."""
    from rich import box
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    opened = open_registry(registry, config_path)
    versions = opened.versions()
    if not versions:
        click.echo(f"no versions of {opened.name!r} yet; `firstline models register BUNDLE` makes the first", err=True)
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("version", "alias", "bundle", "registered", "run"):
        table.add_column(column)
    for one in versions:
        made, bundle = f"{one.created_at:%Y-%m-%d %H:%M} UTC", one.bundle_version[:12] or "unknown"
        table.add_row(str(one.number), escape(", ".join(one.aliases)), bundle, made, one.run_id or "")
    Console().print(table)


@command.command("register")
@click.argument("bundle", type=FILE)
@registry_option
@config_option
def register(bundle: Path, registry: str | None, config_path: Path | None) -> None:
    """Make BUNDLE a version, linked to the training run that was tracked of it. It is verified first.

    The same bundle again is the version that it is already. Needs the extra firstline[mlflow].
    """
    from firstline.training.tracking import Tracking

    config = mlflow_config(config_path)
    tracking = Tracking(registry_place(registry, config_path), experiment=config.experiment)
    version = tracking.register(bundle, name=config.registry_name)
    click.echo(f"{config.registry_name}: version {version.number}, bundle {version.bundle_version[:12]}")


@command.command("rollback")
@click.option("--reason", default="", help="Kept in the history.")
@registry_option
@config_option
def rollback(reason: str, registry: str | None, config_path: Path | None) -> None:
    """Make the champion before this one champion again, at once."""
    click.echo(_sentence(open_registry(registry, config_path).rollback(reason=reason)))


@command.command("history")
@click.option("--at", "moment", metavar="DATE", help="Only which version was champion then (RFC 3339, or a day's end).")
@registry_option
@config_option
def history(moment: str | None, registry: str | None, config_path: Path | None) -> None:
    """Every change of the champion, oldest first."""
    opened = open_registry(registry, config_path)
    changes = opened.history()
    if moment is None:
        for change in changes:
            click.echo(_sentence(change))
        if not changes:
            click.echo(f"{opened.name!r} has had no champion yet", err=True)
        return
    then = _moment(moment)
    version = opened.champion_on(then)
    click.echo(f"{then:%Y-%m-%d %H:%M:%S} UTC: " + (f"version {version}" if version is not None else "no champion"))


def _moment(text: str) -> datetime:
    from datetime import UTC, date, time

    from firstline.datasets.errors import InputError

    try:
        if len(text.strip()) == len("2026-01-31"):
            return datetime.combine(date.fromisoformat(text.strip()), time.max, tzinfo=UTC)
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        raise InputError(f"--at {text!r} is no date; wanted 2026-01-31 or 2026-01-31T09:00:00Z") from None
    return found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC)


def _sentence(change: "ChampionChange") -> str:
    what = f"version {change.version}" if change.version is not None else "no version"
    former = f", before it version {change.former}" if change.former is not None else ""
    by = f", by {change.by}" if change.by else ""
    reason = f": {change.reason}" if change.reason else ""
    forced = " although gates refused it" if change.forced else ""
    return f"{change.at:%Y-%m-%d %H:%M:%S} UTC  {what} {change.action}{forced}{former}{by}{reason}"
