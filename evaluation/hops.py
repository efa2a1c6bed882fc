"""The hops: how often tickets went from one group to another before they were resolved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from firstline.datasets.ticket import Ticket
from firstline.evaluation.bootstrap import Bootstrap
from firstline.evaluation.estimate import Estimate, wilson

MANY = 3


@dataclass(frozen=True, slots=True)
class HopScores:
    """Hops of the `n` tickets that tell of them; `unknown` others do not.

    `mean` is hops a ticket, `reassigned` the share with at least one, `many` that with three or more. `tickets_by_hops`
    counts tickets with 0, 1, 2, … hops, the last of them with that many or more.
    """

    n: int
    unknown: int
    mean: Estimate
    reassigned: Estimate
    many: Estimate
    tickets_by_hops: tuple[int, ...]


def path(ticket: Ticket) -> tuple[str, ...]:
    """The groups that had the ticket, in order, each once in a row; empty where nothing tells."""
    return tuple(group for group, _ in groupby(ticket.group_history))


def hops(ticket: Ticket) -> int | None:
    """The desk's own count, or that of its path; None where it has neither."""
    if ticket.reassignments is not None:
        return max(0, round(ticket.reassignments))
    groups = path(ticket)
    return len(groups) - 1 if groups else None


def hop_scores(tickets: Sequence[Ticket], *, bootstrap: Bootstrap) -> HopScores | None:
    """None where no ticket tells of its hops."""
    known = [count for ticket in tickets if (count := hops(ticket)) is not None]
    if not known:
        return None
    counts = np.asarray(known, dtype=np.int64)
    return HopScores(
        n=len(counts),
        unknown=len(tickets) - len(counts),
        mean=bootstrap.mean(counts.astype(np.float64)),
        reassigned=wilson(int((counts > 0).sum()), len(counts)),
        many=wilson(int((counts >= MANY).sum()), len(counts)),
        tickets_by_hops=tuple(np.bincount(np.minimum(counts, MANY + 1), minlength=MANY + 2).tolist()),
    )
