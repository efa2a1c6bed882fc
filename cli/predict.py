"""`firstline predict`: tickets to predictions."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import click

from firstline.cli.jsonl_file import write_jsonl
from firstline.cli.options import FILE, read_config, table_options
from firstline.cli.progress import progress
from firstline.cli.rejections import warn_of_damaged, warn_of_undecoded
from firstline.cli.unread_text import warn_of_unread_text
from firstline.datasets.amount import amount

if TYPE_CHECKING:
    from firstline.datasets.ticket import Ticket
    from firstline.models.bundle import Bundle
    from firstline.models.encoder import Progress, Vectors
    from firstline.models.prediction import Prediction

_CHUNK = 512


@click.command("predict")
@click.argument("bundle", type=FILE)
@click.argument("tickets", type=FILE)
@click.option("--output", required=True, type=FILE, metavar="FILE", help="The predictions to write, JSONL.")
@click.option("--coverage", type=click.FloatRange(0, 1, min_open=True, max_open=True), metavar="SHARE",
              help="Add to every field a `set` of values that holds the right one with this chance.")  # fmt: skip
@table_options
def command(
    bundle: Path,
    tickets: Path,
    output: Path,
    coverage: float | None,
    config_path: Path | None,
    maps: tuple[str, ...],
) -> None:
    """Predict the fields of TICKETS with BUNDLE: one line for each row, in order; nothing is rejected.

    BUNDLE is a folder or a version in the registry, such as models:/firstline@champion.

    With --coverage a field has a set beside its alternatives: as many values as it takes (split conformal prediction on
    the tickets held out in training), null where too few were held out to promise it.
    """
    from firstline.datasets.ticket_reader import read_tickets
    from firstline.models.bundle import Bundle
    from firstline.serving.bundle_source import bundle_source

    config = read_config(config_path, maps)
    model = Bundle.load(bundle_source(bundle, None).folder)
    table = read_tickets(tickets, columns=config.columns, time_zone=config.desk.zone, lenient=True)
    warn_of_damaged(table.damaged)
    warn_of_undecoded(table)
    warn_of_unread_text(tickets, table.tickets, config)
    with progress("predicting") as report:
        made = predictions(model, table.tickets, report=report, coverage=coverage)
        count = write_jsonl(output, made, source=tickets)
    click.echo(f"{amount(count, 'prediction')} in {output}", err=True)


def predictions(
    bundle: "Bundle", tickets: "Sequence[Ticket]", *, report: "Progress", coverage: float | None = None
) -> Iterator[dict[str, object]]:
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
            waiting = heads.submit(_rows, bundle, chunk, texts, vectors, coverage)
            report(start + len(chunk), len(tickets))
        if waiting is not None:
            yield from waiting.result()


def _rows(
    bundle: "Bundle",
    tickets: "Sequence[Ticket]",
    texts: Sequence[str],
    vectors: "Vectors",
    coverage: float | None,
) -> list[dict[str, object]]:
    from firstline.models.kind_decision import decided_json

    words = bundle.read_words(texts)
    found = bundle.predict(texts, vectors, words=words)
    rows = [
        {"id": ticket.id, **decided_json(ticket, prediction)} for ticket, prediction in zip(tickets, found, strict=True)
    ]
    if coverage is not None:
        most = max(len(bundle.values(name)) for name in bundle.fields)
        whole = bundle.predict(texts, vectors, words=words, alternatives=most)
        _add_sets(rows, bundle, whole, coverage)
    return rows


def _add_sets(rows: list[dict[str, object]], bundle: "Bundle", whole: "Sequence[Prediction]", coverage: float) -> None:
    """Put each field's set into its answer; `whole` predictions name all values, not only those that are shown."""
    from firstline.models.prediction_set import set_rule

    rules = {name: set_rule(known, coverage=coverage) for name, known in bundle.evidence.items()}
    for row, prediction in zip(rows, whole, strict=True):
        fields = row["fields"]
        assert isinstance(fields, dict)
        for name, said in prediction.fields.items():
            rule, answer = rules.get(name), fields[name]
            settled = rule is None or not answer["value"]
            answer["set"] = None if settled or rule is None else list(rule.values(said.candidates))
