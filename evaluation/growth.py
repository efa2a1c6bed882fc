"""The growth: what more labelled tickets would change, carried on from the learning curve."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from firstline.evaluation.learning_curve import LearningPoint

_FEWEST_POINTS = 2


@dataclass(frozen=True, slots=True)
class Growth:
    """`now` is the share right with `tickets`, `doubled` what it may become with twice as many, `gained` what the last
    doubling brought. Carried on as a power law of the errors (Cortes et al. 1994), never by more than the last gain."""

    field: str
    tickets: int
    held_out: int
    now: float
    gained: float
    doubled: float
    is_clear: bool


def growth(field: str, points: Sequence[LearningPoint]) -> Growth | None:
    """None where the curve has fewer than two points. It `is_clear` where the gain is larger than chance makes it."""
    if len(points) < _FEWEST_POINTS:
        return None
    last, before = points[-1], points[-2]
    doublings = math.log2(last.tickets / before.tickets)
    gained = (last.accuracy.value - before.accuracy.value) / doublings if doublings > 0 else 0.0
    errors = [max(1e-3, 1 - point.accuracy.value) for point in points]
    slope = float(np.polyfit(np.log([point.tickets for point in points]), np.log(errors), 1)[0])
    hoped = errors[-1] * (1 - 2**slope)
    first = points[0].accuracy
    return Growth(
        field=field,
        tickets=last.tickets,
        held_out=last.held_out,
        now=last.accuracy.value,
        gained=gained,
        doubled=last.accuracy.value + max(0.0, min(hoped, max(gained, 0.0))),
        is_clear=last.accuracy.low > first.value or last.accuracy.value > first.high,
    )
