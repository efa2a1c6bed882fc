"""The repeats: how many tickets say again what another ticket said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from firstline.datasets.request_kind import REQUEST_KIND
from firstline.datasets.ticket import Ticket
from firstline.evaluation.estimate import Estimate, wilson

_CHASER = "chaser"
_FEWEST, _MOST_OF_ONE, _FEWEST_DISTINCT = 50, 0.2, 0.05


@dataclass(frozen=True, slots=True)
class RepeatShares:
    """Shares of `n` tickets, None where nothing tells.

    `duplicates` people linked to another ticket, `chasers` they marked as such. `reposts` have word for word the text
    of an earlier one. `while_open` came from a requester who had another one open; None also where there
    are `few_requesters`, so few that they are probably companies.
    """

    n: int
    duplicates: Estimate | None
    chasers: Estimate | None
    reposts: Estimate | None
    while_open: Estimate | None
    few_requesters: bool = False


def repeat_shares(tickets: Sequence[Ticket], texts: Sequence[str]) -> RepeatShares:
    """Count them; `texts` are the request texts of the tickets."""
    kinds = [kind for ticket in tickets if (kind := ticket.label(REQUEST_KIND))]
    duplicates = sum(ticket.duplicate_of is not None for ticket in tickets)
    with_text = [" ".join(text.casefold().split()) for text in texts if text.strip()]
    chasing = sum(kind == _CHASER for kind in kinds)
    return RepeatShares(
        n=len(tickets),
        duplicates=wilson(duplicates, len(tickets)) if duplicates else None,
        chasers=wilson(chasing, len(kinds)) if kinds else None,
        reposts=wilson(len(with_text) - len(set(with_text)), len(with_text)) if with_text else None,
        while_open=None if (few := _few_requesters(tickets)) else _while_open(tickets),
        few_requesters=few,
    )


def _few_requesters(tickets: Sequence[Ticket]) -> bool:
    """Whether one has more than a fifth of the tickets, or there are fewer than one for twenty."""
    counts = Counter(ticket.requester_id for ticket in tickets if ticket.requester_id)
    total = counts.total()
    if total < _FEWEST:
        return False
    return max(counts.values()) > _MOST_OF_ONE * total or len(counts) < _FEWEST_DISTINCT * total


def _while_open(tickets: Sequence[Ticket]) -> Estimate | None:
    """Of the tickets with a requester and dates, those that came before the same requester's earlier one was closed."""
    dated = [
        (ticket.requester_id, ticket.created_at, ticket.resolved_at or ticket.closed_at)
        for ticket in tickets
        if ticket.requester_id and ticket.created_at
    ]
    if not any(closed for _, _, closed in dated):
        return None
    open_until: dict[str, datetime] = {}
    again = 0
    for requester, created, closed in sorted(dated, key=lambda one: one[1]):
        before = open_until.get(requester)
        again += before is not None and before > created
        if closed is not None:
            open_until[requester] = max(closed, before) if before is not None else closed
    return wilson(again, len(dated))
