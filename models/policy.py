"""The policy: what a confidence permits."""

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, Field

from firstline.models.prediction import Tier


class FieldPolicy(BaseModel):
    """The confidences from which a value of one field may be `auto`, `best` or `suggest`; below, it is `abstain`.

    A `best` of 1 is never reached: nothing was held out, so nothing is claimed.

    `auto` holds a threshold only for values whose precision on held-out data is at least `target_precision` by its
    lower confidence bound (Clopper and Pearson 1934, one-sided 95 %) over at least `minimum_evidence` cases.
    `never_auto` are the values that the desk leaves to people however good the evidence is.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    target_precision: float = Field(default=0.95, gt=0, lt=1)
    minimum_evidence: int = Field(default=30, ge=1)
    auto: Mapping[str, float] = Field(default_factory=dict)
    never_auto: tuple[str, ...] = ()
    best: float = Field(default=1.0, ge=0, le=1)
    suggest: float = Field(default=0.0, ge=0, le=1)

    def threshold(self, value: str) -> float | None:
        """The confidence from which `value` may be `auto`, None where it never may."""
        return None if value in self.never_auto else self.auto.get(value)

    def tier(self, value: str, confidence: float, *, out_of_scope: bool) -> Tier:
        """The tier of one prediction; what does not belong here is never more than an abstention."""
        if out_of_scope:
            return "abstain"
        threshold = self.threshold(value)
        if threshold is not None and confidence >= threshold:
            return "auto"
        if confidence < self.suggest:
            return "abstain"
        return "best" if self.best < 1 and confidence >= self.best else "suggest"
