"""Repeats."""

from datetime import UTC, datetime

import pytest

from firstline.datasets.ticket import Ticket
from firstline.evaluation.repeats import RepeatShares
from firstline.evaluation.repeats import repeat_shares as shares_of
from firstline.evaluation.said_again import said_again


def repeat_shares(tickets: list[Ticket], texts: list[str]) -> RepeatShares:
    return shares_of(tickets, texts, said_again(tickets))


def at(hour: int) -> datetime:
    return datetime(2025, 1, 1, hour, tzinfo=UTC)


def test_what_people_marked_and_what_is_word_for_word_the_same_is_counted() -> None:
    tickets = [
        Ticket.model_validate({"body": "no mail", "request_kind": "incident"}),
        Ticket.model_validate({"body": "No  mail", "duplicate_of": "1", "request_kind": "chaser"}),
        Ticket.model_validate({"body": "invoice"}),
    ]
    found = repeat_shares(tickets, [ticket.body for ticket in tickets])
    assert found.duplicates is not None
    assert found.duplicates.value == pytest.approx(1 / 3)
    assert found.chasers is not None
    assert found.chasers.value == 0.5
    assert found.reposts is not None
    assert found.reposts.value == pytest.approx(1 / 3)
    assert found.while_open is None


def test_a_request_of_someone_whose_earlier_one_is_open_is_counted() -> None:
    tickets = [
        Ticket(requester_id="a", created_at=at(1), resolved_at=at(5)),
        Ticket(requester_id="a", created_at=at(2), resolved_at=at(3)),
        Ticket(requester_id="a", created_at=at(6), resolved_at=at(7)),
        Ticket(requester_id="b", created_at=at(2), resolved_at=at(3)),
    ]
    found = repeat_shares(tickets, [""] * 4).while_open
    assert found is not None
    assert found.value == 0.25


def test_what_points_back_or_came_while_another_was_open_says_something_again() -> None:
    tickets = [
        Ticket(id="SD-100", subject="no network", requester_id="a", created_at=at(1), resolved_at=at(5)),
        Ticket(id="SD-101", body="any news?", requester_id="a", created_at=at(2), resolved_at=at(3)),
        Ticket(id="SD-102", body="any news of SD-100?", requester_id="b", created_at=at(7)),
        Ticket(id="SD-103", subject="no network", requester_id="c", created_at=at(8)),
    ]
    assert list(said_again(tickets)) == [False, True, True, False]
    found = repeat_shares(tickets, [ticket.body or "" for ticket in tickets]).follow_ups
    assert found is not None
    assert found.value == 0.25


def test_what_nobody_marked_is_unknown_and_not_none_at_all() -> None:
    found = repeat_shares([Ticket(body="x")], ["x"])
    assert found.duplicates is None
    assert found.chasers is None


def test_requesters_that_are_so_few_that_they_are_companies_give_no_share() -> None:
    def share(names: int) -> tuple[bool, bool]:
        tickets = [
            Ticket(
                id=f"T{n}",
                body="x",
                requester_id=f"K{n % names}",
                created_at=datetime(2026, 1, 1 + n % 28, tzinfo=UTC),
                closed_at=datetime(2026, 2, 1, tzinfo=UTC),
            )
            for n in range(120)
        ]
        found = repeat_shares(tickets, ["x"] * 120)
        return found.few_requesters, found.while_open is None

    assert share(3) == (True, True)
    assert share(60) == (False, False)
