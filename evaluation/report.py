"""The report: what an evaluation of a bundle found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from firstline.evaluation.automation import Automation
from firstline.evaluation.calibration_error import CalibrationScores
from firstline.evaluation.classification import ClassificationScores
from firstline.evaluation.first_assignment import RoutingComparison
from firstline.evaluation.learning_curve import LearningPoint
from firstline.evaluation.mistake import Mistake
from firstline.evaluation.ordinal import OrdinalScores
from firstline.evaluation.out_of_scope_metrics import OutOfScopeScores
from firstline.evaluation.report_origin import ReportOrigin
from firstline.evaluation.scope_distribution import ScopeDistribution
from firstline.evaluation.search_scores import SearchScores
from firstline.evaluation.second_request_scores import SecondRequestScores
from firstline.evaluation.selective import Coverage, CurvePoint
from firstline.evaluation.set_scores import SetScores
from firstline.evaluation.slices import SliceScore
from firstline.evaluation.tier_scores import TierEdge, TierScore
from firstline.evaluation.tier_threshold import TierThresholds


@dataclass(frozen=True, slots=True)
class FieldReport:
    """How good the bundle is at one field.

    `scores.n` tickets were scored. `without_label` had no value of this field and `machine_labels` one that a machine
    set and no person confirmed: both are left out. `unseen` counts values that the bundle does not know; their tickets
    are scored, as wrong. `under_called` are the mistakes that gave the highest value of an order a lower one.
    `learning` and `automation` were measured when the bundle was trained, on tickets held out then. `best_edge` is how
    good the tier `best` is near its threshold, None where too few tickets got it. `sets` is empty for the request kind.
    """

    field: str
    scores: ClassificationScores
    calibration: CalibrationScores
    coverages: tuple[Coverage, ...]
    curve: tuple[CurvePoint, ...]
    tiers: tuple[TierScore, ...]
    thresholds: TierThresholds
    mistakes: tuple[Mistake, ...]
    under_called: tuple[Mistake, ...]
    languages: tuple[SliceScore, ...]
    channels: tuple[SliceScore, ...]
    ordinal: OrdinalScores | None
    without_label: int
    machine_labels: int
    unseen: Mapping[str, int]
    learning: tuple[LearningPoint, ...]
    brands: tuple[SliceScore, ...] = ()
    automation: Automation | None = None
    best_edge: TierEdge | None = None
    sets: tuple[SetScores, ...] = ()


@dataclass(frozen=True, slots=True)
class EvaluationReport:
    """All fields of one evaluation, and the request kind, which is no field. It holds values, counts, and the subjects
    of a few tickets, no more text.

    `request_kind` is None where no ticket says what it is, or nothing was trained. `routing` sets people's first
    assignments beside Firstline's suggestions, None where the tickets do not tell. `seen` says why so many of the
    tickets may have been trained on that no figure is a merit; it is empty where that is not so. `search` is empty
    unless the tickets say what was to be found, among documents that were given. `warnings` are of what makes a figure
    better or worse than the bundle is, `notes` of what was left out or is little.

    Intervals are 95 %: percentile bootstrap with `resamples` and `seed`, or Wilson's for plain shares of tickets.
    """

    bundle: str
    version: str
    tickets: int
    resamples: int
    seed: int
    fields: tuple[FieldReport, ...]
    out_of_scope: OutOfScopeScores | None
    scope: ScopeDistribution
    search: tuple[SearchScores, ...]
    warnings: tuple[str, ...]
    routing: RoutingComparison | None = None
    seen: str = ""
    request_kind: FieldReport | None = None
    second_requests: SecondRequestScores | None = None
    notes: tuple[str, ...] = ()
    origin: ReportOrigin | None = None

    @property
    def judged(self) -> tuple[FieldReport, ...]:
        """The fields, and the request kind after them."""
        return self.fields if self.request_kind is None else (*self.fields, self.request_kind)

    def __getitem__(self, field: str) -> FieldReport:
        """The report of one field or of the request kind; KeyError when it was not evaluated."""
        for report in self.judged:
            if report.field == field:
                return report
        raise KeyError(field)
