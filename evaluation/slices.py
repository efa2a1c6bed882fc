"""The slice: the tickets of one language, channel or the like, scored apart from the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from firstline.evaluation.bootstrap import Bootstrap, Flags
from firstline.evaluation.estimate import Estimate, wilson
from firstline.models.prediction import Tier


@dataclass(frozen=True, slots=True)
class SliceScore:
    """One slice: how often its best value is right, how much of it is `auto` and how often that is right."""

    name: str
    n: int
    accuracy: Estimate
    auto_share: Estimate
    auto_precision: Estimate


def slice_scores(
    names: Sequence[str], correct: Flags, tiers: Sequence[Tier], *, bootstrap: Bootstrap
) -> tuple[SliceScore, ...]:
    """A score for each of the `names` of rows, largest slice first."""
    named, auto = np.asarray(names, dtype=np.str_), np.asarray(tiers, dtype=np.str_) == "auto"
    found, sizes = np.unique(named, return_counts=True)
    order = np.argsort(-sizes, kind="stable")
    return tuple(_slice_score(str(found[i]), named == found[i], correct, auto, bootstrap) for i in order)


def _slice_score(name: str, members: Flags, correct: Flags, auto: Flags, bootstrap: Bootstrap) -> SliceScore:
    right, sent = correct[members], auto[members]
    return SliceScore(
        name=name,
        n=len(right),
        accuracy=bootstrap.share(right),
        auto_share=wilson(int(sent.sum()), len(sent)),
        auto_precision=wilson(int((right & sent).sum()), int(sent.sum())),
    )
