"""`firstline restore`: a desk's state from its backup."""

from pathlib import Path

import click

from firstline.cli.options import FILE, state_option


@click.command("restore")
@click.argument("backup", type=FILE)
@click.option("--bundle", type=FILE, help="The bundle beside which the state shall lie.")
@state_option
def command(backup: Path, bundle: Path | None, state: str | None) -> None:
    """Make the state --state, or that of --bundle, from BACKUP. A state that is there already is never written over."""
    from firstline.cli.state_source import state_source
    from firstline.kb_index.state_backup import folder_of, restore

    folder = folder_of(state_source(bundle, state))
    restore(backup, folder)
    click.echo(f"{folder} is what it was when {backup} was made", err=True)
