"""`firstline train`: a desk's history to a bundle."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from firstline.cli.former_bundle import former_named
from firstline.cli.options import FILE, max_rejected_option, read_config, table_options, with_seed
from firstline.cli.progress import progress
from firstline.cli.rejections import check_rejections
from firstline.cli.tracked_run import track_option, tracked_run

if TYPE_CHECKING:
    from firstline.datasets.config import Config
    from firstline.datasets.ticket import Ticket
    from firstline.training.finetune_options import FinetuneOptions


@click.command("train")
@click.argument("tickets", nargs=-1, type=FILE)
@click.option("--output", required=True, type=FILE, metavar="BUNDLE", help="The bundle folder to write.")
@click.option(
    "--field", "fields", multiple=True, metavar="NAME", help="A field to predict; may be given several times."
)
@click.option("--encoder", metavar="auto|e5|minilm|hf:ID|path:DIR", help="What turns texts into vectors.")
@click.option(
    "--feedback",
    "state",
    metavar="STATE",
    help="The desk's state: what people confirmed there replaces labels, what only Firstline set is left out.",
)
@click.option(
    "--descriptions",
    type=FILE,
    metavar="FILE",
    help='What values mean, for few or no examples: TOML, [category] and lines such as "mail" = "cannot send mail".',
)
@click.option(
    "--out-of-scope",
    "strangers",
    multiple=True,
    metavar="VALUE",
    help="A value of tickets that came to the wrong place: never predicted, it teaches what does not belong here.",
)
@click.option("--seed", type=int, help="Seed of everything random.  [default: 0]")
@click.option("--finetune", is_flag=True, help="Train the encoder too, on the desk's own labels (needs torch).")
@click.option("--time-budget", metavar="30m", help="How long --finetune may take.  [default: 30m]")
@track_option
@table_options
@max_rejected_option
def command(
    tickets: tuple[Path, ...],
    output: Path,
    fields: tuple[str, ...],
    encoder: str | None,
    state: str | None,
    descriptions: Path | None,
    strangers: tuple[str, ...],
    seed: int | None,
    finetune: bool,
    time_budget: str | None,
    track: str | None,
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
    from firstline.datasets.value_descriptions import read_descriptions
    from firstline.models.bundle_writer import check_output
    from firstline.training.training_run import train_bundle

    tuning = _tuning(finetune=finetune, time_budget=time_budget)
    config = _told(read_config(config_path, maps), seed=seed, strangers=strangers)
    described = read_descriptions(descriptions) if descriptions else {}
    check_output(output)
    record = tracked_run(track, config.mlflow)
    read = _read(tickets, output, config, fields, described=bool(described), max_rejected=max_rejected)
    history, config = _with_feedback(read, state, config)
    _tell_of_labels(history, tuple(fields or config.training.fields), config)
    with former_named(output, len(history)), progress("encoding") as report_progress:
        result = train_bundle(
            history,
            output,
            config=config,
            fields=fields,
            encoder=encoder,
            finetune=tuning,
            descriptions=described,
            say=lambda line: click.echo(line, err=True),
            progress=report_progress,
        )
    record(output)
    click.echo(f"{output}: version {result.version[:12]}, encoder {result.encoder}")


def _read(
    paths: tuple[Path, ...],
    output: Path,
    config: "Config",
    fields: tuple[str, ...],
    *,
    described: bool,
    max_rejected: float,
) -> "Sequence[Ticket]":
    from firstline.datasets.errors import InputError
    from firstline.datasets.request_kind import REQUEST_KIND
    from firstline.datasets.ticket_reader import read_tickets

    if not paths and described:
        return ()
    if not paths:
        raise InputError("no file of tickets was named; name one, or say what the values mean with --descriptions")
    closed = {*fields, *config.training.fields, *config.fields, REQUEST_KIND}
    table = read_tickets(paths, columns=config.columns, time_zone=config.desk.zone, closed=closed)
    check_rejections(table, output, max_share=max_rejected)
    return table.tickets


def _tuning(*, finetune: bool, time_budget: str | None) -> "FinetuneOptions | None":
    from firstline.datasets.errors import InputError
    from firstline.training.finetune_options import DEFAULT_BUDGET, FinetuneOptions

    if time_budget and not finetune:
        raise InputError("--time-budget is how long --finetune may take; say --finetune too")
    return FinetuneOptions.within(time_budget or DEFAULT_BUDGET) if finetune else None


def _told(config: "Config", *, seed: int | None, strangers: tuple[str, ...]) -> "Config":
    seeded = with_seed(config, seed)
    told = {"out_of_scope": strangers} if strangers else {}
    return seeded.model_copy(update={"training": seeded.training.model_copy(update=told)})


def _tell_of_labels(tickets: "Sequence[Ticket]", fields: tuple[str, ...], config: "Config") -> None:
    from firstline.datasets.label_hygiene import label_hygiene
    from firstline.datasets.request_kind import REQUEST_KIND
    from firstline.datasets.ticket import TARGET_FIELDS

    looked_at = dict.fromkeys((*(fields or TARGET_FIELDS), REQUEST_KIND))
    for report in label_hygiene(tickets, tuple(looked_at), config=config):
        if (report.classes or report.outside or report.invisible) and not report.is_clean:
            click.echo("\n".join(report.lines()), err=True)


def _with_feedback(
    tickets: "Sequence[Ticket]", state: str | None, config: "Config"
) -> "tuple[Sequence[Ticket], Config]":
    """The tickets with what the state knows of how they ended, and the configuration with the lists as they are now."""
    if state is None:
        return tickets, config
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
