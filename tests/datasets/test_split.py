"""The newest tickets examine what the older ones taught."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from firstline.datasets.split import time_split
from firstline.datasets.ticket import Ticket

START = datetime(2026, 1, 1, tzinfo=UTC)


def dated(count: int) -> list[Ticket]:
    return [Ticket(body=f"text number {n}", created_at=START + timedelta(days=count - n)) for n in range(count)]


def test_the_newest_are_held_out_whatever_their_order():
    split = time_split(dated(10))
    assert split.kind == "time"
    assert split.holdout.tolist() == [0, 1]
    assert split.training.tolist() == list(range(2, 10))
    assert split.cut_at == START + timedelta(days=9)


def test_a_repost_stays_with_its_original():
    tickets = [*dated(10), Ticket(body="Text  number 9", created_at=START + timedelta(days=99))]
    split = time_split(tickets)
    assert {9, 10} <= set(split.training.tolist())


def test_few_missing_dates_teach_and_many_make_the_split_random():
    assert time_split([*dated(18), Ticket(body="a"), Ticket(body="b")]).training.tolist()[-2:] == [18, 19]
    assert time_split([*dated(8), Ticket(body="a"), Ticket(body="b")]).kind == "random"


def test_a_random_split_keeps_the_shares_of_classes_and_its_seed():
    tickets = [Ticket(body=f"t {n}", category="a" if n % 4 else "b") for n in range(400)]
    split = time_split(tickets, holdout=0.25)
    held = [tickets[place].category for place in split.holdout]
    assert (held.count("a"), held.count("b")) == (75, 25)
    assert np.array_equal(split.holdout, time_split(tickets, holdout=0.25).holdout)
    assert not np.array_equal(split.holdout, time_split(tickets, holdout=0.25, seed=1).holdout)


def test_equal_texts_are_on_one_side_of_a_random_split():
    tickets = [Ticket(body=f"t {n % 20}") for n in range(100)]
    split = time_split(tickets)
    sides = [{place % 20 for place in side.tolist()} for side in (split.training, split.holdout)]
    assert not sides[0] & sides[1]
    assert len(split.holdout) == 20


def test_empty_texts_are_no_duplicates_and_all_places_are_used_once():
    split = time_split([Ticket() for _ in range(10)])
    assert sorted([*split.training.tolist(), *split.holdout.tolist()]) == list(range(10))
    assert len(split.holdout) == 2


def test_a_class_with_one_ticket_teaches():
    tickets = [Ticket(body=f"t {n}", category="a") for n in range(9)] + [Ticket(body="x", category="b")]
    assert 9 in time_split(tickets).training


def test_tiny_and_empty_tables_can_be_split():
    assert time_split([]).training.size == 0
    assert time_split(dated(1)).training.tolist() == [0]


def test_a_share_outside_zero_and_one_is_refused():
    with pytest.raises(ValueError, match="between 0 and 1"):
        time_split(dated(3), holdout=1.0)
