"""Tests of the kind decision."""

from typing import Any

import pytest

from firstline.datasets.ticket import Ticket
from firstline.models.kind_decision import asks_nothing, decided_json, kind_decision, settled_scope
from firstline.models.prediction import Candidate, FieldPrediction, OutOfScope, Prediction, SecondRequest, Tier

AUTOMATIC = Ticket(body="Order arrived", mail_headers={"Auto-Submitted": "auto-generated"})
PERSON = Ticket(body="thanks a lot", mail_headers={"Auto-Submitted": "no"})
PRIORITY = FieldPrediction("high", 0.9, "auto", 0.8, (Candidate("low", 0.1),))


def _prediction(kind: str | None, tier: Tier = "best") -> Prediction:
    said = None if kind is None else FieldPrediction(kind, 0.8, tier, None, (Candidate("incident", 0.2),))
    return Prediction({"priority": PRIORITY}, OutOfScope(0.1, flag=False), said)


def test_a_mail_header_decides_before_any_text_and_without_a_head() -> None:
    for prediction in (_prediction("incident", "auto"), _prediction(None)):
        said = decided_json(AUTOMATIC, prediction)["request_kind"]
        assert said == {
            "value": "automatic",
            "confidence": 1.0,
            "tier": "auto",
            "threshold": None,
            "alternatives": [],
            "source": "header",
        }


def test_without_labels_nothing_is_said() -> None:
    assert kind_decision(PERSON, _prediction(None)) is None
    assert "request_kind" not in decided_json(PERSON, _prediction(None))


@pytest.mark.parametrize(
    ("kind", "tier", "value"),
    [
        ("thanks", "auto", None),
        ("automatic", "best", None),
        ("thanks", "suggest", "high"),
        ("thanks", "abstain", "high"),
        ("incident", "auto", "high"),
    ],
)
def test_what_surely_needs_no_answer_has_no_priority(kind: str, tier: Tier, value: str | None) -> None:
    fields: Any = decided_json(PERSON, _prediction(kind, tier))["fields"]
    assert fields["priority"]["value"] == value
    if value is None:
        assert (fields["priority"]["tier"], fields["priority"]["alternatives"]) == ("abstain", [])


@pytest.mark.parametrize(
    ("kind", "tier", "said"),
    [
        *((kind, tier, "suggest") for kind in ("thanks", "automatic", "spam") for tier in ("auto", "best")),
        *((kind, tier, "auto") for kind in ("thanks", "automatic") for tier in ("suggest", "abstain")),
        ("spam", "suggest", "suggest"),
        ("spam", "abstain", "suggest"),
    ],
)
def test_what_clearly_asks_for_nothing_is_routed_nowhere(kind: str, tier: Tier, said: Tier) -> None:
    field = FieldPrediction("email", 0.97, "auto", 0.9, (Candidate("dns", 0.02),))
    prediction = Prediction({"category": field}, OutOfScope(0.1, flag=False), _prediction(kind, tier).request_kind)
    fields: Any = decided_json(PERSON, prediction)["fields"]
    limited = fields["category"]
    assert (limited["value"], limited["confidence"], limited["tier"]) == ("email", 0.97, said)
    assert limited["threshold"] == (0.9 if said == "auto" else None)


def test_of_what_is_likelier_spam_than_not_no_field_is_more_than_a_suggestion() -> None:
    field = FieldPrediction("website_error", 0.97, "best", 0.9, ())
    for confidence, tier in ((0.55, "suggest"), (0.45, "best")):
        kind = _kind("spam", ("incident", 0.4), confidence=confidence, tier="abstain")
        decided = kind_decision(PERSON, Prediction({"category": field}, OutOfScope(0.1, flag=False), kind))
        assert decided is not None
        assert not decided.has_no_route
        assert decided.limited(field).tier == tier


def test_an_abstention_is_not_lifted_to_a_suggestion() -> None:
    decided = kind_decision(AUTOMATIC, _prediction(None))
    assert decided is not None
    assert decided.limited(FieldPrediction("email", 0.1, "abstain", 0.9, ())).tier == "abstain"


def test_two_requests_are_told_only_where_something_was_learned() -> None:
    told = Prediction({}, OutOfScope(0.1, flag=False), None, SecondRequest(0.75, True, "category", ("ssl", "billing")))
    assert decided_json(PERSON, told)["second_request"] == {"flag": True, "score": 0.75}
    assert "second_request" not in decided_json(PERSON, _prediction("thanks"))


def _kind(value: str, *others: tuple[str, float], confidence: float, tier: Tier = "best") -> FieldPrediction:
    return FieldPrediction(value, confidence, tier, None, tuple(Candidate(*other) for other in others))


def test_kinds_that_ask_for_nothing_are_counted_together() -> None:
    assert asks_nothing(_kind("thanks", ("automatic", 0.2), ("incident", 0.15), confidence=0.65))
    assert not asks_nothing(_kind("thanks", ("unclear", 0.15), ("automatic", 0.1), confidence=0.65))
    assert not asks_nothing(_kind("incident", ("thanks", 0.3), ("automatic", 0.3), confidence=0.4))
    for tier in ("suggest", "abstain"):
        assert not asks_nothing(_kind("thanks", confidence=0.9, tier=tier)), (
            "what is not shown as the answer is not one"
        )


def test_a_weak_guess_that_nothing_is_asked_takes_nothing_away() -> None:
    weak = _kind("automatic", ("thanks", 0.04), ("incident", 0.21), confidence=0.75)
    field = FieldPrediction("email", 0.99, "best", 0.9, ())
    said = kind_decision(PERSON, Prediction({"category": field}, OutOfScope(0.1, flag=False), weak))
    assert said is not None
    assert not said.asks_nothing
    assert not said.has_no_route
    assert not said.has_no_priority
    assert said.limited(field) == field


def test_strange_thanks_came_to_the_right_place_and_strange_spam_did_not() -> None:
    strange = OutOfScope(0.9, flag=True)
    for value, flag in (("thanks", False), ("automatic", False), ("spam", True)):
        kind = _kind(value, confidence=0.9)
        assert settled_scope(strange, kind) == (OutOfScope(0.9, flag=flag), kind)


def test_what_is_rather_thanks_than_not_came_to_the_right_place_though_something_may_be_asked() -> None:
    strange, rather = OutOfScope(0.9, flag=True), _kind("thanks", confidence=0.55, tier="suggest")
    assert settled_scope(strange, rather) == (OutOfScope(0.9, flag=False), rather)
    assert not asks_nothing(rather)
    for unlikely in (_kind("thanks", confidence=0.45), _kind("thanks", confidence=0.55, tier="abstain")):
        assert settled_scope(strange, unlikely)[0].flag


def test_of_a_stranger_no_other_kind_is_claimed() -> None:
    strange = OutOfScope(0.9, flag=True)
    scope, kind = settled_scope(strange, _kind("incident", confidence=0.9, tier="best"))
    assert kind is not None
    assert (scope, kind.tier) == (strange, "abstain")
    assert settled_scope(strange, None) == (strange, None)


def test_of_what_is_nearly_strange_the_kind_is_a_suggestion_at_most_as_every_field_is() -> None:
    nearly = OutOfScope(0.4, flag=False)
    scope, kind = settled_scope(nearly, _kind("incident", confidence=0.9, tier="best"))
    assert kind is not None
    assert (scope, kind.tier, kind.not_auto) == (nearly, "suggest", "unfamiliar")
    for plain in (_kind("thanks", confidence=0.9, tier="best"), _kind("chaser", confidence=0.97, tier="best")):
        assert settled_scope(nearly, plain) == (nearly, plain)
    familiar, sure = OutOfScope(0.1, flag=False), _kind("incident", confidence=0.9, tier="best")
    assert settled_scope(familiar, sure) == (familiar, sure)


def test_who_surely_asks_again_came_to_the_right_place() -> None:
    strange = OutOfScope(0.9, flag=True)
    sure = _kind("chaser", confidence=0.97, tier="best")
    assert settled_scope(strange, sure) == (OutOfScope(0.9, flag=False), sure)
    scope, kind = settled_scope(strange, _kind("chaser", confidence=0.8, tier="best"))
    assert scope.flag
    assert kind is not None
    assert kind.tier == "abstain"


def test_of_a_request_that_asks_again_no_field_is_more_than_a_suggestion() -> None:
    decided = kind_decision(PERSON, _prediction("chaser", "best"))
    assert decided is not None
    said = decided.limited(FieldPrediction("email", 0.97, "auto", 0.9, ()))
    assert (said.tier, said.threshold, said.not_auto) == ("suggest", None, "chaser")
    unsure = kind_decision(PERSON, _prediction("chaser", "suggest"))
    assert unsure is not None
    assert unsure.limited(FieldPrediction("email", 0.97, "auto", 0.9, ())).tier == "auto"
