"""The rejections of a command: how many rows were bad, said and written down."""

from collections.abc import Sequence
from pathlib import Path

import click

from firstline.datasets.amount import amount
from firstline.datasets.rejected_row import RejectedRow, RejectingTable, check_rejected, write_rejected

_SHOWN = 3


def check_rejections(table: RejectingTable, output: Path, *, max_share: float) -> None:
    """Write the rejected rows beside `output`, say how many there are, and refuse too many.

    Raises TooManyRejectedError; the rejected rows stay then, for they tell what to mend.
    """
    written = write_rejected(output, table.rejected)
    check_rejected(table, max_share=max_share, written=written)
    where = f", see {written}" if written else ""
    click.echo(f"{amount(table.rows, 'row')} read, {len(table.rejected):,} rejected{where}", err=True)
    warn_of_undecoded(table)


def warn_of_damaged(rows: Sequence[RejectedRow]) -> None:
    """Say which rows could not be read, where nothing is rejected."""
    if rows:
        shown = "; ".join(f"row {row.row}: {row.reason}" for row in rows[:_SHOWN])
        more = f" and {len(rows) - _SHOWN:,} more" if len(rows) > _SHOWN else ""
        were = f"{amount(len(rows), 'row')} could not be read whole"
        click.echo(f"warning: {were}, so the answers are guesses: {shown}{more}", err=True)


def warn_of_undecoded(table: RejectingTable) -> None:
    """Say how many rows have text that is not all readable; they are kept."""
    if table.undecoded:
        click.echo(
            f"warning: rows whose text has characters that could not be decoded (U+FFFD): {table.undecoded:,}; "
            "export it in one encoding, UTF-8 at best",
            err=True,
        )
