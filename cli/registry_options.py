"""The options that say which model registry is meant."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from firstline.cli.options import FILE, read_config

if TYPE_CHECKING:
    from firstline.datasets.config import MlflowConfig
    from firstline.models.registry import Registry
    from firstline.models.registry_location import RegistryLocation

F = TypeVar("F", bound=Callable[..., Any])


def registry_option(function: F) -> F:
    """`--registry`: where versions of models are kept."""
    return click.option(
        "--registry",
        metavar="URI|DIR",
        help="MLflow's address, or a folder; by default [mlflow] tracking_uri, FIRSTLINE_MLFLOW, MLFLOW_TRACKING_URI, "
        "then a folder of the user's own.",
    )(function)


def config_option(function: F) -> F:
    """`--config`: for [mlflow], and [columns] where tickets are read."""
    return click.option("--config", "config_path", type=FILE, help="firstline.toml of the desk.")(function)


def mlflow_config(config_path: Path | None) -> "MlflowConfig":
    """The `[mlflow]` of a configuration."""
    return read_config(config_path, ()).mlflow


def registry_place(registry: str | None, config_path: Path | None) -> "RegistryLocation":
    """Where the registry lies; raises InputError when tracking was turned off."""
    from firstline.models.registry_location import required_location

    return required_location(registry or mlflow_config(config_path).tracking_uri)


def open_registry(registry: str | None, config_path: Path | None = None, *, name: str | None = None) -> "Registry":
    """The registry of the options; `name` is the registered model's, by default the configuration's."""
    from firstline.models.registry import Registry

    return Registry(registry_place(registry, config_path), name=name or mlflow_config(config_path).registry_name)
