"""`firstline assess`: from a raw export to one page for a head of support."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from firstline.cli.options import FILE, max_rejected_option, read_config, records_option, table_options
from firstline.cli.progress import progress
from firstline.cli.rejections import check_rejections

if TYPE_CHECKING:
    from collections.abc import Sequence

    from firstline.datasets.article import Article
    from firstline.datasets.config import Config
    from firstline.datasets.ticket import Ticket
    from firstline.evaluation.assessed_export import AssessedExport
    from firstline.evaluation.assessment import Assessment
    from firstline.evaluation.savings import Costs

CONFIG = "firstline.toml"


@click.command("assess")
@click.argument("export", type=FILE)
@click.option("--output", default="assessment", show_default=True, type=FILE, metavar="DIR",
              help="The folder for assessment.html and assessment.json.")  # fmt: skip
@click.option("--articles", type=FILE, help="The knowledge base: how many requests it answers, and what is missing.")
@click.option("--sample", type=click.IntRange(min=100), metavar="N",
              help="Tickets to read at most.  [default: as many as are read in under two minutes]")  # fmt: skip
@records_option
@click.option("--encoder", metavar="e5|minilm|hf:ID|path:DIR", help="What turns texts into vectors.")
@table_options
@max_rejected_option
def command(
    export: Path,
    output: Path,
    articles: Path | None,
    sample: int | None,
    records: str,
    encoder: str | None,
    config_path: Path | None,
    maps: tuple[str, ...],
    max_rejected: float,
) -> None:
    """Tell from the EXPORT of a help desk, as it is, what Firstline would do for it.

    A model of the older tickets is judged on the later ones, beside what people did with them. Nothing is kept of it.
    An export without text, or a log of events, tells of hops only.
    """
    from datetime import UTC, datetime

    from firstline.cli.assessed_model import Teacher
    from firstline.datasets.output_folder import check_folder
    from firstline.evaluation.assess import Assessor
    from firstline.evaluation.assessment_folder import write_assessment

    toml = config_path or _lying_there(export)
    config = read_config(toml, ())
    check_folder(output)
    read = _read(export, config, toml, maps, records=records)
    check_rejections(read, output, max_share=max_rejected)
    _tell_columns(read, config)
    _warn_of_another(read, config, toml)
    _warn_without_customer(read.tickets)
    known = _articles(articles, config) if articles else ()
    costs = _costs(config)
    with progress("encoding") as report_progress:
        teacher = Teacher(config, encoder=encoder, say=_say, progress=report_progress)
        trained, judged = teacher.affordable(read.tickets, sample)
        found = Assessor(
            train=teacher.train,
            encoder=teacher.shown,
            config=config,
            costs=costs,
            articles=known,
            most_trained=trained,
            most_judged=judged,
            progress=report_progress,
        ).assess(read, desk=config.desk.name or "this help desk", made_at=datetime.now(UTC))
    write_assessment(found, output)
    _tell(found)
    click.echo(f"the page to forward: {output / 'assessment.html'}", err=True)


def _costs(config: "Config") -> "Costs":
    from firstline.evaluation.savings import Costs

    stated = getattr(config, "costs", None)
    return Costs(**stated.model_dump()) if stated else Costs()


def _lying_there(export: Path) -> Path | None:
    """The firstline.toml beside the export, or else in the working folder: where `firstline import` leaves it."""
    places = dict.fromkeys((export.with_name(CONFIG), Path(CONFIG)))
    found = next((path for path in places if path.is_file()), None)
    if found:
        click.echo(f"{found}: lies there and is followed; --config names another", err=True)
    return found


def _read(
    export: Path, config: "Config", toml: Path | None, maps: tuple[str, ...], *, records: str
) -> "AssessedExport":
    from firstline.datasets.mapping_file import guessed_earlier
    from firstline.evaluation.assessed_export import read_export

    return read_export(
        export,
        given=dict(read_config(None, maps).columns),
        hinted=config.columns,
        earlier=guessed_earlier(toml) if toml else {},
        time_zone=config.desk.zone,
        records=records,
    )


def _tell_columns(read: "AssessedExport", config: "Config") -> None:
    from firstline.datasets.lost_letters import lost_letters_note
    from firstline.evaluation.assessment_columns import columns_said

    for line in columns_said(read.columns, read.file, left_out=read.unused(config.training.fields)):
        click.echo(line, err=True)
    for line in read.doubts:
        click.echo(f"look: {line}", err=True)
    for line in filter(None, (*read.notes, read.order_note, lost_letters_note(read.lost, len(read.tickets)))):
        click.echo(f"warning: {line}", err=True)


def _tell(found: "Assessment") -> None:
    """The headline, and before it what the values are if they are no names."""
    from firstline.evaluation.assessment_doubt import numbered
    from firstline.evaluation.assessment_headline import headline

    for line in dict(numbered(found)).values():
        click.echo(line, err=True)
    click.echo(headline(found))


def _warn_of_another(read: "AssessedExport", config: "Config", toml: Path | None) -> None:
    """As `firstline import` does: a configuration may be of another export."""
    if 2 * len(read.not_there) > len(config.columns):
        click.echo(
            f"warning: {toml} seems to be of another export: {len(read.not_there)} of its {len(config.columns)} "
            "columns are not in this one. What it says of the others is followed; --config names another",
            err=True,
        )


def _articles(path: Path, config: "Config") -> "tuple[Article, ...]":
    """The knowledge base; what of it cannot be read is said, and no article at all is an error."""
    from firstline.datasets.article_reader import read_articles
    from firstline.datasets.errors import TicketFileError

    table = read_articles(path, time_zone=config.desk.zone)
    if why := table.why_empty:
        raise TicketFileError(f"{path}: {why}")
    if table.rejected:
        first = table.rejected[0]
        click.echo(
            f"{path}: {len(table.rejected):,} of {table.rows:,} articles left out, the first of them for this: "
            f"{first.reason}",
            err=True,
        )
    return table.articles


def _warn_without_customer(tickets: "Sequence[Ticket]") -> None:
    from firstline.datasets.missing_column import no_customer

    authors = [{message.author for message in ticket.messages} for ticket in tickets if ticket.messages]
    if authors and not any("customer" in there for there in authors):
        click.echo(f"warning: {no_customer(len(authors))}", err=True)


def _say(line: str) -> None:
    """How far it is; what training says of its models is for those who keep one."""
    if line.startswith("encoding ") or ": fitting on " in line:
        click.echo(line, err=True)
