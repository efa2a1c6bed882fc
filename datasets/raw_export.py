"""The raw export: what to do with a file whose columns have the help desk's own names."""

import tomllib
from pathlib import Path
from typing import Any

from firstline.datasets.table_rows import table_rows

_CONFIG = "firstline.toml"


def raw_export_advice(path: Path | None) -> str:
    """A sentence: the file that `firstline import` made of it, or `firstline import` itself where it has not run yet.

    Args:
        path: the file that was given; beside it, or where the command runs, an import leaves `firstline.toml`.
    """
    if path is None:
        return "Name one with --map theirs=body."
    toml = next((place for place in (path.with_name(_CONFIG), Path(_CONFIG)) if _names(place, path)), None)
    if toml:
        return (
            f"{toml} knows them: add --config {toml}, or give the file that `firstline import` wrote in place of this "
            "export."
        )
    return (
        f"If this is a help desk's export as it is, `firstline import {path} --output history.parquet` finds out what "
        "its columns are, and history.parquet is what to give here; or name one with --map theirs=body."
    )


def _names(toml: Path, path: Path) -> bool:
    """Whether a configuration speaks of columns that the file has."""
    try:
        told: Any = tomllib.loads(toml.read_text(encoding="utf-8")).get("columns", {})
        first = next(table_rows(path, lenient=True), None)
    except (OSError, ValueError):
        return False
    return bool(first) and isinstance(told, dict) and bool(told.keys() & (first.values.keys() if first else set()))
