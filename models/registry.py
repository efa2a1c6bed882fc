"""The model registry: versions of bundles, and which of them is champion. The one home of the light MLflow client."""

from __future__ import annotations

import getpass
import json
import logging
import os
import shutil
import tempfile
import uuid
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from firstline.datasets.errors import BundleError, FirstlineError, NotFoundError, RegistryError
from firstline.models.cache_folder import default_cache_folder
from firstline.models.champion_history import Action, ChampionChange, champion_at, former_champion, in_order
from firstline.models.encoder_manifest import file_sha256
from firstline.models.manifest import MANIFEST_NAME
from firstline.models.model_address import ModelAddress
from firstline.models.registry_location import RegistryLocation

CHAMPION = "champion"
BUNDLE_TAG = "firstline.bundle_version"
"""On runs, logged models and registered versions: the bundle's own version, the digest of its manifest."""

_CHANGE_TAG = "firstline.champion."
_MOST = 1_000


@dataclass(frozen=True, slots=True)
class RegisteredVersion:
    """A version in the registry. `bundle_version` is the bundle's digest when it was registered, "" when unknown."""

    number: int
    bundle_version: str
    aliases: tuple[str, ...]
    created_at: datetime
    run_id: str | None
    tags: Mapping[str, str]


class Registry:
    """The versions of one registered model, at one MLflow tracking address.

    Needs `mlflow-skinny` only, and `alembic` where the address is a SQLite file. Whatever MLflow or the network says
    becomes a RegistryError. A change of the champion is written into a tag of its own that is never written again, so
    the history stays although MLflow itself keeps none of aliases.
    """

    def __init__(self, location: RegistryLocation, *, name: str = "firstline") -> None:
        """Connect; the local store's folder and file are made when they are not there."""
        self.location = location
        self.name = name
        self.client = mlflow_client(location)

    def __repr__(self) -> str:
        return f"Registry({self.name!r})"

    def versions(self) -> list[RegisteredVersion]:
        """All versions, newest first."""
        with readable():
            model = self._model()
            found = self.client.search_model_versions(f"name='{self.name}'", max_results=_MOST) if model else []
        aliases = dict(model.aliases) if model else {}
        versions = [_registered(version, aliases) for version in found]
        return sorted(versions, key=lambda version: -version.number)

    def find(self, wanted: str) -> RegisteredVersion:
        """The version that `wanted` names: a number, an alias, `NAME@ALIAS` or `models:/NAME/NUMBER`.

        Raises NotFoundError, naming what there is.
        """
        address = ModelAddress.parse(wanted, name=self.name)
        versions = self.versions()
        for version in versions:
            if str(version.number) == address.version or address.alias in version.aliases:
                return version
        numbers = ", ".join(str(version.number) for version in versions) or "none"
        named = ", ".join(sorted(alias for version in versions for alias in version.aliases)) or "none"
        raise NotFoundError(
            f"{wanted!r} is no version of {self.name!r} in this registry; versions: {numbers}; aliases: {named}. "
            "`firstline models register BUNDLE` adds one"
        )

    def champion(self) -> RegisteredVersion | None:
        """The version that is champion now."""
        return next((version for version in self.versions() if CHAMPION in version.aliases), None)

    def add(self, *, model_id: str, run_id: str | None, bundle_version: str) -> RegisteredVersion:
        """Register a logged MLflow model; the same bundle again gives the version that it has already."""
        known = [version for version in self.versions() if version.bundle_version == bundle_version]
        if known:
            return known[0]
        with readable():
            if self._model() is None:
                self.client.create_registered_model(self.name)
            made = self.client.create_model_version(
                self.name,
                source=f"models:/{model_id}",
                run_id=run_id,
                model_id=model_id,
                tags={BUNDLE_TAG: bundle_version},
            )
        return self.find(str(made.version))

    def folder(self, version: RegisteredVersion, *, fresh: bool = False) -> Path:
        """The bundle of a version as a local folder; downloaded once into the cache, or again where `fresh`.

        Its manifest is the one that was registered, or BundleError: together with `Bundle.load`, which compares every
        file with the manifest, nothing that was changed since is used.
        """
        digest = version.bundle_version
        if not digest:
            raise BundleError(
                f"version {version.number} of {self.name!r} was not registered by Firstline, so nothing says what it "
                "should be; register its bundle with `firstline models register BUNDLE`"
            )
        folder = default_cache_folder() / "models" / digest[:16] / self.name
        if fresh or bundle_version(folder) != digest:
            shutil.rmtree(folder, ignore_errors=True)
            self._download(version, folder)
        return folder

    def remember(self, version: RegisteredVersion, tags: Mapping[str, object]) -> None:
        """Keep something with a version, as JSON by name."""
        with readable():
            for key, value in tags.items():
                self.client.set_model_version_tag(self.name, str(version.number), key, json.dumps(value))

    def history(self) -> tuple[ChampionChange, ...]:
        """Every change of the champion, oldest first; one that nothing recorded is the last, as `found`."""
        model = self._model()
        if model is None:
            return ()
        found = [value for key, value in model.tags.items() if key.startswith(_CHANGE_TAG)]
        changes = in_order(ChampionChange.model_validate_json(value) for value in found)
        now = _number(dict(model.aliases).get(CHAMPION))
        recorded = changes[-1].version if changes else None
        if now == recorded:
            return changes
        reason = "the alias was moved without Firstline; the time is when this was noticed"
        return (*changes, _change("found", now, recorded, reason=reason))

    def champion_on(self, moment: datetime) -> int | None:
        """The version that was champion at `moment`."""
        return champion_at(self.history(), moment)

    def promote(self, version: RegisteredVersion, *, reason: str = "", forced: bool = False) -> ChampionChange:
        """Make a version champion at once. Whether it may be is for the gates of `evaluation.promotion` to say."""
        return self._move("promoted", version.number, reason=reason, forced=forced)

    def rollback(self, *, reason: str = "") -> ChampionChange:
        """Make the champion before this one champion again, at once.

        Raises NotFoundError when there was none, or when it was deleted.
        """
        former = former_champion(self.history())
        if former is None:
            raise NotFoundError(f"{self.name!r} has had no champion before this one, so there is nothing to go back to")
        return self._move("rolled back", self.find(str(former)).number, reason=reason)

    def _move(self, action: Action, number: int, *, reason: str, forced: bool = False) -> ChampionChange:
        history = self.history()
        if history and history[-1].action == "found":
            self._record(history[-1])
        change = _change(action, number, history[-1].version if history else None, reason=reason, forced=forced)
        with readable():
            self.client.set_registered_model_alias(self.name, CHAMPION, str(number))
        self._record(change)
        return change

    def _record(self, change: ChampionChange) -> None:
        key = f"{_CHANGE_TAG}{change.at:%Y%m%dT%H%M%S.%f}.{uuid.uuid4().hex[:8]}"
        with readable():
            self.client.set_registered_model_tag(self.name, key, change.model_dump_json())

    def _model(self) -> Any | None:
        with readable():
            found: Sequence[Any] = self.client.search_registered_models(f"name='{self.name}'")
        return next((model for model in found if model.name == self.name), None)

    def _download(self, version: RegisteredVersion, folder: Path) -> None:
        from mlflow.artifacts import download_artifacts

        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as work:
            with readable():
                uri = self.client.get_model_version_download_uri(self.name, str(version.number))
                local = download_artifacts(artifact_uri=uri, dst_path=work, tracking_uri=self.location.uri)
            bundle = bundle_in(Path(local))
            if bundle is None or bundle_version(bundle) != version.bundle_version:
                raise BundleError(
                    f"version {version.number} of {self.name!r} is not the bundle that was registered: its manifest "
                    "was changed or is missing; register the bundle again, or roll back"
                )
            shutil.rmtree(folder, ignore_errors=True)
            bundle.rename(folder)


def bundle_version(folder: Path) -> str | None:
    """The version of the bundle in a folder, unverified; None when there is none."""
    return file_sha256(folder / MANIFEST_NAME) if (folder / MANIFEST_NAME).is_file() else None


def bundle_in(package: Path) -> Path | None:
    """The folder of the bundle in an MLflow model's folder."""
    return next((manifest.parent for manifest in package.glob(f"data/*/{MANIFEST_NAME}")), None)


def mlflow_client(location: RegistryLocation) -> Any:
    """MLflow's client for one address, which becomes the process's own, for `models:/` addresses are read with it.

    Raises RegistryError when MLflow is not installed or the address cannot be reached.
    """
    # It would tell its makers what is called, and try a server that is down for minutes.
    os.environ |= {"MLFLOW_DISABLE_TELEMETRY": "true", "DO_NOT_TRACK": "true"}
    os.environ.setdefault("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "3")
    os.environ.setdefault("MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR", "false")
    try:
        import mlflow
        from mlflow.tracking import MlflowClient
    except ModuleNotFoundError as error:
        raise RegistryError(
            f"the model registry needs {error.name}, which is not installed; pip install 'firstline[registry]' to use "
            "models, 'firstline[mlflow]' to track and register them too"
        ) from error
    logging.getLogger("mlflow").setLevel(logging.WARNING)
    if location.artifacts is not None:
        location.artifacts.mkdir(parents=True, exist_ok=True)
    with readable():
        mlflow.set_tracking_uri(location.uri)
        mlflow.set_registry_uri(location.uri)
        client = MlflowClient(tracking_uri=location.uri, registry_uri=location.uri)
        client.search_registered_models(max_results=1)
    return client


@contextmanager
def readable() -> Iterator[None]:
    """Whatever MLflow raises becomes a RegistryError of one line; what it warns of is its makers' business."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except FirstlineError:
        raise
    except ModuleNotFoundError as error:
        raise RegistryError(
            f"this needs {error.name}, which is not installed: pip install 'firstline[mlflow]'"
        ) from error
    except Exception as error:  # the store's, the network's and the database's have no base class together
        first = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise RegistryError(f"the model registry failed ({type(error).__name__}): {first}") from error


def _registered(version: Any, aliases: Mapping[str, Any]) -> RegisteredVersion:
    number = int(version.version)
    return RegisteredVersion(
        number=number,
        bundle_version=version.tags.get(BUNDLE_TAG, ""),
        aliases=tuple(sorted(alias for alias, held in aliases.items() if int(held) == number)),
        created_at=datetime.fromtimestamp(version.creation_timestamp / 1000, UTC),
        run_id=version.run_id or None,
        tags=dict(version.tags),
    )


def _change(
    action: Action, version: int | None, former: int | None, *, reason: str, forced: bool = False
) -> ChampionChange:
    try:
        by = getpass.getuser()
    except (OSError, KeyError):
        by = ""
    return ChampionChange(
        at=datetime.now(UTC), action=action, version=version, former=former, by=by, reason=reason, forced=forced
    )


def _number(version: object) -> int | None:
    return None if version is None else int(str(version))
