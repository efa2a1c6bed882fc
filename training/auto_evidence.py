"""The auto evidence: what a field's values have and what `auto` asks for, in one plain line."""

from collections.abc import Iterator, Sequence
from itertools import count

import numpy as np

from firstline.models.field_head import Probabilities
from firstline.models.policy import FieldPolicy
from firstline.training.scorer_fit import Targets
from firstline.training.threshold_fit import THRESHOLDS, precision_lower_bound


def fewest_for_auto(policy: FieldPolicy) -> int:
    """How many held-out tickets a value needs when it is right on every one of them: 59 for a target of .95.

    With fewer the lower bound of its precision cannot reach the target, whatever the model does.
    """
    return next(n for n in count(policy.minimum_evidence) if precision_lower_bound(n, n) >= policy.target_precision)


def auto_line(values: Sequence[str], probabilities: Probabilities, targets: Targets, policy: FieldPolicy) -> str:
    """How many values reach `auto`, or what was missing for all of them.

    Args:
        probabilities: of held-out tickets, shape (tickets, values).
        targets: positions of their true values, shape (tickets,).
    """
    kept = [value for value in values if value in policy.never_auto]
    left = f"; never auto, as configured: {', '.join(kept)}" if kept else ""
    return f"{_reached(values, probabilities, targets, policy)}{left}"


def _reached(values: Sequence[str], probabilities: Probabilities, targets: Targets, policy: FieldPolicy) -> str:
    if policy.auto:
        return f"{len(policy.auto)} of {len(values)} values reach auto"
    needed = fewest_for_auto(policy)
    guesses = probabilities.argmax(axis=1)[probabilities.max(axis=1) >= THRESHOLDS[0]]
    most = int(np.bincount(guesses, minlength=1).max())
    if most < needed:
        return (
            f"no value reaches auto; at least {needed:,} held-out tickets that are given one value are needed, all of "
            f"them right, and the most that a value has is {most:,}"
        )
    bound, right, judged = max(_bounds(probabilities, targets, policy.minimum_evidence))
    return (
        f"no value reaches auto; precision of {policy.target_precision:.0%} must be certain (95% lower bound), and the "
        f"best that a value has is {right:,} of {judged:,} held-out tickets right, certain {bound:.1%}"
    )


def _bounds(probabilities: Probabilities, targets: Targets, minimum: int) -> Iterator[tuple[float, int, int]]:
    """The lower bound of precision, right and judged tickets for each value and threshold with enough of them."""
    guesses, confidence = probabilities.argmax(axis=1), probabilities.max(axis=1)
    for value in np.unique(guesses):
        for threshold in THRESHOLDS:
            mine = (guesses == value) & (confidence >= threshold)
            judged, right = int(mine.sum()), int((targets[mine] == value).sum())
            if judged >= minimum:
                yield precision_lower_bound(right, judged), right, judged
