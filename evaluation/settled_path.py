"""The settled path: what the histories of an export are worth as paths through the groups."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from firstline.datasets.ticket import Ticket
from firstline.evaluation.hops import path

_FEWEST_TOLD, _MOST_INBOXES = 10, 3
_NEARLY_ALL, _ALL = 0.9, 0.98
_UNTOLD = {
    "stayed": (
        ", and each of these moved: the others were taken to have stayed with the group that they have. Is that so? If "
        "not, the share that was right at first is lower."
    ),
    "unknown": (
        ", each of these moved, and nothing says which group has the others: how often the first choice was right "
        "cannot be told from tickets that moved alone. How to: map the column of the group that a ticket has now to "
        "skill_group."
    ),
    "partly": (
        ", and nothing says why the others do not: what is said of first choices is said of these alone. If only "
        "changes were written down, the first group of each is missing, and people look better than they are."
    ),
}


def settled_paths(tickets: Sequence[Ticket]) -> list[Ticket]:
    """The tickets, without what is no path: the first group alone of one that has no group yet, where other tickets
    have theirs and no history names more than the first. Nothing tells where such a ticket will end. Nor has any a
    path whose groups are written otherwise than those that tickets end with (`foreign_groups`), and none of any where
    only tickets that moved have one (`untold`) and nothing says where the others are; where that is known, they stayed
    there. Histories that are written newest first are turned.
    """
    if is_newest_first(tickets):
        tickets = [ticket.model_copy(update={"group_history": ticket.group_history[::-1]}) for ticket in tickets]
    if foreign_groups(tickets) or (kind := untold(tickets)) == "unknown":
        return [ticket.model_copy(update={"group_history": ()}) for ticket in tickets]
    if kind == "stayed":
        return [
            ticket.model_copy(update={"group_history": (ticket.skill_group,)})
            if ticket.skill_group and _is_untold(ticket)
            else ticket
            for ticket in tickets
        ]
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


def untold(tickets: Sequence[Ticket]) -> Literal["stayed", "unknown", "partly"] | None:
    """What tickets without a history mean, where a tenth or more of the tickets that could have one have none.

    Where every history tells of a move, only moves were written down: the others `stayed` in the group they have, or
    are `unknown` where no ticket has a group of its own. Where some histories tell of none, they are told `partly`, for
    a reason that nobody knows. None where few are without, and where few have one.
    """
    told = [ticket for ticket in tickets if ticket.group_history]
    without = [ticket for ticket in tickets if _is_untold(ticket)]
    with_group = any(ticket.skill_group for ticket in tickets)
    if with_group:
        without = [ticket for ticket in without if ticket.skill_group]
    if len(told) < _FEWEST_TOLD or len(without) <= (1 - _NEARLY_ALL) * (len(told) + len(without)):
        return None
    moved = sum(len(path(ticket)) > 1 for ticket in told)
    if moved < _ALL * len(told):
        return "partly"
    return "stayed" if with_group else "unknown"


def _is_untold(ticket: Ticket) -> bool:
    """Whether neither a history nor a count tells of a ticket's path."""
    return not ticket.group_history and ticket.reassignments is None


def history_doubts(tickets: Sequence[Ticket]) -> Iterator[str]:
    """Said where histories are not taken as they stand, or tell less than they seem to."""
    if is_newest_first(tickets):
        yield (
            "the groups that had a ticket begin with the one that it ended with, so that they were taken as written "
            "newest first, and turned. Is that so?"
        )
    if pair := foreign_groups(tickets):
        yield (
            f"the groups that had a ticket before (“{pair[0]}”) are written otherwise than those that it ended with "
            f"(“{pair[1]}”), so that nobody can tell which first choice was right. How to: export both alike, or "
            "rename under [fields.skill_group] in firstline.toml."
        )
        return
    told, kind = sum(bool(ticket.group_history) for ticket in tickets), untold(tickets)
    if kind:
        yield f"{told:,} of {len(tickets):,} tickets say which groups had them{_UNTOLD[kind]}"
