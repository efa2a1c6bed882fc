"""The bundle: a trained model on disk, self-contained and immutable."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

from firstline.datasets.config import FieldConfig
from firstline.datasets.errors import BundleError
from firstline.datasets.language import detect_language
from firstline.datasets.request_kind import REQUEST_KIND
from firstline.datasets.substance import word_count
from firstline.models.category_tree import Branch, BranchRules, Tree, pruned_fields
from firstline.models.centre import centre_vectors
from firstline.models.encoder import Vectors
from firstline.models.encoder_manifest import file_sha256
from firstline.models.field_evidence import FieldEvidence
from firstline.models.field_head import FieldHead, Logits, Probabilities
from firstline.models.kind_decision import settled_scope
from firstline.models.language_offsets import LanguageOffsets
from firstline.models.lexical_view import LexicalView
from firstline.models.manifest import Manifest, read_manifest
from firstline.models.occlusion import Encode, Occlusion, occlude
from firstline.models.onnx_encoder import OnnxEncoder
from firstline.models.out_of_scope import CAREFUL_FROM, OutOfScopeDetector, ScopeCalibration
from firstline.models.policy import FieldPolicy
from firstline.models.prediction import Candidate, FieldPrediction, OutOfScope, Prediction, SecondRequest
from firstline.models.reason import Reason, reasons
from firstline.models.scorer import Scorer
from firstline.models.second_request import SecondRequestCalibration, SecondRequestDetector

ENCODER_FOLDER = "encoder"
EVIDENCE_NAME = "evidence.safetensors"
SHOWN_ALTERNATIVES = 5
_ELSEWHERE = 15
FEWEST_WORDS = 2
"""Of words with two letters or more; with fewer no field is claimed."""


@dataclass(frozen=True, slots=True)
class Words:
    """What the words of texts say: each head's lexical logits (texts, values), whether there are two requests, and the
    language."""

    logits: Mapping[str, Logits]
    second_requests: Sequence[SecondRequest | None]
    languages: Sequence[str]


class Bundle:
    """A loaded bundle. Loading runs no code from it: ONNX, safetensors and JSON only.

    `version` is the sha256 of the manifest, which holds those of all other files. `centre` is the mean of the
    training vectors, shape (dimension,): heads read `centred(vectors)`. `offsets` are what a text's language adds
    to its vector, for searches among several languages; older bundles have none. `heads` are those of the fields
    and, where there is one, the request kind's, which is no field. `evidence` is what held-out tickets showed of
    each head; bundles of format version 2 have none. `desk` is the name that the desk's configuration had, `name`
    that of the folder.
    """

    def __init__(
        self,
        *,
        name: str,
        version: str,
        manifest: Manifest,
        encoder: OnnxEncoder,
        centre: Vectors,
        offsets: LanguageOffsets | None = None,
        lexical: LexicalView,
        heads: Mapping[str, FieldHead],
        policies: Mapping[str, FieldPolicy],
        detector: OutOfScopeDetector | None,
        tree: Tree | None = None,
        lists: Mapping[str, FieldConfig] | None = None,
        second_request: SecondRequestDetector | None = None,
        evidence: Mapping[str, FieldEvidence] | None = None,
        desk: str = "",
    ) -> None:
        self.name = name
        self.desk = desk
        self.version = version
        self.manifest = manifest
        self.encoder = encoder
        self.centre = centre
        self.offsets = offsets or LanguageOffsets()
        self.heads = heads
        self.policies = policies
        self.evidence = evidence or {}
        self._lexical = lexical
        self._detector = detector
        self._tree = tree or {}
        self._lists = lists or {}
        self._second_request = second_request

    def __repr__(self) -> str:
        return f"Bundle({self.name!r}, version={self.version[:12]}, fields={list(self.fields)})"

    @property
    def fields(self) -> tuple[str, ...]:
        return tuple(name for name in self.heads if name != REQUEST_KIND)

    @property
    def request_kinds(self) -> tuple[str, ...]:
        """The kinds that a request may be predicted as, none where nothing was trained."""
        return self.heads[REQUEST_KIND].values if REQUEST_KIND in self.heads else ()

    @property
    def second_requests(self) -> SecondRequestCalibration | None:
        """What training measured of two requests in one text, None where it found too little to learn it from."""
        return None if self._second_request is None else self._second_request.calibration

    def values(self, field: str) -> tuple[str, ...]:
        """The values that `field` may be predicted as."""
        return self.heads[field].values

    def listed(self, field: str) -> FieldConfig:
        """The closed list of `field` as it was when the bundle was trained, filled up with what was learned of it."""
        head, stored = self.heads[field], self._lists.get(field, FieldConfig())
        rules = self._tree[field].rules if field in self._tree else None
        return stored.model_copy(
            update={
                "values": stored.values or head.values,
                "order": stored.order or head.order,
                "parent": rules.parent if rules else None,
                "children": {above: tuple(below) for above, below in rules.children.items()} if rules else {},
                "never_auto": self.policies[field].never_auto,
            }
        )

    def excluded(self, field: str, parent_value: str) -> frozenset[str]:
        """The values of `field` that a value of its parent excludes; none where it has no parent."""
        if field not in self._tree or parent_value not in (known := self.heads[self._tree[field].rules.parent].values):
            return frozenset()
        allowed = self._tree[field].allowed[known.index(parent_value)]
        return frozenset(value for value, kept in zip(self.values(field), allowed, strict=True) if not kept)

    def parent(self, field: str) -> str | None:
        """The field whose value decides which values of `field` are possible."""
        return self._tree[field].rules.parent if field in self._tree else None

    @classmethod
    def load(cls, path: Path, *, verify: bool = True) -> Self:
        """Read a bundle folder; with `verify`, every file is hashed and compared first.

        Raises BundleError, with what to do, when the folder is missing, damaged or of another format version.
        """
        manifest, version = read_manifest(path)
        if verify:
            _verify(path, manifest)
        try:
            description = json.loads((path / "heads.json").read_text(encoding="utf-8"))
            arrays = load_file(path / "heads.safetensors")
            policies = json.loads((path / "policy.json").read_text(encoding="utf-8"))
            heads = {name: _head(entry, arrays, name) for name, entry in description["fields"].items()}
            lexical = LexicalView.load(path)
            return cls(
                name=path.resolve().name,
                version=version,
                manifest=manifest,
                encoder=OnnxEncoder(path / ENCODER_FOLDER, verify=False),
                centre=arrays["centre"],
                offsets=LanguageOffsets({tag: arrays[f"language.{tag}"] for tag in description.get("languages", ())}),
                lexical=lexical,
                heads=heads,
                policies={name: FieldPolicy.model_validate(entry) for name, entry in policies.items()},
                detector=_detector(description["out_of_scope"], arrays),
                tree=_tree(description.get("tree", {}), heads),
                lists={name: FieldConfig.model_validate(entry) for name, entry in description.get("lists", {}).items()},
                second_request=_second_request(description.get("second_request"), lexical, heads),
                evidence=_evidence(path, manifest, heads),
                desk=str(description.get("desk", "")),
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
        words: Words | None = None,
        fields: Collection[str] | None = None,
        alternatives: int = SHOWN_ALTERNATIVES,
        masked: Mapping[str, Collection[str]] | None = None,
    ) -> list[Prediction]:
        """One prediction for each text, in order.

        `texts` are those of `request_text` and `vectors` (texts, dimension) the encoder's of the same texts. `words`
        is what `read_words` gives for them, where it is known already. `fields` limits the answer, `alternatives` how
        many further values each field names. A text without content gets each field's most frequent value; it and a
        text of less than two words get `abstain`. Every field is a value that its parent's leaves.

        `masked` values of a field are not given, nor do they speak for its children. The others keep their calibrated
        confidence; one that moves up for a masked value is a suggestion at most, for nothing measured it there. So is
        every value of a request that reads little like this desk's, though not flagged as out of scope.
        """
        if not texts:
            return []
        centred, said = centre_vectors(vectors, self.centre), words or self.read_words(texts)
        logits = {name: head.logits(centred, said.logits[name]) for name, head in self.heads.items()}
        scopes = self._scopes(logits, vectors)
        empty = np.array([not text.strip() for text in texts])
        found, doubtful = self._probabilities(logits, empty), _doubtful(texts, scopes, empty)
        moved = self._mask(found, masked or {})
        columns = {
            name: self._field_predictions(
                name,
                probabilities,
                empty if name == REQUEST_KIND else doubtful,
                shown=alternatives + 1,
                whole=found[name],
                moved=moved.get(name),
                languages=said.languages,
            )
            for name, probabilities in pruned_fields(found, self._tree).items()
            if fields is None or name in fields or name == REQUEST_KIND
        }
        kinds = columns.pop(REQUEST_KIND, None)
        predictions = []
        for row, strangeness in enumerate(scopes):
            scope, kind = settled_scope(strangeness, None if kinds is None else kinds[row])
            careful = strangeness.score >= CAREFUL_FROM and not strangeness.flag
            row_fields = {n: c[row].at_most_suggested("unfamiliar") if careful else c[row] for n, c in columns.items()}
            predictions.append(Prediction(row_fields, scope, kind, said.second_requests[row]))
        return predictions

    def read_words(self, texts: Sequence[str], *, usual: Collection[str] = ()) -> Words:
        """What the words alone say: the part of `predict` that needs no vectors. `usual` languages are told sooner."""
        weights = self._lexical.transform(texts)
        detector = self._second_request
        return Words(
            {name: head.lexical_logits(weights) for name, head in self.heads.items()},
            [None if detector is None else detector.judge(text) for text in texts],
            [detect_language(text, usual=usual) for text in texts],
        )

    def occlude(self, text: str, vector: Vectors, encode: Encode) -> Occlusion | None:
        """What `explain` needs to tell the encoder's part too, for all fields at once; None where none has one.

        `vector` is the raw one of `text`, shape (dimension,). At most 24 texts are encoded.
        """
        reads = any(head.vector is not None and head.vector_weight for head in self.heads.values())
        return occlude(text, vector, encode) if reads else None

    def explain(
        self, text: str, field: str, value: str, *, limit: int = 8, occlusion: Occlusion | None = None
    ) -> list[Reason]:
        """The words of `text` that speak most for `value` of `field`, strongest first, then two against it at most.

        Without an `occlusion` of the same text it is their lexical part alone.
        """
        head = self.heads[field]
        known = occlusion is not None and value in head.values
        encoder = occlusion.contributions(head, self.centre, value) if occlusion and known else None
        return reasons(self._lexical, head, text, value, limit=limit, encoder=encoder)

    def _probabilities(
        self, logits: Mapping[str, NDArray[np.float64]], empty: NDArray[np.bool_]
    ) -> dict[str, Probabilities]:
        """Of all heads; the prior for texts without content."""
        found = {name: head.probabilities(logits[name]) for name, head in self.heads.items()}
        for name, head in self.heads.items():
            found[name][empty] = head.prior
        return found

    def _mask(
        self, found: dict[str, Probabilities], masked: Mapping[str, Collection[str]]
    ) -> dict[str, NDArray[np.bool_]]:
        """Put 0 for what is masked, in place; by field, the rows whose likeliest value that was."""
        moved = {}
        for name, values in masked.items():
            hidden = np.isin(self.heads[name].values, list(values))
            if hidden.any():
                moved[name] = hidden[found[name].argmax(axis=1)]
                found[name][:, hidden] = 0.0
        return moved

    def _scopes(self, logits: Mapping[str, NDArray[np.float64]], vectors: Vectors) -> list[OutOfScope]:
        if self._detector is None:
            return [OutOfScope(score=0.0, flag=False)] * len(vectors)
        return self._detector.judge(logits[self._detector.calibration.field], vectors)

    def _field_predictions(
        self,
        name: str,
        probabilities: Probabilities,
        strange: NDArray[np.bool_],
        *,
        shown: int,
        whole: Probabilities,
        moved: NDArray[np.bool_] | None,
        languages: Sequence[str],
    ) -> list[FieldPrediction]:
        head, policy = self.heads[name], self.policies[name]
        ranked = np.argsort(-probabilities, axis=1, kind="stable")[:, :shown]
        found, all_count = [], name not in self._tree and moved is None
        for row, order in enumerate(ranked):
            kept = [k for k in order if probabilities[row, k] > 0 or all_count]
            left = [Candidate(head.values[k], float(probabilities[row, k])) for k in kept]
            best = left[0] if left else Candidate("", 0.0)
            spoken, doubted = languages[row], bool(strange[row]) or not left
            tier = policy.tier(best.value, best.confidence, out_of_scope=doubted, language=spoken)
            threshold, not_auto = policy.threshold(best.value, language=spoken), policy.not_auto(best.value, spoken)
            likeliest = () if all_count else np.argsort(-whole[row], kind="stable")[:_ELSEWHERE]
            elsewhere = tuple(head.values[k] for k in likeliest if not probabilities[row, k])
            answer = FieldPrediction(best.value, best.confidence, tier, threshold, tuple(left[1:]), not_auto, elsewhere)
            found.append(answer.at_most_suggested("list_changed") if moved is not None and moved[row] else answer)
        return found


def _doubtful(texts: Sequence[str], scopes: Sequence[OutOfScope], empty: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Texts of which no field may be claimed; one word may well be thanks, but is too little to say what about."""
    strange = np.array([scope.flag for scope in scopes]) | empty
    return np.logical_or(strange, [word_count(text) < FEWEST_WORDS for text in texts])


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
    read = ScopeCalibration.model_validate(calibration)
    background = Scorer.from_arrays(arrays, "scope.background")
    centre = arrays.get("scope.centre", arrays["centre"])  # a fine-tuned encoder's heads keep the frozen one's centre
    return OutOfScopeDetector(read, centre, arrays["scope.precision"], background)


def _evidence(path: Path, manifest: Manifest, names: Iterable[str]) -> dict[str, FieldEvidence]:
    if EVIDENCE_NAME not in manifest.files:
        return {}
    arrays = load_file(path / EVIDENCE_NAME)
    return {name: found for name in names if (found := FieldEvidence.from_arrays(arrays, name)) is not None}


def _tree(rules: Mapping[str, Any], heads: Mapping[str, FieldHead]) -> Tree:
    tree = {}
    for name, entry in rules.items():
        read = BranchRules.model_validate(entry)
        tree[name] = Branch.of(read, parent_values=heads[read.parent].values, values=heads[name].values)
    return tree


def _second_request(entry: object, view: LexicalView, heads: Mapping[str, FieldHead]) -> SecondRequestDetector | None:
    if entry is None:
        return None
    calibration = SecondRequestCalibration.model_validate(entry)
    head = heads[calibration.field]
    if head.lexical is None:
        raise BundleError("the second-request detector reads the words of a head that has none")
    return SecondRequestDetector(calibration, head.values, view, head.lexical)


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
