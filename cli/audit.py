"""`firstline audit`: what is doubtful about the labels of tickets."""

from pathlib import Path

import click

from firstline.cli.options import FILE, max_rejected_option, read_config, table_options, with_seed
from firstline.cli.progress import progress
from firstline.cli.rejections import check_rejections


@click.command("audit")
@click.argument("tickets", nargs=-1, required=True, type=FILE)
@click.option("--output", default="audit", show_default=True, type=FILE, metavar="DIR",
              help="The folder for audit.html, audit.json and audit.csv.")  # fmt: skip
@click.option("--field", "fields", multiple=True, metavar="NAME", help="A field to audit; may be given several times.")
@click.option("--encoder", metavar="auto|e5|minilm|hf:ID|path:DIR", help="What turns texts into vectors.")
@click.option("--seed", type=int, help="Seed of everything random.  [default: 0]")
@table_options
@max_rejected_option
def command(
    tickets: tuple[Path, ...],
    output: Path,
    fields: tuple[str, ...],
    encoder: str | None,
    seed: int | None,
    config_path: Path | None,
    maps: tuple[str, ...],
    max_rejected: float,
) -> None:
    """Look for what is doubtful about the labels of TICKETS.

    That is probable errors, values that nobody keeps apart, dead values, equal texts with different labels, labels of
    much-reassigned tickets, leakage between splits, and drift between the first month and the last.

    Every label is judged by models of the other tickets. audit.csv has all labels, the most doubtful first, for
    relabelling; restricted tickets show no text. Needs the extra [audit].
    """
    from rich.console import Console

    from firstline.datasets.output_folder import check_folder
    from firstline.datasets.ticket_reader import read_tickets
    from firstline.evaluation.audit_folder import write_audit
    from firstline.evaluation.audit_table import audit_table
    from firstline.training.audit_run import audit_tickets

    config = with_seed(read_config(config_path, maps), seed)
    check_folder(output)
    closed = {*fields, *config.training.fields, *config.fields}
    table = read_tickets(tickets, columns=config.columns, time_zone=config.desk.zone, closed=closed)
    check_rejections(table, output, max_share=max_rejected)
    with progress("encoding") as report_progress:
        report = audit_tickets(
            table.tickets,
            config=config,
            fields=fields,
            encoder=encoder,
            say=lambda line: click.echo(line, err=True),
            progress=report_progress,
        )
    write_audit(report, output)
    Console().print(audit_table(report))
    click.echo(f"{output / 'audit.html'}", err=True)
