"""The scope distribution: how strange the tickets looked."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from firstline.evaluation.bootstrap import Flags, Floats

_BINS = 10


@dataclass(frozen=True, slots=True)
class ScopeDistribution:
    """Tickets by out-of-scope score, in bins between `edges` (one more than bins).

    `ours` are marked as belonging here, `strangers` as not, `unmarked` as neither; `flagged` tickets were flagged.
    """

    edges: tuple[float, ...]
    ours: tuple[int, ...]
    strangers: tuple[int, ...]
    unmarked: tuple[int, ...]
    flagged: int


def scope_distribution(score: Floats, flag: Flags, *, marked: Flags, stranger: Flags) -> ScopeDistribution:
    """Count `score` (rows,) in [0, 1]; `marked` rows are known to be a `stranger` or not, all (rows,)."""
    edges = np.linspace(0.0, 1.0, _BINS + 1)

    def counts(rows: Flags) -> tuple[int, ...]:
        return tuple(int(count) for count in np.histogram(score[rows], edges)[0])

    return ScopeDistribution(
        edges=tuple(float(edge) for edge in edges),
        ours=counts(marked & ~stranger),
        strangers=counts(marked & stranger),
        unmarked=counts(~marked),
        flagged=int(flag.sum()),
    )
