"""The seen tickets: those that a bundle was trained on, or may have been, and that say nothing of how good it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from firstline.datasets.ticket import Ticket
from firstline.datasets.timestamp import parse_timestamp
from firstline.models.manifest import Manifest, texts_fingerprint

_A_FEW = 0.05


@dataclass(frozen=True, slots=True)
class SeenTickets:
    """`warnings` is what to know; `seen` is said in place of any praise, and empty where praise may stand."""

    warnings: tuple[str, ...] = ()
    seen: str = ""


def seen_in_training(manifest: Manifest, tickets: Sequence[Ticket], texts: Sequence[str]) -> SeenTickets:
    """What the manifest tells of tickets that the bundle may have been trained on.

    Args:
        texts: the request texts of `tickets`.
    """
    if texts_fingerprint(texts) == manifest.data.texts_fingerprint:
        warning = "the bundle was trained on these very tickets: every figure is too good; evaluate on later ones"
        return SeenTickets(
            (warning,),
            "The bundle was trained on these very tickets. It knows their answers, so they do not tell how good it is: "
            "evaluate it on later tickets.",
        )
    if manifest.data.last_created_at is None:
        return SeenTickets()
    last = parse_timestamp(manifest.data.last_created_at)
    early = sum(ticket.created_at is not None and ticket.created_at <= last for ticket in tickets)
    if not early:
        return SeenTickets()
    warning = (
        f"{early} of {len(tickets)} tickets are from before {last.date()}, when the bundle's training tickets end: "
        "if they were among those, their figures are too good"
    )
    if early <= _A_FEW * len(tickets):
        return SeenTickets((warning,))
    return SeenTickets(
        (warning,),
        f"{early:,} of these {len(tickets):,} tickets are from before {last.date()}, when the bundle's training "
        "tickets end, and may be among those. Then it knows their answers, so they do not tell how good it is: "
        "evaluate it on later tickets.",
    )
