"""The options that several commands share."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from firstline.datasets.config import Config, load_config
from firstline.datasets.errors import InputError

F = TypeVar("F", bound=Callable[..., Any])

FILE = click.Path(path_type=Path)


def table_options(function: F) -> F:
    """`--config` and `--map`: how to read a desk's own export."""
    function = click.option(
        "--map",
        "maps",
        multiple=True,
        metavar="THEIRS=OURS",
        help="Map a column of the export to one of ours.",
    )(function)
    return click.option("--config", "config_path", type=FILE, help="firstline.toml of the desk.")(function)


def state_option(function: F) -> F:
    """`--state`: where the desk's state lies."""
    return click.option(
        "--state",
        envvar="FIRSTLINE_STATE",
        metavar="DIR|URL",
        help="The desk's state, a folder or a postgresql:// address; by default the bundle's path with .state "
        "appended (or FIRSTLINE_STATE).",
    )(function)


def records_option(function: F) -> F:
    """`--records`: which list of a JSON document is meant."""
    return click.option(
        "--records", metavar="PATH", default="", help="The list in a JSON document that holds the tickets."
    )(function)


def max_rejected_option(function: F) -> F:
    """`--max-rejected`: how many bad rows are too many."""
    return click.option(
        "--max-rejected", callback=_share, default="5%", show_default=True, help="Share of rows that may be bad."
    )(function)


def read_config(path: Path | None, maps: tuple[str, ...]) -> Config:
    """The configuration with the columns of `--map` laid over its own."""
    config = load_config(path)
    columns = dict(config.columns)
    for entry in maps:
        theirs, sign, ours = entry.rpartition("=")
        if not sign or not theirs.strip():
            raise InputError(
                f"--map {entry!r} is not understood; wanted --map theirs=ours, such as --map title=subject, or "
                "--map title= to leave it out"
            )
        columns[theirs.strip()] = ours.strip()
        if meant := _meant(ours.strip(), config):
            click.echo(f"{ours.strip()!r} becomes a field of its own; is {meant!r} meant?", err=True)
    return config.model_copy(update={"columns": columns})


def _meant(ours: str, config: Config) -> str | None:
    """The column of ours that a name is probably a slip of the pen for."""
    from difflib import get_close_matches

    from firstline.datasets.ticket import CANONICAL_COLUMNS

    if ours in {*CANONICAL_COLUMNS, "text", "", *config.fields} or not ours.isalpha():
        return None
    return next(iter(get_close_matches(ours, sorted(CANONICAL_COLUMNS), n=1, cutoff=0.8)), None)


def with_seed(config: Config, seed: int | None) -> Config:
    """The configuration with the seed of `--seed`, where one was given."""
    told = {} if seed is None else {"seed": seed}
    return config.model_copy(update={"training": config.training.model_copy(update=told)})


def _share(_context: click.Context, _parameter: click.Parameter, value: str) -> float:
    text = value.strip()
    number = text.removesuffix("%")
    if not re.fullmatch(r"[0-9]*\.?[0-9]+", number):
        raise click.BadParameter("wanted a share such as 5% or 0.05")
    share = float(number) / (100 if text.endswith("%") else 1)
    if share > 1:
        raise click.BadParameter("wanted a share such as 5% or 0.05, at most 100%")
    return share
