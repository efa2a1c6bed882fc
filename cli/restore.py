"""`firstline restore`: a desk's state from its backup."""

from pathlib import Path

import click

from firstline.cli.options import FILE, state_option


@click.command("restore")
@click.argument("backup", type=FILE)
@click.option("--bundle", type=FILE, help="The bundle beside which the state shall lie.")
@state_option
def command(backup: Path, bundle: Path | None, state: str | None) -> None:
    """Make the state --state, or that of --bundle, from BACKUP. A state that is there already is never written over.

    A --state in PostgreSQL takes the backup of a folder: that is how a desk moves to a server. The database has to be
    empty, and its own backups are made by pg_dump.
    """
    import firstline.serving.tables  # noqa: F401  # what the service keeps belongs to a state too
    from firstline.cli.state_source import state_source
    from firstline.kb_index.state_backup import restore
    from firstline.kb_index.state_move import move_backup

    location = state_source(bundle, state)
    if location.is_folder:
        restore(backup, location.folder)
        click.echo(f"{location} is what it was when {backup} was made", err=True)
        return
    rows = move_backup(backup, location)
    click.echo(f"{location} has the {rows:,} rows of {backup}, as they were when it was made", err=True)
