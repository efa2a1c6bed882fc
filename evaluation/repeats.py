"""The repeats: how many tickets say again what another ticket said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from firstline.datasets.request_kind import CHASER, REQUEST_KIND
from firstline.datasets.ticket import Ticket
from firstline.evaluation.estimate import Estimate, wilson
from firstline.evaluation.said_again import SaidAgain


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


def repeat_shares(tickets: Sequence[Ticket], texts: Sequence[str], again: SaidAgain) -> RepeatShares:
    """Count them; `texts` are the request texts of the tickets, `again` is what is said again of them."""
    kinds = [kind for ticket in tickets if (kind := ticket.label(REQUEST_KIND))]
    duplicates = sum(ticket.duplicate_of is not None for ticket in tickets)
    with_text = [" ".join(text.casefold().split()) for text in texts if text.strip()]
    chasing = sum(kind == CHASER for kind in kinds)
    return RepeatShares(
        n=len(tickets),
        duplicates=wilson(duplicates, len(tickets)) if duplicates else None,
        chasers=wilson(chasing, len(kinds)) if kinds else None,
        follow_ups=wilson(sum(again.follow_ups), len(tickets)) if with_text else None,
        reposts=wilson(len(with_text) - len(set(with_text)), len(with_text)) if with_text else None,
        while_open=wilson(sum(again.while_open.values()), len(again.while_open)) if again.while_open else None,
        few_requesters=again.few_requesters,
    )
