"""The kind decision: what a request is, from its mail headers or from its text, and what follows from it."""

from dataclasses import dataclass, replace
from typing import Literal

from firstline.datasets.mail_headers import sent_by_software
from firstline.datasets.request_kind import AUTOMATIC, CHASER, SPAM, WITHOUT_PRIORITY, WITHOUT_ROUTE
from firstline.datasets.ticket import Ticket
from firstline.models.out_of_scope import CAREFUL_FROM
from firstline.models.prediction import Candidate, FieldPrediction, OutOfScope, Prediction

PRIORITY = "priority"

_SETTLED = frozenset({"auto", "best"})
_CLEARLY = 0.8
"""Plain thanks and notices reach .8 to 1. Of 20 bitter thanks that nobody had trained on one was taken for real ones by
more: better to route a mail that asks for nothing than to leave a trouble unanswered."""
_RATHER = 0.5
"""Of 560 requests to other organisations one is taken for thanks by more, and no other by .4."""
_RATHER_SPAM = 0.5
"""Of 16 advertisements that nobody had trained on 14 reach it, of 16 requests that speak of offers a strange one."""
_SURELY = 0.85
"""Of 560 requests to other organisations, 25 seem to ask again by more than .5 and none by .85; real ones reach .97."""


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
        """Whether, clearly, nothing waits to be done."""
        return self.asks_nothing and self.value in WITHOUT_PRIORITY

    @property
    def has_no_route(self) -> bool:
        """Whether, clearly, nobody is asked to do anything."""
        return self.asks_nothing

    @property
    def asks_again(self) -> bool:
        """Whether, for sure, somebody only asks what became of a request."""
        return self.is_settled and self.value == CHASER

    @property
    def may_be_spam(self) -> bool:
        """Whether it is likelier spam than all else together, shown as the answer or not."""
        return self.value == SPAM and self.prediction.confidence >= _RATHER_SPAM

    @property
    def asks_nothing(self) -> bool:
        """Whether, clearly, nobody is asked to do anything: then there is nothing to answer either."""
        return asks_nothing(self.prediction)

    def placed(self, scope: OutOfScope) -> OutOfScope:
        """The verdict on where a request belongs: thanks and automatic mail did not come to the wrong place."""
        return replace(scope, flag=False) if self.has_no_priority else scope

    def limited(self, said: FieldPrediction) -> FieldPrediction:
        """What may be said of a field: a suggestion at most where there is clearly nothing to route.

        Its words may well name a subject; being sure of that would send somebody what nobody asked for, and of no
        field can one be surer than that there is something to route. Spam sounds like trouble on purpose, so that its
        likelihood is enough. Nor of one that asks again: what it is about came before.
        """
        if self.has_no_route or self.may_be_spam:
            return said.at_most_suggested("no_route")
        return said.at_most_suggested("chaser") if self.asks_again else said

    def as_json(self) -> dict[str, object]:
        return {**self.prediction.as_json(), "source": self.source}


_AUTOMATIC_BY_HEADER = KindDecision(FieldPrediction(AUTOMATIC, 1.0, "auto", None, ()), "header")


def asks_nothing(kind: FieldPrediction) -> bool:
    """Whether the likeliest kind is one that asks for nothing, good enough to be shown as the answer, and those kinds
    together are clearly likelier than all others. The agents' side and the portal have this one rule.

    Thanks, automatic mail and spam are taken for each other more than for anything else.
    """
    return kind.tier in _SETTLED and kind.value in WITHOUT_ROUTE and _chance_of_nothing(kind) >= _CLEARLY


def _chance_of_nothing(kind: FieldPrediction) -> float:
    said = (Candidate(kind.value, kind.confidence), *kind.alternatives)
    return sum(candidate.confidence for candidate in said if candidate.value in WITHOUT_ROUTE)


def settled_scope(scope: OutOfScope, kind: FieldPrediction | None) -> tuple[OutOfScope, FieldPrediction | None]:
    """What a kind and the strangeness of the same text leave of each other.

    Strange is what is about something else than this desk. Of such a text the kind is doubtful too, unless it is one
    that is about nothing, and of one that is nearly strange it is a suggestion at most, as every field is; and what is
    rather thanks or automatic mail than not, or surely asks again, did not come to the wrong place, however strange it
    reads.
    """
    if kind is None or scope.score < CAREFUL_FROM:
        return scope, kind
    if not scope.flag:
        return scope, kind if asks_nothing(kind) or _came_right(kind) else kind.at_most_suggested("unfamiliar")
    if _came_right(kind):
        return replace(scope, flag=False), kind
    return scope, kind if asks_nothing(kind) else replace(kind, tier="abstain")


def _came_right(kind: FieldPrediction) -> bool:
    if kind.value in WITHOUT_PRIORITY:
        return kind.tier != "abstain" and _chance_of_nothing(kind) >= _RATHER
    return kind.value == CHASER and kind.confidence >= _SURELY


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
    scope = kind.placed(prediction.out_of_scope).as_json()
    return {**document, "fields": said, "out_of_scope": scope, "request_kind": kind.as_json()}
