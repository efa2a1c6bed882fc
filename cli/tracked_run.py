"""The tracked run of a command: what it was told, and what came of it, in MLflow."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from firstline.datasets.errors import RegistryError

if TYPE_CHECKING:
    from firstline.datasets.config import MlflowConfig
    from firstline.training.tracking import Tracking

F = TypeVar("F", bound=Callable[..., Any])

_OWN = frozenset({"track", "output", "config_path"})


def track_option(function: F) -> F:
    """`--track`: where the run is tracked."""
    return click.option(
        "--track",
        metavar="URI|DIR|off",
        help="Where MLflow, if it is installed, tracks the run; by default [mlflow] tracking_uri, FIRSTLINE_MLFLOW, "
        "MLFLOW_TRACKING_URI, then a folder of the user's own.",
    )(function)


def tracked_run(track: str | None, config: "MlflowConfig") -> Callable[[Path], None]:
    """Open the tracking; call what is returned with the bundle once it is written.

    The parameters of the run are those of its bundle and the command's own options, as `option.NAME`. Where nobody
    asked for tracking by name, its failure is a warning. Raises RegistryError otherwise: at once when it cannot be
    opened.
    """
    started, asked = time.time(), bool(track or config.tracking_uri)
    given = click.get_current_context().params
    told = {f"option.{name}": _shown(value) for name, value in given.items() if name not in _OWN and value}
    tracking = _opened(track, config, asked=asked)

    def record(bundle: Path) -> None:
        if tracking is None:
            return
        try:
            run = tracking.track(bundle, parameters=told, started=started)
        except RegistryError as error:
            if asked:
                raise RegistryError(f"{bundle} is written, but its run is not tracked: {error}") from error
            click.echo(f"warning: the run is not tracked: {error}", err=True)
            return
        click.echo(f"tracked: run {run.run_id} at {tracking.location.uri}", err=True)

    return record


def _opened(track: str | None, config: "MlflowConfig", *, asked: bool) -> "Tracking | None":
    from firstline.training.tracking import open_tracking

    try:
        return open_tracking(track, config)
    except RegistryError as error:
        if asked:
            raise
        click.echo(f"warning: the run is not tracked: {error}", err=True)
        return None


def _shown(value: object) -> object:
    """Files by their names only: where they lay is no parameter of a model."""
    if isinstance(value, Path):
        return value.name
    return [_shown(one) for one in value] if isinstance(value, list | tuple) else value
