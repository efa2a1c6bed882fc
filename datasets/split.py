"""The split: which tickets teach and which examine."""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from firstline.datasets.request_text import request_text
from firstline.datasets.ticket import Ticket

Places = NDArray[np.intp]

_SHARE_WITH_DATES = 0.9


@dataclass(frozen=True, slots=True)
class Split:
    """Places of tickets, each ascending, none in both.

    `kind` is "time" when the held-out ones are the newest and "random" when dates were missing. `cut_at` is the time of
    the oldest held-out ticket of a split by time.
    """

    training: Places
    holdout: Places
    kind: Literal["time", "random"]
    cut_at: datetime | None = None


def time_split(
    tickets: Sequence[Ticket],
    *,
    holdout: float = 0.2,
    texts: Sequence[str] | None = None,
    labels: Sequence[Hashable] | None = None,
    seed: int = 0,
) -> Split:
    """Hold out the newest tickets where at least nine in ten have a date, otherwise a stratified random share.

    Tickets with the same text stay together, on the side of the first of them: a repost must not examine what its
    original taught. Undated tickets teach in a split by time.

    Args:
        holdout: share of the tickets, above 0 and below 1. Groups of equal texts stay whole, so it is approximate.
        texts: the request text of each ticket, when it is known already.
        labels: what a random split is stratified by, one a ticket; by default category, priority and skill group,
            whichever comes first.
        seed: of the random split.

    Raises:
        ValueError: `holdout` is not between 0 and 1.
    """
    if not 0 < holdout < 1:
        raise ValueError(f"holdout is a share between 0 and 1; {holdout} came")
    groups = _groups(texts if texts is not None else [request_text(ticket) for ticket in tickets])
    moments = [ticket.created_at for ticket in tickets]
    wanted = round(holdout * len(tickets))
    if sum(moment is not None for moment in moments) >= _SHARE_WITH_DATES * len(tickets) > 0:
        return _by_time(groups, moments, wanted, len(tickets))
    strata = labels if labels is not None else [_label(ticket) for ticket in tickets]
    held = _at_random(groups, strata, wanted, seed)
    return _split(held, len(tickets), "random", None)


def _groups(texts: Sequence[str]) -> list[list[int]]:
    """Places of equal texts; a ticket without text is a group of its own."""
    places: dict[Hashable, list[int]] = defaultdict(list)
    for place, text in enumerate(texts):
        key = " ".join(text.casefold().split())
        places[key or place].append(place)
    return list(places.values())


def _by_time(groups: list[list[int]], moments: Sequence[datetime | None], wanted: int, count: int) -> Split:
    def first_seen(group: list[int]) -> tuple[float, int]:
        stamps = [moment.timestamp() if (moment := moments[place]) else float("-inf") for place in group]
        return min(stamps), group[0]

    held: list[int] = []
    for group in sorted(groups, key=first_seen, reverse=True):
        if len(held) >= wanted or first_seen(group)[0] == float("-inf"):
            break
        held += group
    dated = [moment for place in held if (moment := moments[place])]
    return _split(held, count, "time", min(dated, default=None))


def _at_random(groups: list[list[int]], strata: Sequence[Hashable], wanted: int, seed: int) -> list[int]:
    """Deal the groups of each stratum out, largest remainder first, so that every class keeps its share."""
    generator = np.random.default_rng(seed)
    by_stratum: dict[Hashable, list[list[int]]] = defaultdict(list)
    for group in groups:
        by_stratum[strata[group[0]]].append(group)
    count = sum(len(group) for group in groups)
    held: list[int] = []
    owed = 0.0
    for members in by_stratum.values():
        owed += sum(len(group) for group in members) * wanted / max(1, count)
        if len(members) == 1:
            continue  # a class that is only examined can only fail
        for place in generator.permutation(len(members)):
            if owed < 0.5:
                break
            held += members[place]
            owed -= len(members[place])
    return held


def _split(held: list[int], count: int, kind: Literal["time", "random"], cut_at: datetime | None) -> Split:
    mask = np.zeros(count, dtype=bool)
    mask[held] = True
    return Split(np.flatnonzero(~mask), np.flatnonzero(mask), kind, cut_at)


def _label(ticket: Ticket) -> str | None:
    return ticket.category or ticket.priority or ticket.skill_group
