"""The field answer: what is said of one closed-list field of one ticket."""

from collections.abc import Collection, Mapping
from typing import NotRequired

from typing_extensions import TypedDict

from firstline.datasets.ticket import Ticket
from firstline.models.prediction import Candidate, FieldPrediction, NotAuto, Tier

GROUP_FIELD = "skill_group"


class CandidateAnswer(TypedDict):
    value: str
    confidence: float


class WordAnswer(TypedDict):
    """`[start, end)` in code points of the part as sent.

    `contribution` is what the word adds to the value's logit, against the mean of all values; `weight` the same divided
    by the strongest of the words shown. Both are positive for the value and negative against it. It is the sum of
    `lexical`, exact, and `encoder`, by how much the encoder's part falls without the word; null where the text has more
    words than were tried.
    """

    part: str
    start: int
    end: int
    weight: float
    contribution: float
    lexical: float
    encoder: float | None


class PrecedentAnswer(TypedDict):
    """A resolved ticket much like this one, and the value that it ended with."""

    ticket_id: str
    score: float
    subject: str
    value: str | None


class ExplanationAnswer(TypedDict):
    words: list[WordAnswer]
    precedents: list[PrecedentAnswer]


class FieldAnswer(TypedDict):
    """`value` is None where every value is excluded (by `exclude_groups`, or by the value of the field's parent), and
    for the priority of a request that has none.

    `audit` marks an answer that would have been `auto` and is put before a person all the same, unfilled: what they
    choose measures the precision of `auto`. `not_auto` tells of a `best` or `suggest` why it is no `auto`, where more
    confidence would not make it one. `elsewhere` are the likeliest values that the value of the field's parent
    excludes, best first, for whoever corrects that one.
    """

    value: str | None
    confidence: float
    tier: Tier
    threshold: float | None
    alternatives: list[CandidateAnswer]
    not_auto: NotRequired[NotAuto]
    elsewhere: NotRequired[list[str]]
    current: NotRequired[str]
    audit: NotRequired[bool]
    explanation: NotRequired[ExplanationAnswer]


def set_by_a_person(ticket: Ticket, field: str) -> bool:
    """What a machine or a rule set is not a person's word; where nobody says who set a value, a person did."""
    return ticket.set_by.get(field, "human") == "human"


def field_answer(prediction: FieldPrediction, *, current: str | None, excluded: Collection[str] = ()) -> FieldAnswer:
    """Put `prediction` into words that respect what people decided.

    `auto` never contradicts `current`, and is never given once values were excluded: its threshold was measured with
    all of them. An exclusion says who may not get the ticket, not what it is: every value keeps its own calibrated
    confidence, and a value that moved up has no `threshold`, for the one at hand is another value's.
    """
    first = [Candidate(prediction.value, prediction.confidence)] if prediction.value else []
    ranked = [*first, *prediction.alternatives]
    tier = prediction.tier
    left = [candidate for candidate in ranked if candidate.value not in excluded]
    if len(left) < len(ranked):
        tier = _tier_after_exclusion(tier, first_left=bool(left) and left[0].value == prediction.value)
    stayed = bool(left) and left[0].value == prediction.value
    not_auto = prediction.not_auto if stayed else "excluded"
    if current is not None and current != prediction.value:
        not_auto = not_auto or "current"
    elif excluded:
        not_auto = not_auto or "excluded"
    if tier == "auto" and not_auto is not None:
        tier = "best"
    answer: FieldAnswer = {
        "value": left[0].value if left else None,
        "confidence": round(float(left[0].confidence), 6) if left else 0.0,
        "tier": tier if left else "abstain",
        "threshold": float(prediction.threshold) if stayed and prediction.threshold is not None else None,
        "alternatives": [{"value": c.value, "confidence": round(float(c.confidence), 6)} for c in left[1:]],
    }
    if not_auto is not None and answer["tier"] in ("best", "suggest"):
        answer["not_auto"] = not_auto
    if elsewhere := [value for value in prediction.elsewhere if value not in excluded]:
        answer["elsewhere"] = elsewhere
    if current is not None:
        answer["current"] = current
    return answer


def no_value(*, current: str | None) -> FieldAnswer:
    """What is said of a field that has no value for this ticket."""
    answer: FieldAnswer = {"value": None, "confidence": 0.0, "tier": "abstain", "threshold": None, "alternatives": []}
    return answer if current is None else {**answer, "current": current}


def _tier_after_exclusion(tier: Tier, *, first_left: bool) -> Tier:
    """A value that moved up because another was excluded has no measured precision: a suggestion at most."""
    if tier == "abstain":
        return "abstain"
    return tier if first_left else "suggest"


def said_values(fields: Mapping[str, FieldAnswer], field: str) -> set[str]:
    """All values that an answer named for `field`."""
    said = fields[field]
    return {value for value in (said["value"], *(c["value"] for c in said["alternatives"])) if value is not None}
