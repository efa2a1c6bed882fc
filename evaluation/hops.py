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
    counts tickets with 0, 1, 2, … hops, the last of them with that many or more. `at_least`: only first and last groups
    are known (`ends_only`), so that there may have been more hops than these.
    """

    n: int
    unknown: int
    mean: Estimate
    reassigned: Estimate
    many: Estimate
    tickets_by_hops: tuple[int, ...]
    at_least: bool = False


def path(ticket: Ticket) -> tuple[str, ...]:
    """The groups that had the ticket, in order, each once in a row; empty where nothing tells.

    A history that does not end where the ticket did, such as one of the first group only, ends with its `skill_group`.
    """
    told, last = named_groups(ticket), ticket.skill_group
    return (*told, last) if told and last and told[-1] != last else told


def named_groups(ticket: Ticket) -> tuple[str, ...]:
    """The groups of `group_history` as the export names them, in order, each once in a row."""
    return tuple(group for group, _ in groupby(ticket.group_history))


def hops(ticket: Ticket) -> int | None:
    """The desk's own count or that of its path, whichever is more; None where it has neither.

    A path may name the ends only, and a count may have begun late: neither sees a hop that was none.
    """
    groups = path(ticket)
    if ticket.reassignments is None:
        return len(groups) - 1 if groups else None
    return max(len(groups) - 1, round(ticket.reassignments))


def ends_only(tickets: Sequence[Ticket]) -> bool:
    """Whether the export names no group between a ticket's first and its last, and of some that moved counts no hops:
    there are at least those that show."""
    told = [(ticket, groups) for ticket in tickets if (groups := named_groups(ticket))]
    uncounted = any(len(path(ticket)) > 1 for ticket, _ in told if ticket.reassignments is None)
    return uncounted and all(len(groups) == 1 for _, groups in told)


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
        at_least=ends_only(tickets),
    )
