"""The manifest: what a bundle is and what it was made of."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from firstline.datasets.errors import BundleError

FORMAT_VERSION: Literal[3] = 3
"""Rises when a reader of the version before would say something that the bundle does not. 2, the first to be released,
came with the category tree, the request kind, the second-request detector and another out-of-scope score; 3 with the
languages that carry `auto` and the held-out evidence behind it. Bundles of version 2 are read too: theirs is `auto` in
every language, and there is no evidence to change it by."""

MANIFEST_NAME = "manifest.json"


class DataSummary(BaseModel):
    """The training tickets, without their text: how many, of when, and how they were split.

    `fingerprint` is the sha256 over texts and labels in order, `texts_fingerprint` over the texts alone. `held_out`
    says how the evidence behind the thresholds was made.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    fingerprint: str
    texts_fingerprint: str
    tickets: int
    first_created_at: str | None
    last_created_at: str | None
    held_out: str
    labels: Mapping[str, int]


class Manifest(BaseModel):
    """The first file of a bundle that is read; `files` maps every other file to its sha256.

    It holds no time and no path, so that the same data, seed, version and machine give the same bytes.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    format_version: Literal[2, 3] = FORMAT_VERSION
    firstline_version: str
    encoder: str
    encoder_fingerprint: str
    seed: int
    data: DataSummary
    metrics: Mapping[str, Mapping[str, Any]]
    files: Mapping[str, str]
    finetuning: Mapping[str, Any] | None = None

    @property
    def data_fingerprint(self) -> str:
        return self.data.fingerprint


def texts_fingerprint(texts: Sequence[str]) -> str:
    """The sha256 over texts in order."""
    digest = hashlib.sha256()
    for text in texts:
        digest.update(text.encode("utf-8", "replace") + b"\0")
    return digest.hexdigest()


def read_manifest(path: Path) -> tuple[Manifest, str]:
    """The manifest of a bundle's folder, and the bundle's version; raises BundleError for a folder that is none."""
    file = path / MANIFEST_NAME
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise BundleError(
            f"{path} is not a bundle: {MANIFEST_NAME} cannot be read ({error.strerror}); "
            "name a folder that `firstline train` wrote"
        ) from error
    try:
        return Manifest.model_validate_json(raw), hashlib.sha256(raw).hexdigest()
    except ValidationError as error:
        if any(not fault["loc"] for fault in error.errors()):  # no object at all
            raise BundleError(f"{file} is damaged: it is no JSON object; copy or train the bundle again") from error
        raise BundleError(
            f"{file} is not a manifest of format version {FORMAT_VERSION}; train the bundle again with this "
            "version of firstline, or use the version that wrote it"
        ) from error
