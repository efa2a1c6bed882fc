"""The learning curve, as training measured it and wrote it into the bundle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from firstline.evaluation.estimate import Estimate, wilson


@dataclass(frozen=True, slots=True)
class LearningPoint:
    """A model fitted on `tickets` of the training tickets, judged on `held_out` others."""

    tickets: int
    held_out: int
    accuracy: Estimate


def learning_points(metrics: Mapping[str, Any]) -> tuple[LearningPoint, ...]:
    """The points in one field's metrics of a manifest, from few tickets to many; none where training had too few."""
    return tuple(
        LearningPoint(
            tickets=int(point["tickets"]),
            held_out=int(point["held_out"]),
            accuracy=wilson(int(point["right"]), int(point["held_out"])),
        )
        for point in metrics.get("learning_curve", ())
    )
