"""Tests of the threshold fit."""

import numpy as np
import pytest

from firstline.models.auto_rule import precision_lower_bound
from firstline.models.field_evidence import FieldEvidence
from firstline.models.policy import ValueLimit
from firstline.training.threshold_fit import fit_policy, with_auto

VALUES = ("a", "b", "c")


def _evidence(confidence: np.ndarray, right: np.ndarray, guess: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Probabilities whose best value is `guess` with the given confidence, and the truth."""
    probabilities = np.repeat(((1 - confidence) / 2)[:, None], 3, axis=1)
    probabilities[:, guess] = confidence
    return probabilities, np.where(right, guess, (guess + 1) % 3)


def _calibrated(count: int = 2_000, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    generator = np.random.default_rng(seed)
    confidence = generator.uniform(0.4, 1.0, count)
    return _evidence(confidence, generator.random(count) < confidence)


def test_nothing_is_auto_without_evidence() -> None:
    policy = fit_policy(VALUES, np.zeros((0, 3)), np.zeros(0, dtype=np.intp))
    assert policy.auto == {}
    assert policy.tier("a", 0.999, out_of_scope=False) != "auto"


@pytest.mark.parametrize("count", [1, 29, 58])
def test_a_few_cases_are_no_evidence_even_if_all_are_right(count: int) -> None:
    evidence = _evidence(np.full(count, 0.99), np.ones(count, dtype=bool))
    assert fit_policy(VALUES, *evidence).auto == {}


def test_enough_cases_that_are_all_right_allow_auto() -> None:
    evidence = _evidence(np.full(59, 0.9), np.ones(59, dtype=bool))
    policy = fit_policy(VALUES, *evidence)
    assert set(policy.auto) == {"a"}
    assert policy.tier("a", 0.9, out_of_scope=False) == "auto"


def test_what_a_desk_leaves_to_people_is_never_auto_whatever_the_evidence() -> None:
    evidence = _evidence(np.full(59, 0.9), np.ones(59, dtype=bool))
    policy = fit_policy(VALUES, *evidence, never_auto=("a",))
    assert (policy.auto, policy.never_auto) == ({}, ("a",))
    assert policy.tier("a", 0.99, out_of_scope=False) == "best"
    assert fit_policy(VALUES, np.zeros((0, 3)), np.zeros(0, dtype=np.intp), never_auto=("a",)).never_auto == ("a",)


def test_the_minimum_evidence_is_asked_for_whatever_the_bound_says() -> None:
    evidence = _evidence(np.full(100, 0.9), np.ones(100, dtype=bool))
    assert fit_policy(VALUES, *evidence, minimum_evidence=101).auto == {}
    assert fit_policy(VALUES, *evidence, minimum_evidence=100).auto


def test_a_value_that_is_often_wrong_is_never_auto() -> None:
    generator = np.random.default_rng(0)
    evidence = _evidence(np.full(500, 0.99), generator.random(500) < 0.9)
    assert fit_policy(VALUES, *evidence).auto == {}


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("target", [0.8, 0.9, 0.95])
def test_from_an_auto_threshold_on_the_lower_bound_holds(seed: int, target: float) -> None:
    probabilities, targets = _calibrated(10_000, seed=seed)
    policy = fit_policy(VALUES, probabilities, targets, target_precision=target)
    threshold = policy.auto["a"]
    above = probabilities[:, 0] >= threshold
    right = int((targets[above] == 0).sum())
    assert above.sum() >= policy.minimum_evidence
    assert precision_lower_bound(right, int(above.sum())) >= target


def test_a_higher_target_never_lowers_a_threshold() -> None:
    evidence = _calibrated()
    found = [fit_policy(VALUES, *evidence, target_precision=t).auto.get("a", 2.0) for t in (0.7, 0.8, 0.9, 0.95, 0.99)]
    assert found == sorted(found)
    assert found[0] < found[-2]


def test_each_value_is_judged_by_its_own_cases() -> None:
    good = _evidence(np.full(200, 0.9), np.ones(200, dtype=bool), guess=0)
    bad = _evidence(np.full(200, 0.9), np.arange(200) % 2 == 0, guess=1)
    policy = fit_policy(VALUES, np.vstack([good[0], bad[0]]), np.concatenate([good[1], bad[1]]))
    assert set(policy.auto) == {"a"}


def test_a_field_of_one_value_is_never_auto() -> None:
    assert fit_policy(("only",), np.ones((500, 1)), np.zeros(500, dtype=np.intp)).auto == {}


def test_best_begins_where_seven_of_ten_are_right() -> None:
    probabilities, targets = _calibrated(20_000)
    policy = fit_policy(VALUES, probabilities, targets)
    assert policy.best == pytest.approx(0.7, abs=0.05)
    assert policy.suggest <= policy.best


@pytest.mark.parametrize("confidence", [0.61234567, 0.99998, 0.999999999])
def test_the_confidence_that_all_evidence_has_is_enough(confidence: float) -> None:
    """Every case of this confidence was right, so a case of this confidence is no abstention."""
    evidence = _evidence(np.full(100, confidence), np.ones(100, dtype=bool))
    policy = fit_policy(VALUES, *evidence)
    assert policy.best <= confidence
    assert policy.tier("b", confidence, out_of_scope=False) == "best"


def test_what_may_be_auto_is_never_an_abstention() -> None:
    """Where nothing was seen between the threshold and the surest cases, the tiers must not contradict each other."""
    evidence = _evidence(np.full(100, 0.9), np.ones(100, dtype=bool))
    policy = fit_policy(VALUES, *evidence)
    threshold = policy.auto["a"]
    assert policy.tier("a", threshold, out_of_scope=False) == "auto"


@pytest.mark.parametrize("count", [0, 1, 19])
def test_a_handful_of_cases_allows_no_more_than_a_suggestion(count: int) -> None:
    policy = fit_policy(VALUES, *_evidence(np.full(count, 0.9), np.ones(count, dtype=bool)))
    assert policy.tier("a", 0.99, out_of_scope=False) == "suggest"


def test_where_hardly_anything_is_right_everything_is_an_abstention() -> None:
    generator = np.random.default_rng(0)
    probabilities = generator.dirichlet(np.ones(20), 500)
    policy = fit_policy([str(number) for number in range(20)], probabilities, np.zeros(500, dtype=np.intp))
    assert policy.tier("0", 0.3, out_of_scope=False) == "abstain"


def test_auto_holds_in_each_language_by_itself() -> None:
    evidence = _evidence(np.full(120, 0.9), np.ones(120, dtype=bool))
    policy = fit_policy(VALUES, *evidence, languages=["en"] * 100 + ["de"] * 20)
    assert (dict(policy.auto), dict(policy.languages)) == ({"a": 0.9}, {"a": ("en",)})
    assert policy.tier("a", 0.9, out_of_scope=False, language="en") == "auto"
    assert policy.tier("a", 0.9, out_of_scope=False, language="de") == "best"


def test_the_limits_of_a_policy_can_change_without_the_models() -> None:
    probabilities, targets = _calibrated(10_000)
    fitted = fit_policy(VALUES, probabilities, targets)
    evidence = FieldEvidence.of(probabilities, targets)
    assert with_auto(fitted, VALUES, evidence) == fitted
    stricter = with_auto(fitted.model_copy(update={"target_precision": 0.96}), VALUES, evidence)
    assert stricter == fit_policy(VALUES, probabilities, targets, target_precision=0.96)
    assert stricter.auto["a"] > fitted.auto["a"]
    own = {"a": ValueLimit(target_precision=0.9)}
    assert with_auto(fitted.model_copy(update={"limits": own}), VALUES, evidence).auto["a"] < fitted.auto["a"]
