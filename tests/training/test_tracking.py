"""Training runs in a real local MLflow store."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from firstline.datasets.config import MlflowConfig
from firstline.datasets.errors import BundleError, RegistryError
from firstline.models.bundle import Bundle
from firstline.training.tracking import Tracking, open_tracking
from tests.training.small_desk import file_digests


@pytest.fixture
def tracking(store: Path) -> Tracking:
    opened = open_tracking(str(store), MlflowConfig(experiment="desk"))
    assert opened is not None
    return opened


def client(tracking: Tracking) -> object:
    from mlflow.tracking import MlflowClient

    return MlflowClient(tracking.location.uri)


def test_a_run_has_parameters_figures_with_intervals_and_the_datas_fingerprint(
    tracking: Tracking, small_bundle: Path
) -> None:
    run_id = tracking.track(small_bundle, parameters={"encoder": "path:tiny", "fields": []}).run_id
    run = client(tracking).get_run(run_id)  # type: ignore[attr-defined]
    manifest = Bundle.load(small_bundle).manifest
    assert run.info.status == "FINISHED"
    assert run.data.params["encoder"] == "path:tiny"
    assert run.data.params["tickets"] == "288"
    assert run.data.params["encoder_fingerprint"] == manifest.encoder_fingerprint
    metrics = run.data.metrics
    assert metrics["category.accuracy.low"] < metrics["category.accuracy"] <= metrics["category.accuracy.high"]
    assert run.data.tags["firstline.data_fingerprint"] == manifest.data_fingerprint
    assert run.data.tags["firstline.bundle_version"] == Bundle.load(small_bundle).version


def test_its_files_are_the_page_the_manifest_and_what_else_was_given(
    tracking: Tracking, small_bundle: Path, store: Path, tmp_path: Path
) -> None:
    report = tmp_path / "report"
    report.mkdir()
    (report / "report.html").write_text("<p>good</p>")
    run_id = tracking.track(small_bundle, parameters={}, files=[report]).run_id
    kept = store / "artifacts" / run_id / "artifacts"
    assert sorted(path.relative_to(kept).as_posix() for path in kept.rglob("*.*")) == [
        "manifest.json",
        "policy.json",
        "report/report.html",
        "run.html",
    ]


def test_the_model_that_mlflow_loads_answers_as_the_bundle_does(tracking: Tracking, small_bundle: Path) -> None:
    import mlflow.pyfunc
    import pandas

    model_id = tracking.track(small_bundle, parameters={}).model_id
    model = mlflow.pyfunc.load_model(f"models:/{model_id}")
    assert model.metadata.signature.inputs.input_names() == ["subject", "body"]
    answer = model.predict(pandas.DataFrame({"body": ["paper jam in the printer", "please reset my password"]}))
    assert len(model.predict(pandas.DataFrame({"subject": ["paper jam in the printer"]}))) == 1
    with pytest.raises(ValueError, match="no column subject or body came"):
        model.predict(pandas.DataFrame({"text": ["paper jam in the printer"]}))
    assert list(answer["category"]) == ["printer", "password"]
    assert list(answer.columns) == model.metadata.signature.outputs.input_names()
    example = model.input_example
    assert len(model.predict(example)) == len(example) == 1


def test_the_stored_model_is_the_bundle_and_holds_no_pickle(
    tracking: Tracking, small_bundle: Path, store: Path
) -> None:
    model_id = tracking.track(small_bundle, parameters={}).model_id
    kept = store / "artifacts" / "models" / model_id / "artifacts"
    (bundle,) = (kept / "data").iterdir()
    assert file_digests(bundle) == file_digests(small_bundle)
    assert not [path for path in kept.rglob("*") if path.suffix in {".pkl", ".pickle", ".joblib"}]
    assert (kept / "requirements.txt").read_text().startswith("firstline==")


def test_a_bundle_that_was_tracked_is_registered_with_its_run_and_once(tracking: Tracking, small_bundle: Path) -> None:
    run = tracking.track(small_bundle, parameters={})
    version = tracking.register(small_bundle, name="firstline")
    assert (version.number, version.run_id) == (1, run.run_id)
    assert tracking.register(small_bundle, name="firstline").number == 1


def test_a_bundle_that_was_not_tracked_is_registered_too(tracking: Tracking, small_bundle: Path) -> None:
    version = tracking.register(small_bundle, name="firstline")
    assert (version.number, version.run_id) == (1, None)


def test_a_damaged_bundle_is_neither_tracked_nor_registered(
    tracking: Tracking, small_bundle: Path, tmp_path: Path
) -> None:
    import shutil

    copy = Path(shutil.copytree(small_bundle, tmp_path / "copy"))
    (copy / "heads.json").write_text("{}")
    with pytest.raises(BundleError, match="damaged"):
        tracking.track(copy, parameters={})
    with pytest.raises(BundleError, match="damaged"):
        tracking.register(copy, name="firstline")


def test_a_run_that_mlflow_did_not_take_is_marked_as_failed(tracking: Tracking, small_bundle: Path) -> None:
    with pytest.raises(RegistryError):
        tracking.track(small_bundle, parameters={"encoder_name": "another than the manifest's", "Encoder/../x": 1})
    (experiment,) = [e for e in client(tracking).search_experiments() if e.name == "desk"]  # type: ignore[attr-defined]
    (run,) = client(tracking).search_runs([experiment.experiment_id])  # type: ignore[attr-defined]
    assert run.info.status == "FAILED"


def test_off_is_no_tracking() -> None:
    assert open_tracking("off", MlflowConfig(tracking_uri="http://somewhere:1")) is None
    assert open_tracking(None, MlflowConfig(tracking_uri="off")) is None


def test_without_mlflow_nothing_is_tracked_unless_it_was_asked_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("FIRSTLINE_MLFLOW")
    monkeypatch.setattr("firstline.training.tracking.find_spec", lambda name: None)
    assert open_tracking(None, MlflowConfig()) is None
    with pytest.raises(RegistryError, match=r"firstline\[mlflow\]"):
        open_tracking(str(tmp_path / "runs"), MlflowConfig())
    assert not (tmp_path / "runs").exists()


def test_it_tells_nobody(store: Path) -> None:
    """In a process of its own: MLflow's telemetry is off, and what would start it is not there."""
    script = (
        "from firstline.training.tracking import open_tracking\n"
        "from firstline.datasets.config import MlflowConfig\n"
        f"open_tracking({str(store)!r}, MlflowConfig())\n"
        "import json, os\n"
        "from mlflow.telemetry.utils import is_telemetry_disabled\n"
        "from mlflow.telemetry.client import get_telemetry_client\n"
        "print(json.dumps([is_telemetry_disabled(), get_telemetry_client() is None, sorted(os.listdir())]))\n"
    )
    clean = {
        key: value for key, value in os.environ.items() if key not in {"CI", "PYTEST_CURRENT_TEST", "DO_NOT_TRACK"}
    }
    work = store.parent / "work"
    work.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=300, cwd=work, env=clean, check=True
    )
    assert json.loads(done.stdout.splitlines()[-1]) == [True, True, []]
