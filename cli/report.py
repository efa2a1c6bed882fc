"""`firstline report`: pages about a desk, made from what its state keeps."""

import click

from firstline.cli.report_deflection import deflection
from firstline.cli.report_knowledge import knowledge


@click.group("report")
def command() -> None:
    """Write a page about a desk from what its state keeps; figures as JSON lie beside it."""


command.add_command(deflection)
command.add_command(knowledge)
