"""Customers made up by chance, with an effect of articles that is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

from firstline.evaluation.deflection_record import Contact, Interaction, Vector

BEGIN = datetime(2026, 1, 5, tzinfo=UTC)
LATER = BEGIN + timedelta(days=200)
_TOPICS = np.eye(8, dtype=np.float32)


def about(topic: int) -> Vector:
    """Texts about different topics are about different things."""
    vector: Vector = _TOPICS[topic % 8]
    return vector


@dataclass(frozen=True)
class Customers:
    """`asks` of all would ask a person; articles help `helped` of those, of whom `returns` come back after all."""

    number: int = 2_000
    hold_out: float = 0.2
    asks: float = 0.6
    helped: float = 0.4
    returns: float = 0.0
    signed_in: bool = True

    @property
    def effect(self) -> float:
        """What articles truly keep away."""
        return self.asks * self.helped * (1 - self.returns)

    def live(self, seed: int) -> tuple[list[Interaction], list[Contact]]:
        drawn = np.random.default_rng(seed)
        interactions, contacts = [], []
        for number in range(self.number):
            held_out, asks, helped, returns = drawn.random(4) < (self.hold_out, self.asks, self.helped, self.returns)
            at, person, text = BEGIN + timedelta(hours=number), f"R{number}", about(int(drawn.integers(8)))
            helped = helped and not held_out
            if asks and (not helped or returns):
                wait = timedelta(days=2) if helped else timedelta(minutes=5)
                contacts.append(Contact(f"T{number}", at + wait, person, None, text))
            interactions.append(
                Interaction(
                    id=f"I{number}",
                    started_at=at,
                    requester_id=person if self.signed_in else None,
                    held_out=bool(held_out),
                    article_ids=("A1",),
                    opened=("A1",) if asks and not held_out else (),
                    verdicts=(("A1", "solved"),) if asks and helped else (),
                    submitted=bool(asks and not helped),
                    ticket_id=f"T{number}" if asks and not helped else None,
                    vector=text,
                )
            )
        return interactions, contacts
