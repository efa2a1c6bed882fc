"""The prediction: what the trained models say of one request."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

Tier = Literal["auto", "best", "suggest", "abstain"]

NotAuto = Literal[
    "never_auto", "language", "evidence", "list_changed", "unfamiliar", "no_route", "chaser", "current", "excluded"
]
"""Why a value is not `auto` however confident the model is: the desk leaves it to people; the held-out evidence does
not carry it in this language, or in any; the desk's list was changed since it was measured; the request reads
little like this desk's; nobody asks for anything; somebody asks again and the request itself came before; a person said
otherwise; other values were excluded."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One value of a field with its calibrated probability."""

    value: str
    confidence: float


@dataclass(frozen=True, slots=True)
class FieldPrediction:
    """The best value of one field, how sure the model is, and what else it could be.

    `threshold` is the confidence from which `value` may be `auto`, None where it never may. `alternatives` are the
    next values, best first, without `value`. `value` is empty, with confidence 0, only where the value of the field's
    parent leaves none. `not_auto` is why there is no threshold, None where there is one or nobody says why. `elsewhere`
    are the likeliest values that the parent's value excludes, best first: should that one be wrong, they come next.
    """

    value: str
    confidence: float
    tier: Tier
    threshold: float | None
    alternatives: tuple[Candidate, ...]
    not_auto: NotAuto | None = None
    elsewhere: tuple[str, ...] = ()

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """The value itself and its alternatives, best first."""
        return (Candidate(self.value, self.confidence), *self.alternatives)

    def at_most_suggested(self, reason: NotAuto) -> "FieldPrediction":
        """The same as a suggestion at most, for that reason; an abstention stays one."""
        tier: Tier = "abstain" if self.tier == "abstain" else "suggest"
        return replace(self, tier=tier, threshold=None, not_auto=reason)

    def as_json(self) -> dict[str, object]:
        return {
            "value": self.value or None,
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
class SecondRequest:
    """How much a text looks like two requests in one: `score` in [0, 1], `values` what the two seem to be about.

    `values` are those of `field`, in the order of the text, and empty where it is not flagged.
    """

    score: float
    flag: bool
    field: str = ""
    values: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        return {"flag": self.flag, "score": round(self.score, 6)}


@dataclass(frozen=True, slots=True)
class Prediction:
    """All that is said of one request. `request_kind` and `second_request` are None where nothing was trained."""

    fields: Mapping[str, FieldPrediction]
    out_of_scope: OutOfScope
    request_kind: FieldPrediction | None = None
    second_request: SecondRequest | None = None

    def as_json(self) -> dict[str, object]:
        second = {} if self.second_request is None else {"second_request": self.second_request.as_json()}
        return {
            "fields": {name: field.as_json() for name, field in self.fields.items()},
            "out_of_scope": self.out_of_scope.as_json(),
            **second,
        }
