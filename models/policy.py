"""The policy: what a confidence permits."""

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, Field

from firstline.models.auto_rule import AutoLimit
from firstline.models.prediction import NotAuto, Tier


class ValueLimit(BaseModel):
    """What is asked of one value where it differs from the rest of its field; None is as there."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    target_precision: float | None = Field(default=None, gt=0, lt=1)
    minimum_evidence: int | None = Field(default=None, ge=1)
    cap: float | None = Field(default=None, gt=0, le=1)


class FieldPolicy(BaseModel):
    """The confidences from which a value of one field may be `auto`, `best` or `suggest`; below, it is `abstain`.

    A `best` of 1 is never reached: nothing was held out, so nothing is claimed.

    `auto` holds a threshold only for values whose precision on held-out data is at least `target_precision` by its
    lower confidence bound (Clopper and Pearson 1934, one-sided 95 %) over at least `minimum_evidence` cases, and
    `languages` says for each of them in which languages that holds: in all others it is `best` at most. A value of
    `auto` that is not in `languages` may be so in every one: bundles of format version 2 did not tell them apart. Of
    the held-out tickets given a value no larger share than `cap` lies above its threshold. `limits` are those of single
    values. `never_auto` are the values that the desk leaves to people however good the evidence is.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    target_precision: float = Field(default=0.95, gt=0, lt=1)
    minimum_evidence: int = Field(default=30, ge=1)
    cap: float = Field(default=1.0, gt=0, le=1)
    limits: Mapping[str, ValueLimit] = Field(default_factory=dict)
    auto: Mapping[str, float] = Field(default_factory=dict)
    languages: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    never_auto: tuple[str, ...] = ()
    best: float = Field(default=1.0, ge=0, le=1)
    suggest: float = Field(default=0.0, ge=0, le=1)

    def limit(self, value: str) -> AutoLimit:
        """What is asked of `value` before it may be `auto`."""
        own = self.limits.get(value, ValueLimit())
        return AutoLimit(
            target_precision=own.target_precision or self.target_precision,
            minimum_evidence=own.minimum_evidence or self.minimum_evidence,
            cap=own.cap or self.cap,
        )

    def threshold(self, value: str, *, language: str | None = None) -> float | None:
        """The confidence from which `value` may be `auto` in a request of `language`, None where it never may."""
        if value in self.never_auto or (value in self.languages and language not in self.languages[value]):
            return None
        return self.auto.get(value)

    def not_auto(self, value: str, language: str | None) -> NotAuto | None:
        """Why `value` may not be `auto` in a request of `language`, however confident; None where it may."""
        if self.threshold(value, language=language) is not None:
            return None
        if value in self.never_auto:
            return "never_auto"
        return "language" if value in self.auto else "evidence"

    def tier(self, value: str, confidence: float, *, out_of_scope: bool, language: str | None = None) -> Tier:
        """The tier of one prediction; what does not belong here is never more than an abstention."""
        if out_of_scope:
            return "abstain"
        threshold = self.threshold(value, language=language)
        if threshold is not None and confidence >= threshold:
            return "auto"
        if confidence < self.suggest:
            return "abstain"
        return "best" if self.best < 1 and confidence >= self.best else "suggest"
