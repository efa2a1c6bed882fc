"""The repeats: how many tickets say again what another ticket said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from firstline.datasets.request_kind import REQUEST_KIND
from firstline.datasets.ticket import Ticket
from firstline.evaluation.estimate import Estimate, wilson
from firstline.evaluation.follow_up import follow_ups

_CHASER = "chaser"
_FEWEST, _MOST_OF_ONE, _FEWEST_DISTINCT = 50, 0.2, 0.05


@dataclass(frozen=True, slots=True)
class RepeatShares:
    """Shares of `n` tickets, None where nothing tells.

    `duplicates` people linked to another ticket, `chasers` they marked as such, and `follow_ups` point back to an
    earlier ticket. `reposts` have word for word the text of an earlier one. `while_open` came from a requester who had
    another one open; None also where there are `few_requesters`, so few that they are probably companies.
    """

    n: int
    duplicates: Estimate | None
    chasers: Estimate | None
    follow_ups: Estimate | None
    reposts: Estimate | None
    while_open: Estimate | None
    few_requesters: bool = False


def repeat_shares(tickets: Sequence[Ticket], texts: Sequence[str]) -> RepeatShares:
    """Count them; `texts` are the request texts of the tickets."""
    kinds = [kind for ticket in tickets if (kind := ticket.label(REQUEST_KIND))]
    duplicates = sum(ticket.duplicate_of is not None for ticket in tickets)
    with_text = [" ".join(text.casefold().split()) for text in texts if text.strip()]
    chasing = sum(kind == _CHASER for kind in kinds)
    few = _few_requesters(tickets)
    again = [] if few else [was_open for _, was_open in _while_open(tickets)]
    return RepeatShares(
        n=len(tickets),
        duplicates=wilson(duplicates, len(tickets)) if duplicates else None,
        chasers=wilson(chasing, len(kinds)) if kinds else None,
        follow_ups=wilson(sum(follow_ups(tickets)), len(tickets)) if with_text else None,
        reposts=wilson(len(with_text) - len(set(with_text)), len(with_text)) if with_text else None,
        while_open=wilson(sum(again), len(again)) if again else None,
        few_requesters=few,
    )


def _few_requesters(tickets: Sequence[Ticket]) -> bool:
    """Whether one has more than a fifth of the tickets, or there are fewer than one for twenty."""
    counts = Counter(ticket.requester_id for ticket in tickets if ticket.requester_id)
    total = counts.total()
    if total < _FEWEST:
        return False
    return max(counts.values()) > _MOST_OF_ONE * total or len(counts) < _FEWEST_DISTINCT * total


def says_again(tickets: Sequence[Ticket]) -> list[bool]:
    """Whether each seems to be about an earlier one, so that its own words need not tell its group or topic: it points
    back to one, or came from a person who had one open."""
    again = follow_ups(tickets)
    if not _few_requesters(tickets):
        for row, was_open in _while_open(tickets):
            again[row] = again[row] or was_open
    return again


def _while_open(tickets: Sequence[Ticket]) -> Iterator[tuple[int, bool]]:
    """The place of each ticket with a requester and dates, and whether the same requester's earlier one was still open;
    nothing where no ticket was ever closed."""
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
