"""What is said again: which tickets seem to be about an earlier one, by what they name and by who asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from firstline.datasets.ticket import Ticket
from firstline.evaluation.follow_up import follow_ups

_FEWEST, _MOST_OF_ONE, _FEWEST_DISTINCT = 50, 0.2, 0.05


@dataclass(frozen=True, slots=True)
class SaidAgain:
    """Of some tickets, in their order, whether each of `follow_ups` points back to an earlier one.

    `while_open` says by their places, of those with a requester and dates, whether the same requester had another one
    open; it is empty where no ticket was ever closed, or there are `few_requesters`, so few that they are probably
    companies.
    """

    follow_ups: Sequence[bool]
    while_open: Mapping[int, bool]
    few_requesters: bool

    def __iter__(self) -> Iterator[bool]:
        """Whether each is about an earlier one in either way: its own words need not tell its group or topic."""
        return (points or self.while_open.get(row, False) for row, points in enumerate(self.follow_ups))


def said_again(tickets: Sequence[Ticket]) -> SaidAgain:
    """Look at all of them."""
    few = _few_requesters(tickets)
    return SaidAgain(follow_ups(tickets), {} if few else dict(_while_open(tickets)), few)


def _few_requesters(tickets: Sequence[Ticket]) -> bool:
    """Whether one has more than a fifth of the tickets, or there are fewer than one for twenty."""
    counts = Counter(ticket.requester_id for ticket in tickets if ticket.requester_id)
    total = counts.total()
    if total < _FEWEST:
        return False
    return max(counts.values()) > _MOST_OF_ONE * total or len(counts) < _FEWEST_DISTINCT * total


def _while_open(tickets: Sequence[Ticket]) -> Iterator[tuple[int, bool]]:
    dated = [
        (ticket.created_at, row, ticket.requester_id, ticket.resolved_at or ticket.closed_at)
        for row, ticket in enumerate(tickets)
        if ticket.requester_id and ticket.created_at
    ]
    if not any(closed for *_, closed in dated):
        return
    open_until: dict[str, datetime] = {}
    for created, row, requester, closed in sorted(dated, key=lambda one: one[:2]):
        before = open_until.get(requester)
        yield row, before is not None and before > created
        if closed is not None:
            open_until[requester] = max(closed, before) if before is not None else closed
