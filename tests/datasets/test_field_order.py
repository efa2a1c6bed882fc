"""Priorities that say themselves where they stand."""

import pytest

from firstline.datasets.field_order import recognised_order


@pytest.mark.parametrize(
    "ordered",
    [
        ("low", "normal", "high", "urgent"),
        ("Low", "Medium", "High", "Critical", "Blocker"),
        ("P4", "P3", "P2", "P1"),
        ("4 - Low", "3 - Medium", "2 - High", "1 - Critical"),
        ("1 - Low", "2 - Normal", "3 - High"),
        ("низкий", "средний", "высокий", "критический"),
        ("Niedrig", "Mittel", "Hoch", "Dringend"),
        ("Lav", "Normal", "Høy", "Kritisk"),
        ("低", "中", "高", "緊急"),
        ("Sev 3", "Sev 2", "Sev 1"),
        ("1 very low", "2 low", "3 normal", "4 high", "5 very high"),
        ("1 sehr niedrig", "2 niedrig", "3 normal", "4 hoch", "5 sehr hoch"),
        ("Низкий", "Средний", "Высокий", "Очень высокий"),
        ("Low", "Medium", "High", "Urgent", "Critical"),
        ("Low", "Normal", "High", "Urgent", "Immediate"),
        ("Низкий", "Нормальный", "Высокий", "Срочный", "Немедленный"),
        ("Низкий", "Нормальный", "Высокий", "Срочный", "Критический"),
    ],
)
def test_a_known_scale_is_put_in_order(ordered):
    assert recognised_order(sorted(ordered)) == ordered


@pytest.mark.parametrize("values", [(), ("low",), ("low", "purple"), ("network", "billing"), ("high", "major")])
def test_an_unknown_or_ambiguous_scale_has_no_order(values):
    assert recognised_order(values) == ()


def test_words_of_one_rank_are_neighbours_in_the_order_that_they_came_in():
    assert recognised_order(["urgent", "major", "high", "low"]) == ("low", "major", "high", "urgent")
    assert recognised_order(["P1 a", "P1 b", "P2"]) == ()
