"""The audit pair: two values that are taken for each other, and what one value instead of two would bring."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from firstline.evaluation.bootstrap import Bootstrap
from firstline.evaluation.comparison import compare_answers
from firstline.evaluation.estimate import Estimate
from firstline.evaluation.fold_verdicts import FoldVerdicts

_LOOKED_AT = 30
_SHOWN = 10
_FEWEST_CONFUSED = 5


@dataclass(frozen=True, slots=True)
class AuditPair:
    """Of `tickets` that carry one of the two values, `there` carry the first and were taken for the second, `back` the
    other way round. `gain` is how much more of all judged tickets would be right if the two were one value."""

    first: str
    second: str
    tickets: int
    there: int
    back: int
    gain: Estimate


def confusable_pairs(verdicts: FoldVerdicts, *, bootstrap: Bootstrap) -> tuple[AuditPair, ...]:
    """The pairs whose merging would bring most, largest gain first; those that it would bring nothing are left out.

    The merged value gets the probability of both, so a third value may lose a ticket to it: the gain is what the models
    as they are would reach, not only the confusions that vanish.
    """
    guesses, targets = verdicts.guesses, verdicts.targets
    wrong = guesses != targets
    mixed = Counter(tuple(sorted(pair)) for pair in zip(targets[wrong].tolist(), guesses[wrong].tolist(), strict=True))
    likely = [pair for pair, count in mixed.most_common(_LOOKED_AT) if count >= _FEWEST_CONFUSED]
    found = [pair for pair in _judged(verdicts, likely, bootstrap) if pair.gain.low > 0]
    return tuple(sorted(found, key=lambda pair: -pair.gain.value)[:_SHOWN])


def _judged(verdicts: FoldVerdicts, pairs: list[tuple[int, ...]], bootstrap: Bootstrap) -> Iterator[AuditPair]:
    guesses, targets = verdicts.guesses, verdicts.targets
    right = guesses == targets
    for first, second in pairs:
        merged = verdicts.probabilities.copy()
        merged[:, first] += merged[:, second]
        merged[:, second] = 0.0
        truth = np.where(targets == second, first, targets)
        gain = compare_answers(merged.argmax(axis=1) == truth, right, bootstrap=bootstrap).difference
        yield AuditPair(
            first=verdicts.values[first],
            second=verdicts.values[second],
            tickets=int(np.isin(targets, (first, second)).sum()),
            there=int(((targets == first) & (guesses == second)).sum()),
            back=int(((targets == second) & (guesses == first)).sum()),
            gain=gain,
        )
