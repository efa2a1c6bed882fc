"""The registry's location: where training runs are tracked and models registered."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from firstline.datasets.errors import InputError

OFF = "off"
LOCATION_VARIABLE = "FIRSTLINE_MLFLOW"
MLFLOW_VARIABLE = "MLFLOW_TRACKING_URI"

_SQLITE = "sqlite:///"


@dataclass(frozen=True, slots=True)
class RegistryLocation:
    """An MLflow URI. `artifacts` is the folder for the files of models, None where a server decides."""

    uri: str
    artifacts: Path | None


def registry_location(wanted: str | None = None) -> RegistryLocation | None:
    """The location that was asked for, None for `off`.

    `wanted` is an MLflow URI or a folder, in which a SQLite file and the artifacts lie. Without it the environment's
    FIRSTLINE_MLFLOW counts, then MLFLOW_TRACKING_URI, then `mlflow` in the user's data folder. Never the current
    directory, where MLflow itself would put both.

    Raises InputError for a URI that MLflow does not know how to read as one.
    """
    for asked in (wanted, os.environ.get(LOCATION_VARIABLE), os.environ.get(MLFLOW_VARIABLE)):
        if asked and asked.strip():
            return None if asked.strip().casefold() == OFF else _location(asked.strip())
    return _in_folder(user_data_path("firstline") / "mlflow")


def required_location(wanted: str | None = None) -> RegistryLocation:
    """As `registry_location`; raises InputError where it is `off`."""
    location = registry_location(wanted)
    if location is None:
        raise InputError("MLflow is off in the configuration or FIRSTLINE_MLFLOW; name a registry with --registry DIR")
    return location


def _location(asked: str) -> RegistryLocation:
    if asked.startswith(_SQLITE):
        database = Path(asked.removeprefix(_SQLITE)).expanduser().absolute()
        return RegistryLocation(f"{_SQLITE}{database}", database.parent / "artifacts")
    if asked.startswith("sqlite:"):
        raise InputError(f"{asked!r} is no SQLite address; wanted sqlite:////folder/mlflow.db, or a folder")
    if "://" in asked or asked.startswith("databricks"):
        return RegistryLocation(asked, None)
    return _in_folder(Path(asked))


def _in_folder(folder: Path) -> RegistryLocation:
    whole = folder.expanduser().absolute()
    if whole.exists() and not whole.is_dir():
        raise InputError(f"{folder} is a file; name a folder for MLflow's files, or a URI such as http://host:5000")
    return RegistryLocation(f"{_SQLITE}{whole / 'mlflow.db'}", whole / "artifacts")
