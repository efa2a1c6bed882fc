"""Selective prediction: how many tickets can be answered if only the surest are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from firstline.evaluation.bootstrap import Bootstrap, Counts, Flags, Floats
from firstline.evaluation.estimate import UNDEFINED, Estimate, wilson

DEFAULT_PRECISIONS = (0.90, 0.95, 0.99)


@dataclass(frozen=True, slots=True)
class Coverage:
    """The largest share of the most confident tickets whose precision still reaches `precision`.

    `threshold` is the least confidence among them, None where no share reaches it.
    """

    precision: float
    share: Estimate
    threshold: float | None


def coverage_at(measured: Sequence[Coverage], precision: float) -> Coverage | None:
    """The one at `precision`, None where it was not measured or no share reaches it."""
    found = next((one for one in measured if abs(one.precision - precision) < 1e-9), None)
    return None if found is None or found.threshold is None else found


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """One point of the risk-coverage curve (El-Yaniv and Wiener 2010); risk is 1 − precision."""

    share: float
    precision: float
    threshold: float


def coverages(
    confidence: Floats, correct: Flags, *, bootstrap: Bootstrap, precisions: Sequence[float] = DEFAULT_PRECISIONS
) -> tuple[Coverage, ...]:
    """Coverage at each of `precisions`, from `confidence` (rows,) and whether it was `correct` (rows,).

    It is chosen on the very tickets it is measured on, so read it as what is possible, not as what a policy will do.
    """
    if not len(confidence):
        return tuple(Coverage(precision, UNDEFINED, None) for precision in precisions)
    curve = _Curve(confidence, correct)
    wanted = np.asarray(precisions)
    replicates = bootstrap.replicates(lambda counts: curve.shares(counts, wanted), len(confidence))
    values = curve.shares(np.ones((1, len(confidence))), wanted)[0]
    return tuple(
        Coverage(
            precision=float(precision),
            share=_share(float(value), replicates[:, number], len(confidence), bootstrap),
            threshold=curve.threshold(float(value)),
        )
        for number, (precision, value) in enumerate(zip(wanted, values, strict=True))
    )


def _share(value: float, replicates: Floats, rows: int, bootstrap: Bootstrap) -> Estimate:
    """All tickets, or none, in every resample is no certainty: Wilson's interval says how far."""
    if np.all(replicates == value):
        return wilson(round(value * rows), rows, level=bootstrap.level)
    return bootstrap.around(value, replicates)


def risk_coverage(confidence: Floats, correct: Flags, *, points: int = 101) -> tuple[CurvePoint, ...]:
    """The curve at no more than `points` shares, surest first; tickets of equal confidence come in together."""
    if not len(confidence):
        return ()
    curve = _Curve(confidence, correct)
    answered = curve.ends + 1.0
    right = np.cumsum(curve.correct)[curve.ends]
    chosen = np.unique(np.linspace(0, len(curve.ends) - 1, points).round().astype(int))
    return tuple(
        CurvePoint(
            share=float(answered[i] / len(confidence)),
            precision=float(right[i] / answered[i]),
            threshold=float(curve.confidence[curve.ends[i]]),
        )
        for i in chosen
    )


class _Curve:
    """Rows from the surest to the least sure; `ends` are the last rows of each run of equal confidence."""

    def __init__(self, confidence: Floats, correct: Flags) -> None:
        self.order = np.argsort(-confidence, kind="stable")
        self.confidence = confidence[self.order]
        self.correct = correct[self.order].astype(np.float64)
        self.ends = np.flatnonzero(np.append(np.diff(self.confidence) != 0, True))

    def shares(self, counts: Counts, precisions: Floats) -> Floats:
        """Largest share that reaches each precision in each resample, (b, precisions)."""
        drawn = counts[:, self.order]
        answered = np.cumsum(drawn, axis=1)[:, self.ends]
        right = np.cumsum(drawn * self.correct, axis=1)[:, self.ends]
        # Sums of counts are whole numbers; the hair's breadth only absorbs the product with a decimal such as 0.95.
        kept = [np.where(right >= precision * answered - 1e-9, answered, 0.0).max(axis=1) for precision in precisions]
        shares: Floats = np.stack(kept, axis=1) / counts.sum(axis=1, keepdims=True)
        return shares

    def threshold(self, share: float) -> float | None:
        answered = round(share * len(self.confidence))
        return float(self.confidence[answered - 1]) if answered else None
