"""The raw export: what to do with a file whose columns have the help desk's own names."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from firstline.datasets.errors import TicketFileError
from firstline.datasets.table_rows import table_rows
from firstline.datasets.ticket_import import look_at_exports

_CONFIG = "firstline.toml"


def raw_export_advice(path: Path | None, *, theirs: str = "theirs") -> str:
    """A sentence: the file that `firstline import` made of it, or `firstline import` itself where it has not run yet.

    Args:
        path: the file that was given; beside it, or where the command runs, an import leaves `firstline.toml`.
        theirs: the column of text, where it is known.
    """
    if path is None:
        return f"Name one with --map {theirs}=body."
    toml = next((place for place in (path.with_name(_CONFIG), Path(_CONFIG)) if _names(place, path)), None)
    if toml:
        return (
            f"{toml} knows them: add --config {toml}, or give the file that `firstline import` wrote in place of this "
            "export."
        )
    return (
        f"If this is a help desk's export as it is, `firstline import {path} --output history.parquet` finds out what "
        f"its columns are, and history.parquet is what to give here; or name one with --map {theirs}=body."
    )


def overlooked_text(path: Path | None, columns: Mapping[str, str]) -> str | None:
    """Of a file without a body of ours: the column that `firstline import` would take for it, if its name says so.

    Args:
        path: the file that was given.
        columns: theirs → ours as the configuration says.
    """
    if path is None:
        return None
    try:
        mapping = look_at_exports([path], hinted=columns)
    except TicketFileError:
        return None
    named = (guess.theirs for guess in mapping.guesses if guess.ours == "body" and guess.certainty != "guess")
    return next(named, mapping.thread[0] if mapping.thread else None)


def _names(toml: Path, path: Path) -> bool:
    """Whether a configuration speaks of columns that the file has."""
    try:
        told: Any = tomllib.loads(toml.read_text(encoding="utf-8")).get("columns", {})
        first = next(table_rows(path, lenient=True), None)
    except (OSError, ValueError):
        return False
    return bool(first) and isinstance(told, dict) and bool(told.keys() & (first.values.keys() if first else set()))
