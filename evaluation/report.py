"""The report: what an evaluation of a bundle found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from firstline.evaluation.calibration_error import CalibrationScores
from firstline.evaluation.classification import ClassificationScores
from firstline.evaluation.ordinal import OrdinalScores
from firstline.evaluation.out_of_scope_metrics import OutOfScopeScores
from firstline.evaluation.selective import Coverage, CurvePoint
from firstline.evaluation.slices import SliceScore
from firstline.evaluation.tier_scores import TierScore


@dataclass(frozen=True, slots=True)
class FieldReport:
    """How good the bundle is at one field.

    `scores.n` tickets were scored. `without_label` had no value of this field and `machine_labels` one that a machine
    set and no person confirmed: both are left out. `unseen` counts values that the bundle does not know; their tickets
    are scored, as wrong.
    """

    field: str
    scores: ClassificationScores
    calibration: CalibrationScores
    coverages: tuple[Coverage, ...]
    curve: tuple[CurvePoint, ...]
    tiers: tuple[TierScore, ...]
    languages: tuple[SliceScore, ...]
    channels: tuple[SliceScore, ...]
    ordinal: OrdinalScores | None
    without_label: int
    machine_labels: int
    unseen: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class EvaluationReport:
    """All fields of one evaluation. It holds values of fields and counts, never a ticket's text.

    Intervals are 95 %: percentile bootstrap with `resamples` and `seed`, or Wilson's for plain shares of tickets.
    """

    bundle: str
    version: str
    tickets: int
    resamples: int
    seed: int
    fields: tuple[FieldReport, ...]
    out_of_scope: OutOfScopeScores | None
    warnings: tuple[str, ...]

    def __getitem__(self, field: str) -> FieldReport:
        """The report of one field; KeyError when it was not evaluated."""
        for report in self.fields:
            if report.field == field:
                return report
        raise KeyError(field)
