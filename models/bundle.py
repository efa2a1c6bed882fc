"""The bundle: a trained model on disk, self-contained and immutable."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError
from safetensors.numpy import load_file

from firstline.datasets.errors import BundleError
from firstline.models.encoder import Vectors
from firstline.models.encoder_manifest import file_sha256
from firstline.models.field_head import FieldHead, Logits, Probabilities
from firstline.models.lexical_view import LexicalView
from firstline.models.manifest import FORMAT_VERSION, MANIFEST_NAME, Manifest
from firstline.models.onnx_encoder import OnnxEncoder
from firstline.models.out_of_scope import OutOfScopeDetector, ScopeCalibration
from firstline.models.policy import FieldPolicy
from firstline.models.prediction import Candidate, FieldPrediction, OutOfScope, Prediction
from firstline.models.reason import Reason, lexical_reasons
from firstline.models.scorer import Scorer

ENCODER_FOLDER = "encoder"
SHOWN_ALTERNATIVES = 5
_SMALLEST_NORM = 1e-12


class Bundle:
    """A loaded bundle. Loading runs no code from it: ONNX, safetensors and JSON only.

    `version` is the sha256 of the manifest, which holds those of all other files. `centre` is the mean of the training
    vectors, shape (dimension,): heads read `centred(vectors)`.
    """

    def __init__(
        self,
        *,
        name: str,
        version: str,
        manifest: Manifest,
        encoder: OnnxEncoder,
        centre: Vectors,
        lexical: LexicalView,
        heads: Mapping[str, FieldHead],
        policies: Mapping[str, FieldPolicy],
        detector: OutOfScopeDetector | None,
    ) -> None:
        self.name = name
        self.version = version
        self.manifest = manifest
        self.encoder = encoder
        self.centre = centre
        self.heads = heads
        self.policies = policies
        self._lexical = lexical
        self._detector = detector

    def __repr__(self) -> str:
        return f"Bundle({self.name!r}, version={self.version[:12]}, fields={list(self.fields)})"

    @property
    def fields(self) -> tuple[str, ...]:
        return tuple(self.heads)

    def values(self, field: str) -> tuple[str, ...]:
        """The values that `field` may be predicted as."""
        return self.heads[field].values

    @classmethod
    def load(cls, path: Path, *, verify: bool = True) -> Self:
        """Read a bundle folder; with `verify`, every file is hashed and compared first.

        Raises BundleError, with what to do, when the folder is missing, damaged or of another format version.
        """
        manifest, version = _read_manifest(path)
        if verify:
            _verify(path, manifest)
        try:
            description = json.loads((path / "heads.json").read_text(encoding="utf-8"))
            arrays = load_file(path / "heads.safetensors")
            policies = json.loads((path / "policy.json").read_text(encoding="utf-8"))
            heads = {name: _head(entry, arrays, name) for name, entry in description["fields"].items()}
            return cls(
                name=path.resolve().name,
                version=version,
                manifest=manifest,
                encoder=OnnxEncoder(path / ENCODER_FOLDER, verify=False),
                centre=arrays["centre"],
                lexical=LexicalView.load(path),
                heads=heads,
                policies={name: FieldPolicy.model_validate(entry) for name, entry in policies.items()},
                detector=_detector(description["out_of_scope"], arrays),
            )
        except BundleError:
            raise
        except Exception as error:  # whatever a damaged file looks like, it is a damaged bundle
            raise BundleError(f"{path} is damaged ({type(error).__name__}); copy it again or train it anew") from error

    def predict(
        self,
        texts: Sequence[str],
        vectors: Vectors,
        *,
        lexical: Mapping[str, Logits] | None = None,
        fields: Collection[str] | None = None,
        alternatives: int = SHOWN_ALTERNATIVES,
    ) -> list[Prediction]:
        """One prediction for each text, in order.

        `texts` are those of `request_text` and `vectors` (texts, dimension) the encoder's of the same texts. `lexical`
        is what `lexical_logits` gives for them, where it is known already. `fields` limits the answer, `alternatives`
        how many further values each field names. A text without content gets each field's most frequent value and
        `abstain`.
        """
        if not texts:
            return []
        centred = centre_vectors(vectors, self.centre)
        said = self.lexical_logits(texts) if lexical is None else lexical
        logits = {name: head.logits(centred, said[name]) for name, head in self.heads.items()}
        scopes = self._scopes(logits, vectors)
        empty = np.array([not text.strip() for text in texts])
        strange = [scope.flag or bool(blank) for scope, blank in zip(scopes, empty, strict=True)]
        columns = {}
        for name, head in self.heads.items():
            if fields is None or name in fields:
                probabilities = head.probabilities(logits[name])
                probabilities[empty] = head.prior
                columns[name] = self._field_predictions(name, probabilities, strange, shown=alternatives + 1)
        return [
            Prediction(fields={name: column[row] for name, column in columns.items()}, out_of_scope=scope)
            for row, scope in enumerate(scopes)
        ]

    def lexical_logits(self, texts: Sequence[str]) -> dict[str, Logits]:
        """What the words alone say of each field: the part of `predict` that needs no vectors."""
        weights = self._lexical.transform(texts)
        return {name: head.lexical_logits(weights) for name, head in self.heads.items()}

    def explain(self, text: str, field: str, value: str, *, limit: int = 8) -> list[Reason]:
        """The words of `text` that speak most for `value` of `field`, strongest first."""
        return lexical_reasons(self._lexical, self.heads[field], text, value, limit=limit)

    def _scopes(self, logits: Mapping[str, NDArray[np.float64]], vectors: Vectors) -> list[OutOfScope]:
        if self._detector is None:
            return [OutOfScope(score=0.0, flag=False)] * len(vectors)
        return self._detector.judge(logits[self._detector.calibration.field], vectors)

    def _field_predictions(
        self, name: str, probabilities: Probabilities, strange: Sequence[bool], *, shown: int
    ) -> list[FieldPrediction]:
        head, policy = self.heads[name], self.policies[name]
        ranked = np.argsort(-probabilities, axis=1, kind="stable")[:, :shown]
        found = []
        for row, order in enumerate(ranked):
            value, confidence = head.values[order[0]], float(probabilities[row, order[0]])
            tier = policy.tier(value, confidence, out_of_scope=strange[row])
            others = tuple(Candidate(head.values[k], float(probabilities[row, k])) for k in order[1:])
            found.append(FieldPrediction(value, confidence, tier, policy.threshold(value), others))
        return found


def centre_vectors(vectors: Vectors, centre: Vectors) -> Vectors:
    """Vectors (texts, dimension) less `centre` (dimension,), each L2-normalised again."""
    moved = vectors - centre
    norms = np.linalg.norm(moved, axis=1, keepdims=True)
    return np.asarray(moved / np.maximum(norms, _SMALLEST_NORM), dtype=np.float32)


def _read_manifest(path: Path) -> tuple[Manifest, str]:
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
        raise BundleError(
            f"{file} is not a manifest of format version {FORMAT_VERSION}; train the bundle again with this version of "
            "firstline, or use the version that wrote it"
        ) from error


def _verify(path: Path, manifest: Manifest) -> None:
    for name, wanted in manifest.files.items():
        if file_sha256(path / name) != wanted:
            raise BundleError(
                f"{path / name} is damaged: its sha256 is not the manifest's; copy or train the bundle again"
            )


Arrays = Mapping[str, NDArray[Any]]


def _detector(calibration: object, arrays: Arrays) -> OutOfScopeDetector | None:
    if calibration is None:
        return None
    precision = arrays["scope.precision"]
    return OutOfScopeDetector(ScopeCalibration.model_validate(calibration), arrays["centre"], precision)


def _head(entry: Mapping[str, Any], arrays: Arrays, name: str) -> FieldHead:
    return FieldHead(
        values=tuple(entry["values"]),
        prior=arrays[f"{name}.prior"],
        vector=Scorer.from_arrays(arrays, f"{name}.vector"),
        lexical=Scorer.from_arrays(arrays, f"{name}.lexical"),
        vector_weight=float(entry["vector_weight"]),
        lexical_weight=float(entry["lexical_weight"]),
        order=tuple(entry["order"]),
    )
