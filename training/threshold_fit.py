"""The threshold fit: from held-out confidences to a policy."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.isotonic import IsotonicRegression

from firstline.models.auto_rule import auto_verdict
from firstline.models.field_evidence import FieldEvidence
from firstline.models.field_head import Probabilities
from firstline.models.policy import FieldPolicy
from firstline.training.scorer_fit import Targets

_BEST_RIGHT = 0.7
_SHORT_LIST = 3
_SHORT_LIST_HITS = 0.6
_FEWEST_JUDGED = 20


def fit_policy(
    values: Sequence[str],
    probabilities: Probabilities,
    targets: Targets,
    *,
    languages: Sequence[str] | None = None,
    target_precision: float = 0.95,
    minimum_evidence: int = 30,
    never_auto: Sequence[str] = (),
) -> FieldPolicy:
    """The policy of one field from held-out `probabilities` (texts, values) and true positions (texts,).

    `auto` is what `auto_verdict` says of each value, in each language by itself where `languages` (texts,) are given.
    `best`: the lowest confidence at which seven of ten are right. `suggest`: the lowest at which the right value is
    among the first three in three of five cases. Both are read off a monotone fit of being right on confidence. A
    probability of 0 is an excluded value, which is never right. With fewer than 20 cases nothing is more than a
    suggestion.
    """
    blank = FieldPolicy(
        target_precision=target_precision, minimum_evidence=minimum_evidence, never_auto=tuple(never_auto)
    )
    if len(targets) < _FEWEST_JUDGED:
        return blank
    evidence = FieldEvidence.of(probabilities, targets, languages)
    listed = (np.argsort(-probabilities, axis=1)[:, :_SHORT_LIST] == targets[:, None]).any(axis=1)
    best = _lowest(evidence.confidence, evidence.right, wanted=_BEST_RIGHT)
    suggest = min(best, _lowest(evidence.confidence, listed, wanted=_SHORT_LIST_HITS))
    return with_auto(blank.model_copy(update={"best": best, "suggest": suggest}), values, evidence)


def with_auto(policy: FieldPolicy, values: Sequence[str], evidence: FieldEvidence) -> FieldPolicy:
    """The policy with `auto` and its languages as its limits and the evidence allow; a field of one value has none."""
    auto, languages = {}, {}
    if len(values) > 1 and len(evidence) >= _FEWEST_JUDGED:
        for position, value in enumerate(values):
            verdict = auto_verdict(evidence, position, policy.limit(value))
            if verdict.threshold is None or value in policy.never_auto:
                continue
            auto[value] = verdict.threshold
            if verdict.carried is not None:
                languages[value] = verdict.carried
    return policy.model_copy(update={"auto": auto, "languages": languages})


def _lowest(confidence: NDArray[np.float64], hit: NDArray[np.bool_], *, wanted: float) -> float:
    """The lowest confidence at which the rate of hits, taken to rise with confidence, is at least `wanted`.

    Where even the least confident of the evidence reach it, a calibrated confidence of `wanted` is enough.
    """
    rate = IsotonicRegression(increasing=True).fit(confidence, hit.astype(float)).predict(confidence)
    reached = confidence[rate >= wanted]
    if not len(reached):
        return 1.0
    lowest = math.floor(float(reached.min()) * 10_000) / 10_000
    return min(lowest, wanted) if len(reached) == len(confidence) else lowest
