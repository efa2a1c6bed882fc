"""The prediction: what the trained models say of one request."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Tier = Literal["auto", "best", "suggest", "abstain"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One value of a field with its calibrated probability."""

    value: str
    confidence: float


@dataclass(frozen=True, slots=True)
class FieldPrediction:
    """The best value of one field, how sure the model is, and what else it could be.

    `threshold` is the confidence from which `value` may be `auto`, None where it never may. `alternatives` are the
    next values, best first, without `value`.
    """

    value: str
    confidence: float
    tier: Tier
    threshold: float | None
    alternatives: tuple[Candidate, ...]

    def as_json(self) -> dict[str, object]:
        return {
            "value": self.value,
            "confidence": round(self.confidence, 6),
            "tier": self.tier,
            "threshold": self.threshold,
            "alternatives": [{"value": c.value, "confidence": round(c.confidence, 6)} for c in self.alternatives],
        }


@dataclass(frozen=True, slots=True)
class OutOfScope:
    """How little a request looks like this desk's own: `score` in [0, 1], higher is stranger."""

    score: float
    flag: bool

    def as_json(self) -> dict[str, object]:
        return {"score": round(self.score, 6), "flag": self.flag}


@dataclass(frozen=True, slots=True)
class Prediction:
    """All fields of one request."""

    fields: Mapping[str, FieldPrediction]
    out_of_scope: OutOfScope

    def as_json(self) -> dict[str, object]:
        return {
            "fields": {name: field.as_json() for name, field in self.fields.items()},
            "out_of_scope": self.out_of_scope.as_json(),
        }
