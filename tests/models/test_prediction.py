"""Tests of the prediction."""

import json

from firstline.models.prediction import Candidate, FieldPrediction, OutOfScope, Prediction


def test_a_prediction_has_the_documented_json_shape() -> None:
    field = FieldPrediction("email", 0.7, "best", 0.9, (Candidate("dns", 0.2), Candidate("ssl", 0.1)))
    prediction = Prediction({"category": field}, OutOfScope(0.25, flag=False))
    assert json.loads(json.dumps(prediction.as_json())) == {
        "fields": {
            "category": {
                "value": "email",
                "confidence": 0.7,
                "tier": "best",
                "threshold": 0.9,
                "alternatives": [{"value": "dns", "confidence": 0.2}, {"value": "ssl", "confidence": 0.1}],
            }
        },
        "out_of_scope": {"score": 0.25, "flag": False},
    }


def test_a_value_that_may_never_be_auto_has_no_threshold() -> None:
    assert FieldPrediction("email", 0.7, "best", None, ()).as_json()["threshold"] is None


def test_probabilities_are_written_with_six_digits() -> None:
    field = FieldPrediction("email", 0.12345678, "suggest", None, (Candidate("dns", 0.98765432),))
    shown = field.as_json()
    assert shown["confidence"] == 0.123457
    assert shown["alternatives"] == [{"value": "dns", "confidence": 0.987654}]
    assert OutOfScope(0.12345678, flag=False).as_json()["score"] == 0.123457


def test_a_suggestion_at_most_keeps_its_confidence_and_says_why() -> None:
    sure = FieldPrediction("email", 0.97, "auto", 0.9, (Candidate("dns", 0.02),))
    said = sure.at_most_suggested("unfamiliar")
    assert said == FieldPrediction("email", 0.97, "suggest", None, (Candidate("dns", 0.02),), "unfamiliar")
    assert FieldPrediction("email", 0.1, "abstain", 0.9, ()).at_most_suggested("chaser").tier == "abstain"
