"""Tests of the audit twins."""

import pytest

from firstline.datasets.ticket import Ticket
from firstline.evaluation.audit_repeat import Repeat
from firstline.evaluation.audit_twins import label_conflicts, shown_conflicts, split_leak, ticket_example
from tests.evaluation.audited import audited_tickets

EQUAL, NEAR = Repeat(0, 99, equal=True), Repeat(10, 98, equal=False)


def test_twins_with_different_labels_are_a_conflict_and_unlabelled_ones_are_not() -> None:
    labels = ["a", "b", "a", None, "a"]
    repeats = [Repeat(0, 1, equal=False), Repeat(0, 2, equal=True), Repeat(3, 4, equal=True)]
    twins, share, differ = label_conflicts(labels, repeats)
    assert (twins, share.value, differ) == (2, 0.5, [repeats[0]])


def test_a_conflict_shows_both_texts_but_never_a_restricted_one() -> None:
    tickets = audited_tickets(100, restricted=99)
    texts, labels = [ticket.body for ticket in tickets], [ticket.category for ticket in tickets]
    repeats = [Repeat(10, 98, equal=False), Repeat(0, 99, equal=True)]
    equal, near = shown_conflicts(tickets, texts, labels, repeats)
    assert equal.equal
    assert (equal.ids, [example.id for example in equal.examples]) == (("T0", "T99"), ["T0"])
    assert [example.id for example in near.examples] == ["T10", "T98"]


def test_an_example_is_one_short_line() -> None:
    example = ticket_example(Ticket(id="1"), "first\n  second " + "x" * 500)
    assert example is not None
    assert example.subject.startswith("first second xxx")
    assert len(example.subject) == 160


def test_the_newest_fifth_leaks_what_an_older_ticket_said() -> None:
    tickets = audited_tickets(100)
    times, texts = [ticket.created_at for ticket in tickets], [ticket.body for ticket in tickets]
    leak = split_leak(tickets, texts, times, [EQUAL, NEAR, Repeat(97, 96, equal=False)])
    assert (leak.judged, leak.since) == (20, times[80])
    assert (leak.equal.value, leak.near.value) == (pytest.approx(1 / 20), pytest.approx(1 / 20))
    assert [example.id for example in leak.examples] == ["T98", "T99"]


def test_without_dates_every_twin_counts() -> None:
    tickets = audited_tickets(100)
    leak = split_leak(tickets, [ticket.body for ticket in tickets], [None] * 100, [EQUAL, NEAR])
    assert (leak.judged, leak.since) == (100, None)
    assert (leak.equal.value, leak.near.value) == (0.02, 0.02)
