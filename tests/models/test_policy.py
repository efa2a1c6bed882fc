"""Tests of the policy."""

import pytest
from pydantic import ValidationError

from firstline.models.auto_rule import AutoLimit
from firstline.models.policy import FieldPolicy, ValueLimit
from firstline.models.prediction import Tier

POLICY = FieldPolicy(auto={"billing": 0.9}, best=0.6, suggest=0.3)


@pytest.mark.parametrize(
    ("value", "confidence", "tier"),
    [
        ("billing", 1.0, "auto"),
        ("billing", 0.9, "auto"),
        ("billing", 0.89, "best"),
        ("billing", 0.6, "best"),
        ("billing", 0.59, "suggest"),
        ("billing", 0.3, "suggest"),
        ("billing", 0.29, "abstain"),
        ("billing", 0.0, "abstain"),
    ],
)
def test_a_confidence_reaches_the_tier_whose_threshold_it_meets(value: str, confidence: float, tier: Tier) -> None:
    assert POLICY.tier(value, confidence, out_of_scope=False) == tier


def test_a_value_without_a_threshold_is_never_auto() -> None:
    assert POLICY.threshold("email") is None
    assert POLICY.tier("email", 1.0, out_of_scope=False) == "best"


def test_what_does_not_belong_here_is_an_abstention_however_sure() -> None:
    assert POLICY.tier("billing", 1.0, out_of_scope=True) == "abstain"


def test_without_any_evidence_nothing_is_auto() -> None:
    for confidence in (0.0, 0.5, 0.999, 1.0):
        assert FieldPolicy().tier("billing", confidence, out_of_scope=False) != "auto"


@pytest.mark.parametrize(
    "wrong",
    [
        {"auto_threshold": 0.9},
        {"target_precision": 1.0},
        {"target_precision": 0.0},
        {"minimum_evidence": 0},
        {"best": 1.1},
        {"suggest": -0.1},
        {"auto": {"billing": "high"}},
        {"cap": 0.0},
        {"limits": {"billing": {"target": 0.9}}},
    ],
)
def test_a_policy_file_with_another_key_or_an_impossible_number_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        FieldPolicy.model_validate(wrong)


def test_a_policy_does_not_change() -> None:
    with pytest.raises(ValidationError):
        POLICY.best = 0.1  # type: ignore[misc]


def test_a_policy_comes_back_from_its_file_as_it_was() -> None:
    assert FieldPolicy.model_validate_json(POLICY.model_dump_json()) == POLICY


def test_what_a_desk_never_leaves_to_a_machine_is_best_at_most_however_sure() -> None:
    policy = POLICY.model_copy(update={"never_auto": ("billing",)})
    assert policy.threshold("billing") is None
    assert policy.tier("billing", 1.0, out_of_scope=False) == "best"


def test_a_value_is_auto_only_in_the_languages_that_carry_it() -> None:
    policy = POLICY.model_copy(update={"languages": {"billing": ("en", "no")}})
    said = {language: policy.tier("billing", 0.95, out_of_scope=False, language=language) for language in ("no", "de")}
    assert said == {"no": "auto", "de": "best"}
    assert (policy.threshold("billing", language="en"), policy.threshold("billing", language="de")) == (0.9, None)


def test_where_the_language_is_not_known_no_language_carries_it() -> None:
    policy = POLICY.model_copy(update={"languages": {"billing": ("en",)}})
    assert policy.tier("billing", 0.95, out_of_scope=False) == "best"


def test_a_value_without_a_threshold_says_why() -> None:
    policy = POLICY.model_copy(update={"languages": {"billing": ("en",)}, "never_auto": ("abuse",)})
    said = {value: policy.not_auto(value, "de") for value in ("billing", "abuse", "email")}
    assert said == {"billing": "language", "abuse": "never_auto", "email": "evidence"}
    assert policy.not_auto("billing", "en") is None


def test_a_value_may_have_limits_of_its_own() -> None:
    policy = FieldPolicy(cap=0.5, limits={"billing": ValueLimit(target_precision=0.99)})
    assert policy.limit("billing") == AutoLimit(0.99, 30, 0.5)
    assert policy.limit("email") == AutoLimit(0.95, 30, 0.5)
