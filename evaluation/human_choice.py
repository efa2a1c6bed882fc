"""The human choice: which group the first person chose, where bots or rules made first assignments before them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from firstline.datasets.export_mapping import FIRST_HUMAN
from firstline.datasets.ticket import Ticket
from firstline.evaluation.estimate import Estimate, wilson

_SET_BY = "group_history"


@dataclass(frozen=True, slots=True)
class HumanChoice:
    """The `n` tickets that a person assigned at all, of which a bot or a rule had `after_rule` before: shares of
    `people` and of `firstline` that named the group which resolved the ticket.

    Tickets that a bot assigned and nobody touched are not among them.
    """

    n: int
    after_rule: int
    people: Estimate
    firstline: Estimate


def human_choice(
    tickets: Sequence[Ticket], *, first: Sequence[str], truths: Sequence[str], suggestions: Sequence[str]
) -> HumanChoice | None:
    """What people chose; None where no bot or rule was before them, or nothing tells what they chose then.

    Args:
        first: the first group of each ticket, empty where it is not known.
        truths: the group that resolved it.
        suggestions: what Firstline says.
    """
    chosen = [group_of_human(ticket, group) for ticket, group in zip(tickets, first, strict=True)]
    after = sum(bool(c) and t.set_by.get(_SET_BY) != "human" for c, t in zip(chosen, tickets, strict=True))
    rows = [row for row, group in enumerate(chosen) if group]
    if not after:
        return None
    return HumanChoice(
        n=len(rows),
        after_rule=after,
        people=wilson(sum(chosen[row] == truths[row] for row in rows), len(rows)),
        firstline=wilson(sum(suggestions[row] == truths[row] for row in rows), len(rows)),
    )


def group_of_human(ticket: Ticket, first: str) -> str:
    """The group that the first person chose: the first one where a person chose that; empty where nothing tells."""
    if ticket.set_by.get(_SET_BY) == "human":
        return first
    return ticket.label(FIRST_HUMAN) or ""


def human_sentence(choice: HumanChoice) -> str:
    """What is said beside the figures."""
    return (
        f" People chose a group for {choice.n:,} of these tickets, for {choice.after_rule:,} of them after a bot or a "
        "rule had chosen one; where a bot's choice stood, nobody's is known."
    )
