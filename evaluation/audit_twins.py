"""The audit twins: what tickets that say the same do to labels and to splits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from firstline.datasets.ticket import Ticket
from firstline.evaluation.audit_repeat import Repeat
from firstline.evaluation.audit_report import Conflict, SplitLeak
from firstline.evaluation.estimate import Estimate, wilson
from firstline.evaluation.example import Example

_DATED_SHARE = 0.9
_NEWEST = 0.2
_EXAMPLES = 5
_LONGEST = 160


def ticket_example(ticket: Ticket, text: str) -> Example | None:
    """The first words of `text`; None for a ticket that only some groups may see."""
    if ticket.restricted_to:
        return None
    words = " ".join(text.split())
    return Example(ticket.id, words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…")


def label_conflicts(labels: Sequence[str | None], repeats: Sequence[Repeat]) -> tuple[int, Estimate, list[Repeat]]:
    """The pairs of twins that both carry a label, the share that disagrees, and which those are."""
    both = [pair for pair in repeats if labels[pair.first] is not None and labels[pair.second] is not None]
    differ = [pair for pair in both if labels[pair.first] != labels[pair.second]]
    return len(both), wilson(len(differ), len(both)), differ


def shown_conflicts(
    tickets: Sequence[Ticket], texts: Sequence[str], labels: Sequence[str | None], differ: Sequence[Repeat]
) -> list[Conflict]:
    """The conflicts as people see them, those word for word first."""
    return [_conflict(tickets, texts, labels, pair) for pair in sorted(differ, key=lambda pair: not pair.equal)]


def _conflict(tickets: Sequence[Ticket], texts: Sequence[str], labels: Sequence[str | None], pair: Repeat) -> Conflict:
    rows = (pair.first, pair.second)
    shown = [ticket_example(tickets[row], texts[row]) for row in rows]
    return Conflict(
        values=(str(labels[pair.first]), str(labels[pair.second])),
        ids=(tickets[pair.first].id, tickets[pair.second].id),
        equal=pair.equal,
        examples=tuple(one for one in shown if one is not None),
    )


def split_leak(
    tickets: Sequence[Ticket], texts: Sequence[str], times: Sequence[datetime | None], repeats: Sequence[Repeat]
) -> SplitLeak:
    """How many of the newest fifth say what an older one said; without dates, of all tickets what any other said."""
    dated = sorted((time, row) for row, time in enumerate(times) if time is not None)
    if len(dated) < _DATED_SHARE * len(times) or not dated:
        return _leak(tickets, texts, repeats, judged=range(len(tickets)), older=None, since=None)
    cut = round(len(dated) * (1 - _NEWEST))
    newer = [row for _, row in dated[cut:]]
    older = np.ones(len(tickets), dtype=bool)
    older[newer] = False
    return _leak(tickets, texts, repeats, judged=newer, older=older, since=dated[cut][0] if newer else None)


def _leak(
    tickets: Sequence[Ticket],
    texts: Sequence[str],
    repeats: Sequence[Repeat],
    *,
    judged: Sequence[int],
    older: NDArray[np.bool_] | None,
    since: datetime | None,
) -> SplitLeak:
    group = _groups(len(tickets), repeats)
    members: dict[int, list[int]] = defaultdict(list)
    for row, number in enumerate(group):
        members[number].append(row)
    beside: dict[int, set[int]] = defaultdict(set)
    for pair in repeats:
        if not pair.equal:
            beside[group[pair.first]].add(group[pair.second])
            beside[group[pair.second]].add(group[pair.first])

    def source(row: int, numbers: set[int]) -> int | None:
        others = (other for number in sorted(numbers) for other in members[number] if other != row)
        return next((other for other in others if older is None or older[other]), None)

    equal = {row: found for row in judged if (found := source(row, {group[row]})) is not None}
    near = {row: found for row in judged if row not in equal and (found := source(row, beside[group[row]])) is not None}
    shown = [ticket_example(tickets[row], texts[row]) for row in (*near, *equal)]
    return SplitLeak(
        judged=len(judged),
        since=since,
        equal=wilson(len(equal), len(judged)),
        near=wilson(len(near), len(judged)),
        examples=tuple(one for one in shown if one is not None)[:_EXAMPLES],
    )


def _groups(count: int, repeats: Sequence[Repeat]) -> list[int]:
    """A number for each row: that of the first row with the same text. `repeats` are sorted."""
    group = list(range(count))
    for pair in repeats:
        if pair.equal:
            group[pair.second] = group[pair.first]
    return group
