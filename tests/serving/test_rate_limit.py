"""Tests of the rate limit."""

from firstline.serving.rate_limit import RateLimit


def test_one_visitor_is_stopped_and_others_are_not() -> None:
    limit = RateLimit(per_visitor=3, per_key=100)
    assert [limit.wait_seconds("key", "192.0.2.1") for _ in range(3)] == [0, 0, 0]
    assert 1 <= limit.wait_seconds("key", "192.0.2.1") <= 61
    assert limit.wait_seconds("key", "192.0.2.2") == 0
    assert limit.wait_seconds("another", "192.0.2.1") == 0


def test_all_visitors_of_a_key_together_have_a_limit_too() -> None:
    limit = RateLimit(per_visitor=3, per_key=5)
    waits = [limit.wait_seconds("key", f"192.0.2.{number}") for number in range(7)]
    assert [wait > 0 for wait in waits] == [False] * 5 + [True] * 2
