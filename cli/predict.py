"""`firstline predict`: tickets to predictions."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import click

from firstline.cli.jsonl_file import write_jsonl
from firstline.cli.options import FILE, read_config, table_options
from firstline.cli.progress import progress
from firstline.cli.rejections import warn_of_undecoded

if TYPE_CHECKING:
    from firstline.datasets.ticket import Ticket
    from firstline.models.bundle import Bundle
    from firstline.models.encoder import Progress, Vectors

_CHUNK = 512


@click.command("predict")
@click.argument("bundle", type=FILE)
@click.argument("tickets", type=FILE)
@click.option("--output", required=True, type=FILE, metavar="FILE", help="The predictions to write, JSONL.")
@table_options
def command(bundle: Path, tickets: Path, output: Path, config_path: Path | None, maps: tuple[str, ...]) -> None:
    """Predict the fields of TICKETS with BUNDLE: one line for each row, in order; nothing is rejected."""
    from firstline.datasets.ticket_reader import read_tickets
    from firstline.models.bundle import Bundle

    config = read_config(config_path, maps)
    model = Bundle.load(bundle)
    table = read_tickets(tickets, columns=config.columns, time_zone=config.desk.zone, lenient=True)
    warn_of_undecoded(table)
    with progress("predicting") as report:
        count = write_jsonl(output, predictions(model, table.tickets, report=report))
    click.echo(f"{count:,} predictions in {output}", err=True)


def predictions(bundle: "Bundle", tickets: "Sequence[Ticket]", *, report: "Progress") -> Iterator[dict[str, object]]:
    """One object a ticket, in order. While one chunk is being encoded, the heads read the one before."""
    from firstline.datasets.request_text import request_text

    with ThreadPoolExecutor(1) as heads:
        waiting: Future[list[dict[str, object]]] | None = None
        for start in range(0, len(tickets), _CHUNK):
            chunk = tickets[start : start + _CHUNK]
            texts = [request_text(ticket) for ticket in chunk]
            vectors = bundle.encoder.encode(texts)
            if waiting is not None:
                yield from waiting.result()
            waiting = heads.submit(_rows, bundle, chunk, texts, vectors)
            report(start + len(chunk), len(tickets))
        if waiting is not None:
            yield from waiting.result()


def _rows(
    bundle: "Bundle", tickets: "Sequence[Ticket]", texts: Sequence[str], vectors: "Vectors"
) -> list[dict[str, object]]:
    from firstline.models.kind_decision import decided_json

    found = bundle.predict(texts, vectors)
    return [
        {"id": ticket.id, **decided_json(ticket, prediction)} for ticket, prediction in zip(tickets, found, strict=True)
    ]
