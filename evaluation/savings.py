"""The savings: hops avoided, in minutes and money, where the desk has said what a hop costs."""

from __future__ import annotations

from dataclasses import dataclass

from firstline.evaluation.estimate import Estimate
from firstline.evaluation.first_assignment import RoutingComparison

_TICKETS = 100


@dataclass(frozen=True, slots=True)
class Costs:
    """What the desk says of itself: `[costs]` of firstline.toml. A price without minutes says nothing."""

    minutes_per_hop: float | None = None
    cost_per_minute: float | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Savings:
    """Of 100 tickets, if every suggestion had been followed: `minutes` and, where a minute has a price, `money`."""

    minutes: Estimate
    money: Estimate | None
    currency: str


def savings(routing: RoutingComparison | None, costs: Costs) -> Savings | None:
    """None where the desk has not said how long a hop takes, or nothing is known of hops,
    or not of those past an inbox.

    Passing through an inbox is no hop that is saved: of the two readings the smaller one counts.
    """
    if routing is None or routing.unseen_inbox or costs.minutes_per_hop is None:
        return None
    avoided, intake = routing.hops_avoided, routing.intake
    if intake and intake.hops_avoided.value < avoided.value:
        avoided = intake.hops_avoided
    minutes = _times(avoided, _TICKETS * costs.minutes_per_hop)
    money = None if costs.cost_per_minute is None else _times(minutes, costs.cost_per_minute)
    return Savings(minutes, money, costs.currency)


def _times(figure: Estimate, factor: float) -> Estimate:
    return Estimate(figure.value * factor, figure.low * factor, figure.high * factor)
