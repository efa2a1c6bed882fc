"""The prediction set: so many values that the right one is among them as often as was asked for."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from firstline.models.field_evidence import FieldEvidence
from firstline.models.prediction import Candidate

FEWEST_CASES = 30


@dataclass(frozen=True, slots=True)
class SetRule:
    """The `coverage` that was asked for, and the least `probability` that a value of the set has."""

    coverage: float
    probability: float

    def values(self, candidates: Sequence[Candidate]) -> tuple[str, ...]:
        """The set of one request: of all its candidates, best first, those that are likely enough.

        Never empty: where even the likeliest value is below, it is all that there is to say.
        """
        kept = tuple(candidate.value for candidate in candidates if candidate.confidence >= self.probability)
        return kept or tuple(candidate.value for candidate in candidates[:1])


def set_rule(evidence: FieldEvidence, *, coverage: float) -> SetRule | None:
    """Split conformal prediction (Sadinle et al. 2019, arXiv:1609.00451): with a chance of at least `coverage` the true
    value of a ticket like those held out is in its set.

    The probability is the ⌊(n + 1)(1 − coverage)⌋-th smallest that held-out tickets gave their true value. None with
    fewer than 30 of them, or where all values would have to be in every set: that probability is 0 where the wrong
    parent excluded the true value of too many.

    Raises ValueError where `coverage` is not between 0 and 1.
    """
    if not 0 < coverage < 1:
        raise ValueError(f"a coverage is a share between 0 and 1; {coverage} came")
    place = math.floor((len(evidence) + 1) * (1 - coverage) + 1e-9)
    if len(evidence) < FEWEST_CASES or place < 1:
        return None
    probability = float(np.sort(evidence.truth)[place - 1])
    return SetRule(coverage, probability) if probability > 0 else None
