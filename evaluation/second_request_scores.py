"""Second-request scores: how often two requests in one text are noticed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from firstline.datasets.ticket import Ticket
from firstline.evaluation.estimate import Estimate, wilson
from firstline.models.prediction import Prediction
from firstline.models.second_request import SecondRequestCalibration

SECOND_REQUEST_COLUMN = "second_request"

_NOT_MARKED = frozenset({"", "false", "no", "0", "none", "null"})


@dataclass(frozen=True, slots=True)
class SecondRequestScores:
    """In training `found` of `pairs` held-out tickets joined into one mail were flagged, and `flagged` of `singles`.

    Of the tickets evaluated, `marked` hold two requests by their column `second_request`, of which `noticed` were
    flagged; `false_alarms` are of the `unmarked` others.
    """

    pairs: int
    found: Estimate
    singles: int
    flagged: Estimate
    marked: int
    noticed: Estimate
    unmarked: int
    false_alarms: Estimate


def second_request_scores(
    calibration: SecondRequestCalibration | None, tickets: Sequence[Ticket], predictions: Sequence[Prediction]
) -> SecondRequestScores | None:
    """None where training found too little to learn it from."""
    if calibration is None:
        return None
    marked = np.array([_is_marked(ticket) for ticket in tickets])
    flagged = np.array([bool(p.second_request and p.second_request.flag) for p in predictions])
    return SecondRequestScores(
        pairs=calibration.pairs,
        found=wilson(calibration.found, calibration.pairs),
        singles=calibration.singles,
        flagged=wilson(calibration.flagged, calibration.singles),
        marked=int(marked.sum()),
        noticed=wilson(int((marked & flagged).sum()), int(marked.sum())),
        unmarked=int((~marked).sum()),
        false_alarms=wilson(int((flagged & ~marked).sum()), int((~marked).sum())),
    )


def _is_marked(ticket: Ticket) -> bool:
    """The mark may be a yes, or what the second request is about."""
    mark = (ticket.model_extra or {}).get(SECOND_REQUEST_COLUMN)
    return bool(mark) and str(mark).strip().casefold() not in _NOT_MARKED
