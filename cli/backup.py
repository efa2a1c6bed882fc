"""`firstline backup`: a desk's state as one file."""

from pathlib import Path

import click

from firstline.cli.options import FILE, state_option


@click.command("backup")
@click.argument("source", type=FILE, required=False)
@click.option("--output", required=True, type=FILE, metavar="FILE", help="The backup; an earlier one is replaced.")
@state_option
def command(source: Path | None, output: Path, state: str | None) -> None:
    """Copy the state of SOURCE, a bundle or a state folder, to one file, whole, while the service goes on.

    `firstline restore` makes a state of it again. It holds tickets and hashes of keys: keep it as safe as the state.
    """
    from firstline.cli.state_source import state_source
    from firstline.datasets.output_folder import check_not_kept
    from firstline.kb_index.state_backup import back_up, folder_of

    check_not_kept(output)
    size = back_up(folder_of(state_source(source, state)), output)
    click.echo(f"{output}: {size / 1e6:,.1f} MB, checked", err=True)
