"""The deflection record: what customers did on the portal, and who asked a person afterwards."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]

SILENCE = timedelta(hours=12)
"""As the portal counts (`serving/portal.py`)."""


@dataclass(frozen=True, slots=True)
class Interaction:
    """One customer writing one request. `requester_id` is known of those who were signed in.

    `article_ids` were shown at any time, or would have been where it is `held_out`. `verdicts` are pairs of an article
    (None where the customer named none) and `solved`, `did_not_answer` or `not_related`. `vector` (d,) is that of the
    last text; it is None where another encoder than the contacts' made it. `last_at` is when something last happened,
    None where that is when it started. `best` is the article in the first place at the end.
    """

    id: str
    started_at: datetime
    requester_id: str | None = None
    held_out: bool = False
    article_ids: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()
    verdicts: tuple[tuple[str | None, str], ...] = ()
    asked_person: bool = False
    submitted: bool = False
    ticket_id: str | None = None
    last_at: datetime | None = None
    best: str | None = None
    vector: Vector | None = field(default=None, repr=False, compare=False)

    def is_over(self, now: datetime) -> bool:
        """With the request that was sent, else after so much silence as makes what comes next another interaction."""
        return self.submitted or self.ticket_id is not None or (self.last_at or self.started_at) + SILENCE <= now

    @property
    def about(self) -> frozenset[str]:
        """The articles that tell what it is about: the best one, and those that solved it."""
        said = [article_id for article_id, verdict in self.verdicts if verdict == "solved"]
        return frozenset(article_id for article_id in (self.best, *said) if article_id is not None)

    @property
    def solved(self) -> bool:
        return any(verdict == "solved" for _, verdict in self.verdicts)


@dataclass(frozen=True, slots=True)
class Contact:
    """A ticket: who asked a person, when, and out of which interaction where the desk says so."""

    id: str
    at: datetime
    requester_id: str | None = None
    interaction_id: str | None = None
    vector: Vector | None = field(default=None, repr=False, compare=False)
