"""The assessment's card: a question of the first screen with its figures, each with how sure it is."""

from __future__ import annotations

from dataclasses import dataclass

from firstline.evaluation.assessment_doubt import FEWEST_JUDGED
from firstline.evaluation.estimate import Estimate

_RARE, _NARROW = 0.1, 2.0


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that stands alone, such as `62 of 100`, its 95 % interval, and whose it is."""

    whose: str
    value: str
    interval: str


@dataclass(frozen=True, slots=True)
class Card:
    """One question of the first screen with its figures and what they mean."""

    question: str
    figures: tuple[Figure, ...]
    meaning: str


def of_tickets(whose: str, share: Estimate, tickets: int, *, fewest: int = FEWEST_JUDGED) -> Figure:
    """Of 100, or where it was measured on fewer than `fewest` tickets of these."""
    if not share.is_defined:
        return Figure(whose, "–", "")
    low, high = 100 * share.low, 100 * share.high
    digits = 1 if 0 < share.value < _RARE and high - low < _NARROW else 0
    interval = f"{low:.{digits}f} to {high:.{digits}f}" if share.low < share.high else ""
    if tickets < fewest:
        return Figure(whose, f"{round(share.value * tickets)} of {tickets}", f"{interval} %" if interval else "")
    return Figure(whose, f"{100 * share.value:.{digits}f} of 100", interval)


def exactly(share: float) -> Estimate:
    return Estimate(share, share, share)


def too_few(tickets: int) -> str:
    return f" Fewer than {FEWEST_JUDGED}: too few to tell." if tickets < FEWEST_JUDGED else ""


def handed_on(whose: str, hops: Estimate) -> Figure:
    """Of 100 tickets: a fraction of a hop is nothing that anybody has seen."""
    return Figure(whose, f"{100 * hops.value:.0f} times", f"{100 * hops.low:.0f} to {100 * hops.high:.0f}")


def avoided(whose: str, hops: Estimate) -> Figure:
    """Of 100 tickets, in words: how many times fewer or more, with the interval in the same direction."""
    low, high = 100 * hops.low, 100 * hops.high
    value = f"{abs(100 * hops.value):.0f} {'more' if hops.value < 0 else 'fewer'}"
    if low < 0 < high and round(-low):
        value, interval = "no sure change", f"{-low:.0f} more to {high:.0f} fewer"
    elif low < 0 < high:
        interval = f"0 to {high:.0f}"
    else:
        interval = f"{min(abs(low), abs(high)):.0f} to {max(abs(low), abs(high)):.0f}"
    return Figure(f"per 100 tickets, {whose}", value, interval)
