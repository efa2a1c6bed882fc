"""The learning curve: how a field's accuracy grows with the tickets that it was fitted on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from firstline.training.blend import Blend
from firstline.training.evidence import Evidence
from firstline.training.held_out import Fold

SHARES = (0.1, 0.25, 0.5)
"""The whole is known already: it is the evidence of the fold."""

FEWEST_LEARNED = 200
FEWEST_JUDGED = 40

Judge = Callable[[NDArray[np.intp]], Evidence]
"""Rows to learn from to what such a model says of the fold's judged rows."""


def learning_curve(
    fold: Fold, whole: Evidence, blend: Blend, judge: Judge, *, tickets: int | None = None
) -> list[dict[str, int]]:
    """Points of `{"tickets", "held_out", "right"}`, from few tickets to all of `fold.learn`; empty where they are few.

    Smaller shares are every so many-th row, so that they are as old as the whole and only fewer. All points are judged
    on the same rows with the same `blend`; `whole` is the evidence of a model of all of `fold.learn`. Only the first
    `tickets` rows of the table, by default all, are tickets: what is learned beside them is there at every point.
    """
    is_ticket = fold.learn < (np.inf if tickets is None else tickets)
    own, beside = fold.learn[is_ticket], fold.learn[~is_ticket]
    if len(own) < FEWEST_LEARNED or len(fold.judge) < FEWEST_JUDGED:
        return []
    shares = [own[np.linspace(0, len(own) - 1, round(share * len(own))).astype(int)] for share in SHARES]
    points = [_point(len(rows), judge(np.concatenate((rows, beside))), blend) for rows in shares]
    return [*points, _point(len(own), whole, blend)]


def curve_line(points: Sequence[Mapping[str, int]]) -> str:
    """The curve as one line for people; empty without points."""
    if not points:
        return ""
    shown = ", ".join(f"{point['right'] / point['held_out']:.1%} with {point['tickets']:,}" for point in points)
    return f"learning curve on {points[-1]['held_out']:,} held-out tickets: right {shown}"


def _point(tickets: int, evidence: Evidence, blend: Blend) -> dict[str, int]:
    guesses = blend.logits(evidence.vector, evidence.lexical).argmax(axis=1)
    return {"tickets": tickets, "held_out": len(guesses), "right": int((guesses == evidence.targets).sum())}
