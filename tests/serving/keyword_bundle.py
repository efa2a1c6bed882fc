"""A stand-in for a trained bundle: the same interface, rules for heads, hashed words for an encoder."""

import hashlib
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from pydantic import BaseModel

from firstline.datasets.config import FieldConfig
from firstline.datasets.language import detect_language
from firstline.models.bundle import Words
from firstline.models.encoder import Progress, Vectors
from firstline.models.field_evidence import FieldEvidence
from firstline.models.language_offsets import LanguageOffsets
from firstline.models.policy import FieldPolicy
from firstline.models.prediction import Candidate, FieldPrediction, OutOfScope, Prediction, SecondRequest, Tier

DIMENSION = 64
VALUES = {
    "category": ("card", "transfer", "rate", "other"),
    "priority": ("low", "normal", "high"),
    "skill_group": ("cards", "payments", "treasury", "desk"),
}
WORDS = {
    "card": ("category", "card"), "stolen": ("priority", "high"), "transfer": ("category", "transfer"),
    "rate": ("category", "rate"), "exchange": ("category", "rate"),
}  # fmt: skip
KINDS = ("incident", "thanks", "spam")
KIND_WORDS = {"thanks": "thanks", "broken": "incident", "lottery": "spam"}
GROUP_OF = {"card": "cards", "transfer": "payments", "rate": "treasury", "other": "desk"}


class HashingEncoder:
    """Words hashed to signed directions: texts that share words are near, and nothing is downloaded."""

    fingerprint = hashlib.sha256(b"hashing encoder").hexdigest()
    dimension = DIMENSION

    def __init__(self) -> None:
        self.calls: list[int] = []

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        self.calls.append(len(texts))
        vectors = np.zeros((len(texts), DIMENSION), np.float32)
        for row, text in enumerate(texts):
            vectors[row, 0] = 1e-3
            for word in re.findall(r"\w+", text[:5000].lower()):
                digest = hashlib.md5(word.encode(), usedforsecurity=False).digest()
                vectors[row, digest[0] % DIMENSION] += 1.0 if digest[1] % 2 else -1.0
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        result: Vectors = (vectors / norms).astype(np.float32)
        return result


@dataclass(frozen=True)
class Reason:
    start: int
    end: int
    weight: float
    contribution: float
    lexical: float
    encoder: float | None = None


class Manifest(BaseModel):
    format_version: int = 3
    metrics: dict[str, float] = {}


class KeywordBundle:
    """Stands in for a trained bundle: the same interface, rules for heads."""

    policies: Mapping[str, FieldPolicy] = {}
    evidence: Mapping[str, FieldEvidence] = {}

    def __init__(self) -> None:
        self.encoder = HashingEncoder()
        self.name = "keywords"
        self.version = hashlib.sha256(b"keywords").hexdigest()
        self.centre = np.zeros(DIMENSION, np.float32)
        self.offsets = LanguageOffsets()
        self.manifest = Manifest()
        self.fields = tuple(VALUES)
        self.request_kinds = KINDS

    def values(self, field: str) -> tuple[str, ...]:
        return VALUES[field]

    def listed(self, field: str) -> FieldConfig:
        return FieldConfig(values=VALUES[field])

    def read_words(self, texts: Sequence[str], *, usual: Collection[str] = ()) -> Words:
        """The rules read the texts themselves."""
        return Words({}, [None] * len(texts), [detect_language(text, usual=usual) for text in texts])

    def parent(self, field: str) -> str | None:
        return None

    def excluded(self, field: str, parent_value: str) -> frozenset[str]:
        return frozenset()

    def predict(
        self,
        texts: Sequence[str],
        vectors: Vectors,
        *,
        words: Words | None = None,
        fields: Collection[str] | None = None,
        alternatives: int = 5,
        masked: Mapping[str, Collection[str]] | None = None,
    ) -> list[Prediction]:
        """Always names every other value, however few are asked for."""
        assert alternatives > 0
        assert len(texts) == len(vectors)
        return [self._predict(text, fields or self.fields, masked or {}) for text in texts]

    def occlude(self, text: str, vector: Vectors, encode: Callable[[Sequence[str]], Vectors]) -> None:
        """The rules read no vector."""

    def explain(
        self, text: str, field: str, value: str, *, limit: int = 8, occlusion: object | None = None
    ) -> list[Reason]:
        return [
            Reason(match.start(), match.end(), 1.0, 2.0, 2.0)
            for match in re.finditer(r"\w+", text)
            if match.group().lower() in WORDS
        ][:limit]

    def _predict(self, text: str, fields: Collection[str], masked: Mapping[str, Collection[str]]) -> Prediction:
        said = dict(WORDS[word] for word in re.findall(r"\w+", text.lower()) if word in WORDS)
        best = {"category": said.get("category"), "priority": said.get("priority")}
        best["skill_group"] = GROUP_OF[best["category"]] if best["category"] else None
        scope = OutOfScope(0.1 if said else 0.9, flag=not said)
        kind = next((KIND_WORDS[word] for word in re.findall(r"\w+", text.lower()) if word in KIND_WORDS), None)
        topics = [
            WORDS[word][1] for word in re.findall(r"\w+", text.lower()) if WORDS.get(word, ("",))[0] == "category"
        ]
        two = tuple(dict.fromkeys(topics))[:2]
        second = SecondRequest(0.9, flag=True, field="category", values=two) if len(two) > 1 else None
        found = {
            name: _unmasked(_field(VALUES[name], best[name]), masked.get(name, ())) for name in VALUES if name in fields
        }
        return Prediction(found, scope, _field(KINDS, kind) if kind else None, second)


def _field(values: tuple[str, ...], value: str | None) -> FieldPrediction:
    rest = [other for other in values if other != value]
    if value is None:
        share = 1 / len(values)
        return FieldPrediction(rest[0], share, "abstain", 0.8, tuple(Candidate(v, share) for v in rest[1:]))
    share = 0.1 / len(rest)
    return FieldPrediction(value, 0.9, "auto", 0.8, tuple(Candidate(v, share) for v in rest))


def _unmasked(said: FieldPrediction, masked: Collection[str]) -> FieldPrediction:
    left = [c for c in (Candidate(said.value, said.confidence), *said.alternatives) if c.value not in masked]
    if left[0].value == said.value:
        return replace(said, alternatives=tuple(left[1:]))
    tier: Tier = "abstain" if said.tier == "abstain" else "suggest"
    return FieldPrediction(left[0].value, left[0].confidence, tier, None, tuple(left[1:]))
