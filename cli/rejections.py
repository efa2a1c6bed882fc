"""The rejections of a command: how many rows were bad, said and written down."""

from pathlib import Path

import click

from firstline.datasets.rejected_row import RejectingTable, check_rejected, write_rejected


def check_rejections(table: RejectingTable, output: Path, *, max_share: float) -> None:
    """Write the rejected rows beside `output`, say how many there are, and refuse too many.

    Raises TooManyRejectedError; nothing is written then.
    """
    check_rejected(table, max_share=max_share)
    written = write_rejected(output, table.rejected)
    where = f", see {written}" if written else ""
    click.echo(f"{table.rows:,} rows read, {len(table.rejected):,} rejected{where}", err=True)
