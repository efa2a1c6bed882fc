"""`firstline doctor`: whether all is well with a bundle and its state."""

from pathlib import Path

import click

from firstline.cli.options import FILE, state_option


@click.command("doctor")
@click.argument("bundle", type=FILE)
@state_option
def command(bundle: Path, state: str | None) -> None:
    """Look at BUNDLE and its state and say what is wrong, and what to do. Nothing is changed; a service may be running.

    Ends with 1 where something fails, with 0 otherwise.
    """
    from firstline.serving.bundle_source import bundle_source
    from firstline.serving.checkup import check_up

    source = bundle_source(bundle, None)
    failed = False
    for finding in check_up(source.folder, source.location(state)):
        failed |= finding.verdict == "fails"
        click.echo(f"{finding.verdict:<6}{finding.subject:<19}{finding.detail}")
        if finding.advice:
            click.echo(f"{'':<25}-> {finding.advice}")
    if failed:
        raise SystemExit(1)
