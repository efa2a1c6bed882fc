"""The tracking of training runs in MLflow; the one home of full MLflow, whose models `mlflow models serve` runs."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from firstline.datasets.config import MlflowConfig
from firstline.datasets.errors import RegistryError
from firstline.models.bundle import Bundle
from firstline.models.manifest import MANIFEST_NAME
from firstline.models.pyfunc import INPUT_COLUMNS, output_columns
from firstline.models.registry import BUNDLE_TAG, RegisteredVersion, Registry, mlflow_client, readable
from firstline.models.registry_location import RegistryLocation, registry_location
from firstline.training.run_page import run_page
from firstline.training.tracked_metric import TrackedMetric, metric_name, tracked_metrics

_MODEL_NAME = "bundle"
_LOADER = "firstline.models.pyfunc"
_EXAMPLE = {"subject": "Printer", "body": "The printer on the second floor shows a paper jam since this morning."}
_AT_ONCE = 100
_LONGEST = 6_000


@dataclass(frozen=True, slots=True)
class TrackedRun:
    """Where a run was tracked: MLflow's ids of the run and of the model that it logged."""

    run_id: str
    model_id: str


class Tracking:
    """An experiment at one MLflow address, open before a run begins so that a wrong address is known at once."""

    def __init__(self, location: RegistryLocation, *, experiment: str) -> None:
        """Connect and make the experiment where it is missing; raises RegistryError."""
        self.location = location
        self._client = mlflow_client(location)
        with readable():
            found = self._client.get_experiment_by_name(experiment)
            self._experiment = found.experiment_id if found else self._made(experiment)

    def track(
        self,
        bundle: Path,
        *,
        parameters: Mapping[str, object],
        files: Sequence[Path] = (),
        started: float | None = None,
    ) -> TrackedRun:
        """Record a finished training run.

        Args:
            bundle: what it wrote; its manifest gives the figures, the data's fingerprint and more parameters.
            parameters: what the run was told, by name.
            files: more files or folders to keep with it, such as a report.
            started: when it began, in seconds since 1970; now, when it is not given.

        Raises:
            RegistryError: MLflow did not take it. What was recorded by then is marked as failed.
        """
        trained = Bundle.load(bundle)
        with readable():
            began = int(1000 * (started or time.time()))
            run = self._client.create_run(self._experiment, start_time=began, run_name=trained.version[:12])
            run_id: str = run.info.run_id
            try:
                self._log_figures(run_id, trained, parameters)
                self._log_files(run_id, bundle, trained, files)
                model_id = self.log_model(bundle, trained, run_id=run_id)
            except BaseException:
                self._client.set_terminated(run_id, status="FAILED")
                raise
            self._client.set_terminated(run_id, status="FINISHED")
        return TrackedRun(run_id, model_id)

    def log_model(self, bundle: Path, trained: Bundle, *, run_id: str | None) -> str:
        """Store a bundle as an MLflow model; returns MLflow's id of it."""
        tags = {BUNDLE_TAG: trained.version, "firstline.data_fingerprint": trained.manifest.data_fingerprint}
        model = self._client.create_logged_model(
            self._experiment, name=_MODEL_NAME, source_run_id=run_id, tags=tags, model_type="firstline"
        )
        model_id: str = model.model_id
        with tempfile.TemporaryDirectory() as work:
            package = save_package(bundle, trained, Path(work) / "model", model_id=model_id, run_id=run_id)
            self._client.log_model_artifacts(model_id, str(package))
        self._client.finalize_logged_model(model_id, "READY")
        return model_id

    def register(self, bundle: Path, *, name: str) -> RegisteredVersion:
        """Make a version of the registered model `name` of a bundle, linked to the run that trained it where one is.

        The same bundle again is the version that it has already. Raises BundleError, RegistryError.
        """
        trained = Bundle.load(bundle)
        with readable():
            model_id, run_id = self._logged(trained.version)
            model_id = model_id or self.log_model(bundle, trained, run_id=None)
        registry = Registry(self.location, name=name)
        return registry.add(model_id=model_id, run_id=run_id, bundle_version=trained.version)

    def _logged(self, bundle_version: str) -> tuple[str | None, str | None]:
        found = self._client.search_logged_models(
            experiment_ids=[self._experiment], filter_string=f"tags.`{BUNDLE_TAG}` = '{bundle_version}'"
        )
        ready = [model for model in found if str(model.status) == "READY"]
        return (ready[0].model_id, ready[0].source_run_id or None) if ready else (None, None)

    def _made(self, experiment: str) -> str:
        artifacts = self.location.artifacts
        place = None if artifacts is None else artifacts.as_uri()
        made: str = self._client.create_experiment(experiment, artifact_location=place)
        return made

    def _log_figures(self, run_id: str, trained: Bundle, parameters: Mapping[str, object]) -> None:
        from mlflow.entities import Metric, Param, RunTag

        manifest, now = trained.manifest, int(1000 * time.time())
        told = {**_parameters(trained), **parameters}
        tags = {BUNDLE_TAG: trained.version, "firstline.data_fingerprint": manifest.data_fingerprint,
                "firstline.texts_fingerprint": manifest.data.texts_fingerprint}  # fmt: skip
        entries = [Param(metric_name(name), _text(value)) for name, value in told.items() if value is not None]
        for start in range(0, len(entries), _AT_ONCE):
            self._client.log_batch(run_id, params=entries[start : start + _AT_ONCE])
        self._client.log_batch(run_id, tags=[RunTag(key, value) for key, value in tags.items()])
        figures: list[TrackedMetric] = list(tracked_metrics(manifest.metrics))
        for start in range(0, len(figures), _AT_ONCE):
            part = figures[start : start + _AT_ONCE]
            self._client.log_batch(run_id, metrics=[Metric(one.key, one.value, now, one.step) for one in part])

    def _log_files(self, run_id: str, bundle: Path, trained: Bundle, files: Sequence[Path]) -> None:
        self._client.log_text(run_id, run_page(trained.manifest, trained.policies), "run.html")
        for file in (bundle / MANIFEST_NAME, bundle / "policy.json", *files):
            if file.is_dir():
                self._client.log_artifacts(run_id, str(file), file.name)
            elif file.is_file():
                self._client.log_artifact(run_id, str(file))


def open_tracking(wanted: str | None, config: MlflowConfig) -> Tracking | None:
    """The tracking that a training run was told to use; None when it is off, or MLflow is not installed.

    `wanted` (a URI, a folder or `off`) goes before the configuration, and that before the environment: see
    `registry_location`. Raises RegistryError when one was asked for by name and cannot be had.
    """
    asked = wanted or config.tracking_uri
    location = registry_location(asked)
    if location is None:
        return None
    if find_spec("mlflow") is None or find_spec("mlflow.pyfunc") is None or find_spec("pandas") is None:
        if asked:
            raise RegistryError(f"tracking at {asked} needs MLflow: pip install 'firstline[mlflow]', or --track off")
        return None
    return Tracking(location, experiment=config.experiment)


def save_package(bundle: Path, trained: Bundle, folder: Path, *, model_id: str | None, run_id: str | None) -> Path:
    """Write a bundle as an MLflow model into `folder`: no pickle, the bundle's files as they are, and what loads them.

    The model needs this version of firstline where it runs, and its signature is one text column or two.
    """
    import pandas
    from mlflow.models import Model, ModelSignature
    from mlflow.pyfunc import save_model
    from mlflow.types import ColSpec, Schema

    inputs = [ColSpec("string", name, required=False) for name in INPUT_COLUMNS]
    outputs = [ColSpec(kind, name) for name, kind in output_columns(trained).items()]
    signature = ModelSignature(inputs=Schema(inputs), outputs=Schema(outputs))
    with readable():
        save_model(
            folder,
            loader_module=_LOADER,
            data_path=str(bundle.resolve()),
            signature=signature,
            input_example=pandas.DataFrame([_EXAMPLE]),
            pip_requirements=[f"firstline=={version('firstline')}", f"mlflow=={version('mlflow')}"],
            metadata={BUNDLE_TAG: trained.version},
            mlflow_model=Model(model_id=model_id, run_id=run_id),
        )
    return folder


def _parameters(trained: Bundle) -> dict[str, object]:
    manifest = trained.manifest
    return {
        "encoder_name": manifest.encoder,
        "encoder_fingerprint": manifest.encoder_fingerprint,
        "firstline_version": manifest.firstline_version,
        "seed": manifest.seed,
        "fields": list(trained.fields),
        "tickets": manifest.data.tickets,
        "held_out": manifest.data.held_out,
        "first_created_at": manifest.data.first_created_at,
        "last_created_at": manifest.data.last_created_at,
        **{f"labels.{field}": count for field, count in manifest.data.labels.items()},
    }


def _text(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text[:_LONGEST]
