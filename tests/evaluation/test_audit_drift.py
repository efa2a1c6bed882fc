"""Tests of the audit drift."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from firstline.evaluation.audit_drift import Months, first_and_last_month, label_drift, text_drift

FIRST = datetime(2025, 1, 1, tzinfo=UTC)
TIMES = [FIRST + timedelta(hours=12 * row) for row in range(200)]


@pytest.fixture
def months() -> Months:
    found = first_and_last_month(TIMES)
    assert found is not None
    return found


def test_the_first_thirty_days_and_the_last_are_compared(months: Months) -> None:
    assert (months.first.tolist(), months.last.tolist()) == (list(range(60)), list(range(140, 200)))


@pytest.mark.parametrize("times", [[], [None] * 100, TIMES[:100], TIMES[:10] + TIMES[180:]])
def test_without_two_months_of_enough_tickets_nothing_is_compared(times: list[datetime | None]) -> None:
    assert first_and_last_month(times) is None


def test_labels_that_stay_as_they_were_are_within_chance(months: Months) -> None:
    found = label_drift([("a", "b")[row % 2] for row in range(200)], months)
    assert found is not None
    assert found.distance <= found.chance


def test_labels_that_change_are_named_with_both_shares(months: Months) -> None:
    found = label_drift(["b" if row >= 140 and row % 2 else "a" for row in range(200)], months)
    assert found is not None
    assert found.distance == pytest.approx(0.5)
    assert found.distance > found.chance
    assert {moved.value: (moved.first.value, moved.last.value) for moved in found.moved} == {
        "a": (1.0, 0.5),
        "b": (0.0, 0.5),
    }


def test_new_words_and_moved_vectors_are_told_and_hidden_ones_are_not(months: Months) -> None:
    texts = ["the printer jams" if row < 100 else "the tablet crashes" for row in range(200)]
    texts[150:170] = ["secret " + text for text in texts[150:170]]
    vectors = np.random.default_rng(0).standard_normal((200, 4)).astype(np.float32)
    vectors[100:, 0] += 3
    found = text_drift(texts, vectors, months, hidden=frozenset(range(150, 170)))
    assert set(found.risen) == {"tablet", "crashes"}
    assert set(found.fallen) == {"printer", "jams"}
    assert found.told_apart > 0.95
    assert 0.5 < found.unknown < 0.8


def test_the_same_words_and_vectors_are_no_drift(months: Months) -> None:
    vectors = np.random.default_rng(0).standard_normal((200, 4)).astype(np.float32)
    found = text_drift(["the printer jams"] * 200, vectors, months)
    assert (found.risen, found.fallen, found.unknown) == ((), (), 0.0)
    assert found.told_apart == pytest.approx(0.5, abs=0.15)
