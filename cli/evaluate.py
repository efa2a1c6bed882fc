"""`firstline evaluate`: how good a bundle is on labelled tickets."""

from pathlib import Path

import click

from firstline.cli.options import FILE, max_rejected_option, read_config, table_options
from firstline.cli.progress import progress
from firstline.cli.rejections import check_rejections


@click.command("evaluate")
@click.argument("bundle", type=FILE)
@click.argument("tickets", type=FILE)
@click.option("--output", required=True, type=FILE, metavar="DIR", help="The folder for report.json and report.html.")
@table_options
@max_rejected_option
def command(
    bundle: Path, tickets: Path, output: Path, config_path: Path | None, maps: tuple[str, ...], max_rejected: float
) -> None:
    """Measure BUNDLE on labelled TICKETS that it was not trained on."""
    from rich.console import Console

    from firstline.datasets.output_folder import check_folder
    from firstline.datasets.ticket_reader import read_tickets
    from firstline.evaluation.evaluate import evaluate
    from firstline.evaluation.report_folder import write_report
    from firstline.evaluation.report_table import report_table
    from firstline.models.bundle import Bundle

    config = read_config(config_path, maps)
    check_folder(output)
    model = Bundle.load(bundle)
    table = read_tickets(tickets, columns=config.columns, time_zone=config.desk.zone, closed=model.fields)
    check_rejections(table, output, max_share=max_rejected)
    with progress("evaluating") as report_progress:
        report = evaluate(model, table.tickets, progress=report_progress)
    write_report(report, output)
    Console().print(report_table(report))
    click.echo(f"{output / 'report.html'}", err=True)
