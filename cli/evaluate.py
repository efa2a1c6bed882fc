"""`firstline evaluate`: how good a bundle is on labelled tickets."""

from functools import partial
from pathlib import Path

import click

from firstline.cli.options import FILE, max_rejected_option, read_config, table_options
from firstline.cli.progress import progress
from firstline.cli.rejections import check_rejections


@click.command("evaluate")
@click.argument("bundle", type=FILE)
@click.argument("tickets", type=FILE)
@click.option("--output", required=True, type=FILE, metavar="DIR", help="The folder for report.json and report.html.")
@click.option("--articles", type=FILE, help="The knowledge base: scores the search on tickets with article_ids.")
@click.option(
    "--history", type=FILE, help="Earlier tickets: to find duplicates among, and to learn the order of articles from."
)
@table_options
@max_rejected_option
def command(
    bundle: Path,
    tickets: Path,
    output: Path,
    articles: Path | None,
    history: Path | None,
    config_path: Path | None,
    maps: tuple[str, ...],
    max_rejected: float,
) -> None:
    """Measure BUNDLE on labelled TICKETS that it was not trained on.

    BUNDLE is a folder or a version in the registry, such as models:/firstline@champion.
    """
    from rich.console import Console

    from firstline.datasets.article_reader import read_articles
    from firstline.datasets.output_folder import check_folder
    from firstline.datasets.ticket_reader import read_tickets
    from firstline.evaluation.evaluate import evaluate
    from firstline.evaluation.report_folder import write_report
    from firstline.evaluation.report_table import report_table
    from firstline.models.bundle import Bundle
    from firstline.serving.bundle_source import bundle_source

    config = read_config(config_path, maps)
    check_folder(output)
    model = Bundle.load(bundle_source(bundle, None).folder)
    read = partial(read_tickets, columns=config.columns, time_zone=config.desk.zone)
    table = read(tickets, closed=model.fields)
    check_rejections(table, output, max_share=max_rejected)
    known = read_articles(articles, columns=config.columns, time_zone=config.desk.zone) if articles else None
    earlier = read(history) if history else None
    for name, other in (("articles", known), ("history", earlier)):
        if other is not None:
            check_rejections(other, output.with_name(f"{output.name}.{name}"), max_share=max_rejected)
    with progress("evaluating") as report_progress:
        report = evaluate(
            model,
            table.tickets,
            articles=known.articles if known else (),
            history=earlier.tickets if earlier else (),
            progress=report_progress,
            desk=config.desk.name,
        )
    write_report(report, output)
    Console().print(report_table(report))
    click.echo(f"{output / 'report.html'}", err=True)
