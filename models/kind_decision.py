"""The kind decision: what a request is, from its mail headers or from its text, and what follows from it."""

from dataclasses import dataclass, replace
from typing import Literal

from firstline.datasets.mail_headers import sent_by_software
from firstline.datasets.request_kind import AUTOMATIC, WITHOUT_PRIORITY, WITHOUT_ROUTE
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
    def is_settled(self) -> bool:
        """Whether it is sure enough to be shown as the answer."""
        return self.prediction.tier in _SETTLED

    @property
    def has_no_priority(self) -> bool:
        """Whether nothing waits to be done, for sure."""
        return self.is_settled and self.value in WITHOUT_PRIORITY

    @property
    def has_no_route(self) -> bool:
        """Whether, most likely, nobody is asked to do anything."""
        return self.prediction.tier != "abstain" and self.value in WITHOUT_ROUTE

    def limited(self, said: FieldPrediction) -> FieldPrediction:
        """What may be said of a field: a suggestion at most where there is most likely nothing to route.

        Its words may well name a subject; being sure of that would send somebody what nobody asked for, and of no
        field can one be surer than that there is something to route.
        """
        if not self.has_no_route:
            return said
        return replace(said, tier="suggest" if said.tier in _SETTLED else said.tier, threshold=None)

    def as_json(self) -> dict[str, object]:
        return {**self.prediction.as_json(), "source": self.source}


_AUTOMATIC_BY_HEADER = KindDecision(FieldPrediction(AUTOMATIC, 1.0, "auto", None, ()), "header")


def kind_decision(ticket: Ticket, prediction: Prediction) -> KindDecision | None:
    """The header's word before the model's; None where neither says anything."""
    if sent_by_software(ticket.mail_headers):
        return _AUTOMATIC_BY_HEADER
    return None if prediction.request_kind is None else KindDecision(prediction.request_kind, "model")


def decided_json(ticket: Ticket, prediction: Prediction) -> dict[str, object]:
    """One ticket as `predictions.jsonl` has it: with its kind, and not surer of the rest than that allows."""
    kind = kind_decision(ticket, prediction)
    document = prediction.as_json()
    if kind is None:
        return document
    fields = {name: kind.limited(said) for name, said in prediction.fields.items()}
    if kind.has_no_priority and PRIORITY in fields:
        fields[PRIORITY] = FieldPrediction("", 0.0, "abstain", None, ())
    said = {name: field.as_json() for name, field in fields.items()}
    return {**document, "fields": said, "request_kind": kind.as_json()}
