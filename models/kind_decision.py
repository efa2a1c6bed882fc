"""The kind decision: what a request is, from its mail headers or from its text, and what follows from it."""

from dataclasses import dataclass
from typing import Literal

from firstline.datasets.mail_headers import sent_by_software
from firstline.datasets.request_kind import AUTOMATIC, WITHOUT_PRIORITY
from firstline.datasets.ticket import Ticket
from firstline.models.prediction import FieldPrediction, Prediction

PRIORITY = "priority"

_SETTLED = frozenset({"auto", "best"})


@dataclass(frozen=True, slots=True)
class KindDecision:
    """What a request is. `source` tells whether a mail header said so or the model."""

    prediction: FieldPrediction
    source: Literal["model", "header"]

    @property
    def value(self) -> str:
        return self.prediction.value

    @property
    def has_no_priority(self) -> bool:
        """Whether nothing waits to be done, and that is sure enough to be shown as the answer."""
        return self.value in WITHOUT_PRIORITY and self.prediction.tier in _SETTLED

    def as_json(self) -> dict[str, object]:
        return {**self.prediction.as_json(), "source": self.source}


_AUTOMATIC_BY_HEADER = KindDecision(FieldPrediction(AUTOMATIC, 1.0, "auto", None, ()), "header")


def kind_decision(ticket: Ticket, prediction: Prediction) -> KindDecision | None:
    """The header's word before the model's; None where neither says anything."""
    if sent_by_software(ticket.mail_headers):
        return _AUTOMATIC_BY_HEADER
    return None if prediction.request_kind is None else KindDecision(prediction.request_kind, "model")


def decided_json(ticket: Ticket, prediction: Prediction) -> dict[str, object]:
    """The prediction of one ticket as `predictions.jsonl` has it: with its kind, and without a priority it has not."""
    kind = kind_decision(ticket, prediction)
    document = prediction.as_json()
    if kind is None:
        return document
    fields = document["fields"]
    if kind.has_no_priority and isinstance(fields, dict) and PRIORITY in fields:
        document["fields"] = {**fields, PRIORITY: FieldPrediction("", 0.0, "abstain", None, ()).as_json()}
    return {**document, "request_kind": kind.as_json()}
