"""Ordinal scores: mistakes of a field whose values have an order, such as priority."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from firstline.evaluation.bootstrap import Bootstrap
from firstline.evaluation.classification import Codes
from firstline.evaluation.estimate import Estimate


@dataclass(frozen=True, slots=True)
class OrdinalScores:
    """`under_called_top` is the share of tickets of the highest value that were given a lower one: the urgent ones that
    would wait. `under_called` and `over_called` are shares of all; `mean_rank_error` is in steps of the order."""

    n: int
    top: int
    under_called_top: Estimate
    under_called: Estimate
    over_called: Estimate
    mean_rank_error: Estimate


def ordinal_scores(truth: Codes, predicted: Codes, *, highest: int, bootstrap: Bootstrap) -> OrdinalScores:
    """Score ranks `predicted` against `truth`, both (rows,), 0 the lowest and `highest` the most urgent."""
    top = truth == highest
    return OrdinalScores(
        n=len(truth),
        top=int(top.sum()),
        under_called_top=bootstrap.share(predicted[top] < highest),
        under_called=bootstrap.share(predicted < truth),
        over_called=bootstrap.share(predicted > truth),
        mean_rank_error=bootstrap.mean(np.abs(predicted - truth).astype(np.float64)),
    )
