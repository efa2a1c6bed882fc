"""The bundle writer: the only way a bundle comes into being."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import save_file

from firstline.datasets.config import FieldConfig
from firstline.datasets.disk_sync import sync
from firstline.datasets.errors import InputError
from firstline.datasets.output_folder import check_neighbour, check_place
from firstline.models.bundle import ENCODER_FOLDER, EVIDENCE_NAME
from firstline.models.category_tree import BranchRules
from firstline.models.encoder import Vectors
from firstline.models.encoder_manifest import EncoderManifest, file_sha256
from firstline.models.field_evidence import FieldEvidence
from firstline.models.field_head import FieldHead
from firstline.models.language_offsets import LanguageOffsets
from firstline.models.lexical_view import LexicalView
from firstline.models.manifest import MANIFEST_NAME, DataSummary, Manifest
from firstline.models.out_of_scope import OutOfScopeDetector
from firstline.models.policy import FieldPolicy
from firstline.models.second_request import SecondRequestCalibration

_READABLE_FOLDER, _READABLE_FILE = 0o755, 0o644  # temporary ones are private, and the service may be another account


@dataclass(frozen=True, slots=True)
class BundleParts:
    """All that a bundle is made of; `encoder_folder` is copied into it. `desk` is the desk's name, if it has one."""

    encoder_folder: Path
    centre: Vectors
    offsets: LanguageOffsets
    lexical: LexicalView
    heads: Mapping[str, FieldHead]
    policies: Mapping[str, FieldPolicy]
    detector: OutOfScopeDetector | None
    data: DataSummary
    metrics: Mapping[str, Mapping[str, Any]]
    seed: int
    tree: Mapping[str, BranchRules] = field(default_factory=dict)
    lists: Mapping[str, FieldConfig] = field(default_factory=dict)
    second_request: SecondRequestCalibration | None = None
    evidence: Mapping[str, FieldEvidence] = field(default_factory=dict)
    finetuning: Mapping[str, Any] | None = None
    desk: str = ""


def write_bundle(parts: BundleParts, output: Path) -> str:
    """Write a bundle beside `output` and rename it into place; returns its version.

    A bundle that is already there is replaced in whole; a file or a folder that is no bundle is refused with
    InputError. Whatever fails leaves `output` as it was.
    """
    with _made_beside(output) as folder:
        _write_files(parts, folder)
        encoder = EncoderManifest.read(folder / ENCODER_FOLDER)
        manifest = Manifest(
            firstline_version=version("firstline"),
            encoder=encoder.name,
            encoder_fingerprint=encoder.fingerprint,
            seed=parts.seed,
            data=parts.data,
            metrics=parts.metrics,
            files={},
            finetuning=parts.finetuning,
        )
        return _seal(folder, manifest)


def write_policies(bundle: Path, policies: Mapping[str, FieldPolicy], output: Path) -> str:
    """Write the bundle at `bundle` to `output` with other policies; returns its version. All else is the same.

    `output` may be `bundle` itself, which is then replaced in whole.
    """
    with _made_beside(output) as folder:
        shutil.copytree(bundle, folder, copy_function=shutil.copyfile, dirs_exist_ok=True)
        manifest = Manifest.model_validate_json((folder / MANIFEST_NAME).read_bytes())
        (folder / MANIFEST_NAME).unlink()
        _write_policies(policies, folder)
        return _seal(folder, manifest)


@contextmanager
def _made_beside(output: Path) -> Iterator[Path]:
    """A folder to fill that is renamed into place at the end; whatever fails leaves `output` as it was."""
    check_output(output)
    output = output.resolve()
    output.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f".{output.name}.", dir=output.parent))
    try:
        yield folder
        _swap(folder, output)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def check_output(output: Path) -> None:
    """Raises InputError when writing a bundle to `output` would destroy something else or cannot be done."""
    if _is_there(output) and not (output / MANIFEST_NAME).is_file() and not _is_empty_folder(output):
        raise InputError(f"{output} exists and is not a bundle; name another folder, or remove it first")
    check_place(output)
    if _is_there(output):
        check_neighbour(output, output.resolve().parent)  # where the new one is made, to be renamed into its place


def _is_there(output: Path) -> bool:
    try:
        return output.exists()
    except OSError:  # such as a name that is too long
        return False


def _is_empty_folder(path: Path) -> bool:
    return path.is_dir() and not any(path.iterdir())


def _write_files(parts: BundleParts, folder: Path) -> None:
    shutil.copytree(parts.encoder_folder, folder / ENCODER_FOLDER, copy_function=shutil.copyfile)
    parts.lexical.save(folder)
    arrays: dict[str, np.ndarray] = {"centre": parts.centre.astype(np.float32)}
    arrays |= {f"language.{name}": offset for name, offset in parts.offsets.by_language.items()}
    fields: dict[str, Any] = {}
    for name, head in parts.heads.items():
        arrays[f"{name}.prior"] = head.prior
        for view, scorer in (("vector", head.vector), ("lexical", head.lexical)):
            if scorer is not None:
                arrays |= scorer.arrays(f"{name}.{view}")
        fields[name] = {
            "values": head.values,
            "order": head.order,
            "vector_weight": head.vector_weight,
            "lexical_weight": head.lexical_weight,
        }
    detector = None
    if parts.detector is not None:
        arrays["scope.precision"] = parts.detector.precision
        if not np.array_equal(parts.detector.centre, parts.centre):
            arrays["scope.centre"] = parts.detector.centre
        if parts.detector.background is not None:
            arrays |= parts.detector.background.arrays("scope.background")
        detector = parts.detector.calibration.model_dump()
    save_file(arrays, folder / "heads.safetensors")
    description: dict[str, Any] = {
        "fields": fields,
        "languages": sorted(parts.offsets.by_language),
        "out_of_scope": detector,
        "tree": {name: rules.model_dump() for name, rules in parts.tree.items()},
        "lists": {name: listed.model_dump(exclude_defaults=True) for name, listed in parts.lists.items()},
        "second_request": None if parts.second_request is None else parts.second_request.model_dump(),
    }
    if parts.desk:
        description["desk"] = parts.desk
    _write_json(folder / "heads.json", description)
    _write_policies(parts.policies, folder)
    evidence = {name: array for field, found in parts.evidence.items() for name, array in found.arrays(field).items()}
    save_file(evidence, folder / EVIDENCE_NAME)


def _write_policies(policies: Mapping[str, FieldPolicy], folder: Path) -> None:
    _write_json(folder / "policy.json", {name: policy.model_dump() for name, policy in policies.items()})


def _seal(folder: Path, manifest: Manifest) -> str:
    """Write the manifest with what the folder holds, on disk for sure; returns the version."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    sealed = {path.relative_to(folder).as_posix(): file_sha256(path) for path in files}
    _write_json(folder / MANIFEST_NAME, manifest.model_copy(update={"files": sealed}).model_dump(mode="json"))
    for path in [*files, folder / MANIFEST_NAME, folder / ENCODER_FOLDER, folder]:
        path.chmod(_READABLE_FOLDER if path.is_dir() else _READABLE_FILE)
        sync(path)
    return hashlib.sha256((folder / MANIFEST_NAME).read_bytes()).hexdigest()


def _swap(folder: Path, output: Path) -> None:
    """Rename into place; a former bundle steps aside first, comes back on failure and is removed on success."""
    former = folder.with_name(folder.name + ".former")
    if output.exists():
        output.rename(former)
    try:
        folder.rename(output)
    except OSError:
        if former.exists():
            former.rename(output)
        raise
    shutil.rmtree(former, ignore_errors=True)
    sync(output.parent)


def _write_json(path: Path, content: object) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")
