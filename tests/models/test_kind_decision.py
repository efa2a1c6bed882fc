"""Tests of the kind decision."""

from typing import Any

import pytest

from firstline.datasets.ticket import Ticket
from firstline.models.kind_decision import decided_json, kind_decision
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


@pytest.mark.parametrize("kind", ["thanks", "automatic", "spam"])
@pytest.mark.parametrize(
    ("tier", "said"), [("auto", "suggest"), ("best", "suggest"), ("suggest", "suggest"), ("abstain", "auto")]
)
def test_what_most_likely_asks_for_nothing_is_routed_nowhere(kind: str, tier: Tier, said: Tier) -> None:
    field = FieldPrediction("email", 0.97, "auto", 0.9, (Candidate("dns", 0.02),))
    prediction = Prediction({"category": field}, OutOfScope(0.1, flag=False), _prediction(kind, tier).request_kind)
    fields: Any = decided_json(PERSON, prediction)["fields"]
    limited = fields["category"]
    assert (limited["value"], limited["confidence"], limited["tier"]) == ("email", 0.97, said)
    assert limited["threshold"] == (0.9 if said == "auto" else None)


def test_an_abstention_is_not_lifted_to_a_suggestion() -> None:
    decided = kind_decision(AUTOMATIC, _prediction(None))
    assert decided is not None
    assert decided.limited(FieldPrediction("email", 0.1, "abstain", 0.9, ())).tier == "abstain"


def test_two_requests_are_told_only_where_something_was_learned() -> None:
    told = Prediction({}, OutOfScope(0.1, flag=False), None, SecondRequest(0.75, True, "category", ("ssl", "billing")))
    assert decided_json(PERSON, told)["second_request"] == {"flag": True, "score": 0.75}
    assert "second_request" not in decided_json(PERSON, _prediction("thanks"))
