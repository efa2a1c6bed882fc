"""The tracked metric: one figure of a training run, as MLflow keeps it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from firstline.evaluation.estimate import wilson
from firstline.evaluation.learning_curve import learning_points

_SHARES = ("accuracy", "top3")
"""Shares of the held-out tickets, whose interval follows from their number alone."""

_NOT_IN_A_NAME = re.compile(r"[^\w.\- :/]")


@dataclass(frozen=True, slots=True)
class TrackedMetric:
    """`step` counts training tickets along a learning curve, and is 0 elsewhere."""

    key: str
    value: float
    step: int = 0


def tracked_metrics(metrics: Mapping[str, Mapping[str, Any]]) -> Iterator[TrackedMetric]:
    """Every number in the metrics of a bundle's manifest, as `FIELD.NAME`.

    Shares of held-out tickets come with `.low` and `.high`, Wilson's 95 % interval; a learning curve as
    `FIELD.learning_accuracy` with the number of training tickets as the step.
    """
    for field, figures in metrics.items():
        name = metric_name(field)
        held_out = figures.get("held_out") or 0
        for key, figure in figures.items():
            if isinstance(figure, int | float) and math.isfinite(figure):
                yield TrackedMetric(f"{name}.{metric_name(key)}", float(figure))
            if key in _SHARES and held_out:
                interval = wilson(round(figure * held_out), held_out)
                yield TrackedMetric(f"{name}.{key}.low", interval.low)
                yield TrackedMetric(f"{name}.{key}.high", interval.high)
        for point in learning_points(figures):
            yield TrackedMetric(f"{name}.learning_accuracy", point.accuracy.value, point.tickets)


def metric_name(text: str) -> str:
    """A name that MLflow takes: other characters become underscores, and it has at most 200."""
    return _NOT_IN_A_NAME.sub("_", text)[:200].strip("./ ") or "_"
