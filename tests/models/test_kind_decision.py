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


def test_two_requests_are_told_only_where_something_was_learned() -> None:
    told = Prediction({}, OutOfScope(0.1, flag=False), None, SecondRequest(0.75, True, "category", ("ssl", "billing")))
    assert decided_json(PERSON, told)["second_request"] == {"flag": True, "score": 0.75}
    assert "second_request" not in decided_json(PERSON, _prediction("thanks"))
