"""`firstline train`: a desk's history to a bundle."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from firstline.cli.options import FILE, max_rejected_option, read_config, table_options
from firstline.cli.progress import progress
from firstline.cli.rejections import check_rejections

if TYPE_CHECKING:
    from firstline.datasets.config import Config
    from firstline.datasets.ticket import Ticket


@click.command("train")
@click.argument("tickets", nargs=-1, required=True, type=FILE)
@click.option("--output", required=True, type=FILE, metavar="BUNDLE", help="The bundle folder to write.")
@click.option(
    "--field", "fields", multiple=True, metavar="NAME", help="A field to predict; may be given several times."
)
@click.option("--encoder", metavar="auto|e5|minilm|hf:ID|path:DIR", help="What turns texts into vectors.")
@click.option(
    "--feedback",
    "state",
    type=FILE,
    metavar="STATE",
    help="The desk's state: what people confirmed there replaces labels, what only Firstline set is left out.",
)
@click.option("--seed", type=int, help="Seed of everything random.  [default: 0]")
@click.option("--finetune", is_flag=True, help="Not yet: train the encoder too.")
@click.option("--time-budget", metavar="30m", help="Not yet: how long --finetune may take.")
@table_options
@max_rejected_option
def command(
    tickets: tuple[Path, ...],
    output: Path,
    fields: tuple[str, ...],
    encoder: str | None,
    state: Path | None,
    seed: int | None,
    finetune: bool,
    time_budget: str | None,
    config_path: Path | None,
    maps: tuple[str, ...],
    max_rejected: float,
) -> None:
    """Train a bundle on TICKETS (CSV, JSONL or Parquet, also gzipped).

    Without --field, those of category, priority and skill_group that are there. A column request_kind is learned beside
    them, asked for or not. With --feedback the final values that a desk's state knows go before those of TICKETS, and
    finished tickets that only the state knows are learned too. The newest tickets judge the models that are fitted on
    the older ones; the bundle's own models then read all of them.
    """
    from firstline.datasets.errors import InputError
    from firstline.datasets.request_kind import REQUEST_KIND
    from firstline.datasets.ticket_reader import read_tickets
    from firstline.models.bundle_writer import check_output
    from firstline.training.training_run import train_bundle

    if finetune or time_budget:
        raise InputError("--finetune and --time-budget are not built yet; without them the frozen encoder is used")
    config = read_config(config_path, maps)
    if seed is not None:
        config = config.model_copy(update={"training": config.training.model_copy(update={"seed": seed})})
    check_output(output)
    closed = {*fields, *config.training.fields, *config.fields, REQUEST_KIND}
    table = read_tickets(tickets, columns=config.columns, time_zone=config.desk.zone, closed=closed)
    check_rejections(table, output, max_share=max_rejected)
    history: Sequence[Ticket] = table.tickets
    if state is not None:
        history, config = _with_feedback(history, state, config)
    _tell_of_labels(history, tuple(fields or config.training.fields), config)
    with progress("encoding") as report_progress:
        result = train_bundle(
            history,
            output,
            config=config,
            fields=fields,
            encoder=encoder,
            say=lambda line: click.echo(line, err=True),
            progress=report_progress,
        )
    click.echo(f"{output}: version {result.version[:12]}, encoder {result.encoder}")


def _tell_of_labels(tickets: "Sequence[Ticket]", fields: tuple[str, ...], config: "Config") -> None:
    from firstline.datasets.label_hygiene import label_hygiene
    from firstline.datasets.request_kind import REQUEST_KIND
    from firstline.datasets.ticket import TARGET_FIELDS

    looked_at = dict.fromkeys((*(fields or TARGET_FIELDS), REQUEST_KIND))
    for report in label_hygiene(tickets, tuple(looked_at), config=config):
        if (report.classes or report.outside) and not report.is_clean:
            click.echo("\n".join(report.lines()), err=True)


def _with_feedback(tickets: "Sequence[Ticket]", state: Path, config: "Config") -> "tuple[Sequence[Ticket], Config]":
    """The tickets with what the state knows of how they ended, and the configuration with the lists as they are now."""
    from firstline.serving.feedback_history import read_history
    from firstline.serving.state_export import open_view

    with open_view(state) as view:
        history = read_history(view, config)
    merged = history.over(tickets)
    sources = [label.source for fields in history.labels.values() for label in fields.values()]
    unconfirmed = sum("machine" in ticket.set_by.values() for ticket in merged)
    click.echo(
        f"feedback: {sources.count('person'):,} labels confirmed by people, {sources.count('outcome'):,} by how "
        f"tickets ended; {len(merged) - len(tickets):,} tickets added; {unconfirmed:,} have labels that only a machine "
        f"set, which are left out",
        err=True,
    )
    if history.without_ticket:
        click.echo(f"feedback: {history.without_ticket:,} on decisions without a ticket_id: nothing to learn", err=True)
    return merged, history.config
