"""The auto rule: from the held-out evidence of a value to where it may be set without asking."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import count

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv

from firstline.models.field_evidence import FieldEvidence

THRESHOLDS = (*(round(step / 100, 2) for step in range(50, 100)), 0.995, 0.999)
"""Where `auto` may begin, from low to high."""

_CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class AutoLimit:
    """What is asked of a value: the precision that must be certain, on at least how many held-out cases, and the
    largest share of the tickets given the value that may be automated, the surest first."""

    target_precision: float
    minimum_evidence: int
    cap: float = 1.0


@dataclass(frozen=True, slots=True)
class LanguageCase:
    """Held-out tickets of one language that are given a value from a threshold on, and how many of them are right."""

    language: str | None
    count: int
    right: int

    @property
    def bound(self) -> float:
        return precision_lower_bound(self.right, self.count)


@dataclass(frozen=True, slots=True)
class AutoVerdict:
    """What the rule says of one value.

    `threshold` is None where it is never automated. `carried` are the languages in which it may be, None where the
    evidence does not tell languages apart. Of `given` held-out tickets that were given the value, `automated` would
    have been set without asking, `right` of them rightly. `best` is the case, of any
    size, whose lower bound is highest; None where no ticket was given the value with a confidence of one half.
    """

    threshold: float | None
    carried: tuple[str, ...] | None
    given: int
    automated: int
    right: int
    best: LanguageCase | None

    @property
    def share(self) -> float:
        """Of the tickets given the value, those that are automated; 0 where none is."""
        return self.automated / self.given if self.given else 0.0


def auto_verdict(evidence: FieldEvidence, position: int, limit: AutoLimit) -> AutoVerdict:
    """Where the value at `position` may be automated.

    A language carries `auto` from a threshold on where it has enough held-out cases of the value above it and the lower
    bound of its precision on those meets the target: each language for itself, so that one with good figures does not
    speak for another. Of the thresholds of a coarse grid the one that automates most cases is taken, the lowest of
    several, and not below the least confident case of that evidence.
    """
    mine = evidence.of_value(position)
    given = len(mine)
    best: LanguageCase | None = None
    found: tuple[int, float, tuple[LanguageCase, ...]] | None = None
    for threshold in THRESHOLDS:
        cases = tuple(_cases(mine, mine.confidence >= threshold))
        best = max((*((best,) if best else ()), *cases), key=lambda case: (case.bound, case.count), default=None)
        enough = tuple(case for case in cases if case.count >= limit.minimum_evidence)
        if not enough:
            break
        carried = tuple(case for case in enough if case.bound >= limit.target_precision)
        automated = sum(case.count for case in carried)
        if automated and automated <= limit.cap * given and (found is None or automated > found[0]):
            found = automated, threshold, carried
    if found is None:
        return AutoVerdict(None, () if evidence.languages else None, given, 0, 0, best)
    automated, threshold, carried = found
    kept = (mine.confidence >= threshold) & _spoken(mine, carried)
    surest = float(mine.confidence[kept].min())
    return AutoVerdict(
        threshold=max(step for step in THRESHOLDS if step <= max(threshold, surest)),
        carried=tuple(str(case.language) for case in carried) if evidence.languages else None,
        given=given,
        automated=automated,
        right=sum(case.right for case in carried),
        best=best,
    )


@cache
def precision_lower_bound(right: int, total: int) -> float:
    """One-sided 95 % lower bound of a proportion (Clopper and Pearson 1934); 0 without evidence."""
    return float(betaincinv(right, total - right + 1, 1 - _CONFIDENCE)) if right else 0.0


def fewest_cases(limit: AutoLimit) -> int:
    """How many held-out cases a value needs in one language when every one is right: 59 for a target of .95.

    With fewer the lower bound of its precision cannot reach the target, whatever the model does.
    """
    return next(n for n in count(limit.minimum_evidence) if precision_lower_bound(n, n) >= limit.target_precision)


def _cases(evidence: FieldEvidence, above: NDArray[np.bool_]) -> Iterator[LanguageCase]:
    if not evidence.languages:
        yield LanguageCase(None, int(above.sum()), int(evidence.right[above].sum()))
        return
    for number in np.unique(evidence.spoken[above]).tolist():
        mine = above & (evidence.spoken == number)
        yield LanguageCase(evidence.languages[number], int(mine.sum()), int(evidence.right[mine].sum()))


def _spoken(evidence: FieldEvidence, cases: tuple[LanguageCase, ...]) -> NDArray[np.bool_]:
    if not evidence.languages:
        return np.ones(len(evidence), dtype=np.bool_)
    return np.isin(evidence.spoken, [evidence.languages.index(str(case.language)) for case in cases])
