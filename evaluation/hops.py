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
_FEWEST_TOLD, _MOST_INBOXES = 10, 3
_NEARLY_ALL = 0.9


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


def settled_paths(tickets: Sequence[Ticket]) -> list[Ticket]:
    """The tickets, without what is no path: the first group alone of one that has no group yet, where other tickets
    have theirs and no history names more than the first. Nothing tells where such a ticket will end. Nor has any a
    path whose groups are written otherwise than those that tickets end with (`foreign_groups`). Histories that are
    written newest first are turned.
    """
    if is_newest_first(tickets):
        return [ticket.model_copy(update={"group_history": ticket.group_history[::-1]}) for ticket in tickets]
    if foreign_groups(tickets):
        return [ticket.model_copy(update={"group_history": ()}) for ticket in tickets]
    firsts_only = all(len(ticket.group_history) <= 1 for ticket in tickets)
    if not firsts_only or not any(ticket.skill_group and ticket.group_history for ticket in tickets):
        return list(tickets)
    return [
        ticket
        if ticket.skill_group or not ticket.group_history
        else ticket.model_copy(update={"group_history": (), "reassignments": None})
        for ticket in tickets
    ]


def is_newest_first(tickets: Sequence[Ticket]) -> bool:
    """Whether histories that tell begin with the group that their tickets ended with, and hardly any ends with it."""
    told = [(t.group_history, t.skill_group) for t in tickets if len(t.group_history) > 1 and t.skill_group]
    ends = [(history[0] == last, history[-1] == last) for history, last in told if history[0] != history[-1]]
    backward, forward = ends.count((True, False)), ends.count((False, True))
    return backward >= max(_FEWEST_TOLD, _NEARLY_ALL * (backward + forward))


def foreign_groups(tickets: Sequence[Ticket]) -> tuple[str, str] | None:
    """A group of the histories and one that tickets ended with, where no ticket ended with any group of the histories:
    one has names and the other numbers, or too many differ to be inboxes. None where they are of one kind, or few tell.
    """
    told = [(ticket.group_history, ticket.skill_group) for ticket in tickets if ticket.group_history]
    pairs = [(history, last) for history, last in told if last]
    ends = {last.casefold() for _, last in pairs}
    named = {group.casefold() for history, _ in pairs for group in history}
    if len(pairs) < _FEWEST_TOLD or named & ends:
        return None
    numbers = [all(group.strip().isdecimal() for group in groups) for groups in (named, ends)]
    if numbers[0] == numbers[1] and len(named) <= _MOST_INBOXES:
        return None
    return pairs[0][0][0], pairs[0][1]


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
