"""Tests of the prediction set."""

import numpy as np
import pytest

from firstline.models.field_evidence import FieldEvidence
from firstline.models.prediction import Candidate
from firstline.models.prediction_set import SetRule, set_rule


def _tickets(count: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Probabilities of ten values that are far from calibrated, and the truth."""
    generator = np.random.default_rng(seed)
    honest = generator.dirichlet(np.full(10, 0.3), count)
    truth = np.array([generator.choice(10, p=row) for row in honest])
    boasting = honest**3
    return boasting / boasting.sum(axis=1, keepdims=True), truth


@pytest.mark.parametrize("coverage", [0.8, 0.9, 0.95])
def test_the_true_value_is_in_the_set_as_often_as_was_asked_for_however_the_model_boasts(coverage: float) -> None:
    hits, sizes = [], []
    for seed in range(20):
        probabilities, truth = _tickets(1_000, seed)
        rule = set_rule(FieldEvidence.of(probabilities[:500], truth[:500]), coverage=coverage)
        assert rule is not None
        for row, true in zip(probabilities[500:], truth[500:], strict=True):
            order = np.argsort(-row)
            found = rule.values([Candidate(str(place), float(row[place])) for place in order])
            hits.append(str(true) in found)
            sizes.append(len(found))
    assert coverage - 0.01 <= np.mean(hits) <= coverage + 0.03
    assert 1 <= np.mean(sizes) < 10


def test_more_coverage_takes_more_values() -> None:
    evidence = FieldEvidence.of(*_tickets(500, 0))
    rules = [set_rule(evidence, coverage=coverage) for coverage in (0.8, 0.9, 0.95)]
    shares = [rule.probability for rule in rules if rule is not None]
    assert len(shares) == 3
    assert shares == sorted(shares, reverse=True)


def test_a_set_is_never_empty() -> None:
    candidates = [Candidate("a", 0.4), Candidate("b", 0.3)]
    assert SetRule(0.9, 0.5).values(candidates) == ("a",)
    assert SetRule(0.9, 0.3).values(candidates) == ("a", "b")
    assert SetRule(0.9, 0.3).values([]) == ()


@pytest.mark.parametrize(("count", "coverage"), [(0, 0.9), (29, 0.9), (50, 0.99)])
def test_too_few_tickets_promise_nothing(count: int, coverage: float) -> None:
    probabilities, truth = _tickets(max(count, 1), 0)
    assert set_rule(FieldEvidence.of(probabilities[:count], truth[:count]), coverage=coverage) is None


@pytest.mark.parametrize("coverage", [0.0, 1.0, 90.0])
def test_an_impossible_coverage_is_refused(coverage: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        set_rule(FieldEvidence.of(*_tickets(50, 0)), coverage=coverage)


def test_nothing_is_promised_where_a_wrong_parent_excluded_the_true_value_too_often():
    probabilities, truth = _tickets(200, 3)
    probabilities[np.arange(60), truth[:60]] = 0.0
    evidence = FieldEvidence.of(probabilities, truth)
    assert set_rule(evidence, coverage=0.9) is None
    assert set_rule(evidence, coverage=0.5) is not None
