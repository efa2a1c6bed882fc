"""The manifest of an encoder folder: `encoder.json`, beside `model.onnx` and `tokenizer.json`."""

import hashlib
import json
from pathlib import Path
from typing import Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from firstline.datasets.errors import BundleError

FORMAT_VERSION: Final = 1
MANIFEST_NAME = "encoder.json"
MODEL_NAME = "model.onnx"
TOKENIZER_NAME = "tokenizer.json"

Pooling = Literal["mean", "cls"]
Precision = Literal["int8", "fp32"]
Sha256 = Field(pattern="^[0-9a-f]{64}$")


class EncoderManifest(BaseModel):
    """What an encoder folder holds and how its model is to be used.

    `prefix` is put before every text, `max_tokens` counts the special tokens too, `pooling` makes one vector of the
    token vectors, and `normalize` (always true so far) says that the result has length 1. `source` names where the
    weights came from, for people.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    format_version: Literal[1] = FORMAT_VERSION
    name: str
    dimension: int = Field(gt=0)
    pooling: Pooling
    normalize: Literal[True] = True
    prefix: str
    max_tokens: int = Field(gt=2)
    precision: Precision
    licence: str
    source: str
    model_sha256: str = Sha256
    tokenizer_sha256: str = Sha256

    @property
    def fingerprint(self) -> str:
        """sha256 of all that decides about the vectors; name, licence and source do not."""
        parts = [
            self.model_sha256,
            self.tokenizer_sha256,
            self.prefix,
            self.pooling,
            self.max_tokens,
            self.normalize,
        ]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()

    @classmethod
    def read(cls, folder: Path, *, verify: bool = True) -> Self:
        """The manifest in `folder`; with `verify`, both files are hashed and compared (0.1 s for 130 MB).

        Raises BundleError when anything is missing, damaged or of another format version.
        """
        path = folder / MANIFEST_NAME
        try:
            manifest = cls.model_validate_json(path.read_bytes())
        except OSError as error:
            raise BundleError(
                f"{folder} is not an encoder folder: {MANIFEST_NAME} cannot be read ({error.strerror}); "
                "name a folder that firstline wrote, or train again"
            ) from error
        except ValidationError as error:
            faults = "; ".join(f"{'.'.join(map(str, e['loc'])) or 'file'}: {e['msg']}" for e in error.errors())
            raise BundleError(
                f"{path} is not a manifest of format version {FORMAT_VERSION} ({faults}); "
                "make the encoder again with this version of firstline, or use the version that wrote it"
            ) from error
        if verify:
            manifest.verify(folder)
        return manifest

    def verify(self, folder: Path) -> None:
        """Raises BundleError unless the model and the tokenizer in `folder` are those the manifest was written for."""
        for name, wanted in ((MODEL_NAME, self.model_sha256), (TOKENIZER_NAME, self.tokenizer_sha256)):
            found = file_sha256(folder / name)
            if found != wanted:
                raise BundleError(
                    f"{folder / name} is damaged: its sha256 is {found[:16]}…, wanted {wanted[:16]}…; "
                    "copy the folder again or make it anew"
                )


def seal_encoder_folder(
    folder: Path,
    *,
    name: str,
    dimension: int,
    prefix: str,
    max_tokens: int,
    precision: Precision,
    licence: str,
    source: str,
    pooling: Pooling = "mean",
) -> EncoderManifest:
    """Hash the model and the tokenizer in `folder` and write the manifest beside them, which makes it complete."""
    manifest = EncoderManifest(
        name=name,
        dimension=dimension,
        pooling=pooling,
        prefix=prefix,
        max_tokens=max_tokens,
        precision=precision,
        licence=licence,
        source=source,
        model_sha256=file_sha256(folder / MODEL_NAME),
        tokenizer_sha256=file_sha256(folder / TOKENIZER_NAME),
    )
    text = json.dumps(manifest.model_dump(), indent=2, ensure_ascii=False)
    (folder / MANIFEST_NAME).write_text(text + "\n", encoding="utf-8")
    return manifest


def file_sha256(path: Path) -> str:
    """The sha256 of a file in hexadecimal; raises BundleError when it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise BundleError(f"{path} cannot be read ({error.strerror}); copy the folder again or make it anew") from error
