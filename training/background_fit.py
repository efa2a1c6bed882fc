"""The background fit: what tells a desk's requests from everyday ones of other organisations.

Outlier exposure (D. Hendrycks, M. Mazeika, T. Dietterich 2019, arXiv:1812.04606) with a linear model on the vectors.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from firstline.models.centre import centre_vectors
from firstline.models.encoder import Vectors
from firstline.models.out_of_scope import foreignness
from firstline.models.scorer import Scorer
from firstline.training.held_out import HeldOutPlan
from firstline.training.scorer_fit import fit_logistic

_STRENGTH = 3.0
"""From .3 to 30 the area on left-out industries differs by less than .001 but at the low end; so much that a desk's own
examples, few among hundreds, are learned."""
_MOST_OWN = 3_000
_GROUPS = 6
_OWN_SHARE = 0.8
"""Not the flag's 98 %: the last requests of a small desk are so odd that half of all industries resemble them."""
_LIKE_OURS = 0.5
_FEWEST = 100

Measures = NDArray[np.float64]
"""Shape (texts,); the higher, the less the desk's own."""


@dataclass(frozen=True, slots=True)
class Background:
    """Requests to others, and excerpts of the desk's own.

    Args:
        texts: the others' requests, m of them.
        vectors: of those, raw, shape (m, d).
        industries: to whose organisations they went, m of them.
        given: of those, which are the desk's own examples of what does not belong there, shape (m,), rather than the
            background's; their industry is a made-up one.
        excerpts: raw vectors of excerpts, shape (k, d): the others' requests are short, and that must not tell them.
        excerpted: of which of the desk's rows, shape (k,).
    """

    texts: Sequence[str]
    vectors: Vectors
    industries: Sequence[str]
    excerpts: Vectors
    excerpted: NDArray[np.intp]
    given: NDArray[np.bool_] | None = None

    def of_first(self, rows: int) -> "Background":
        """The same with excerpts of the desk's first `rows` only."""
        mine = self.excerpted < rows
        return replace(self, excerpts=self.excerpts[mine], excerpted=self.excerpted[mine])


@dataclass(frozen=True, slots=True)
class BackgroundFit:
    """The scorer, and what models that had not read them say of the desk's rows and of the background.

    `own` has shape (n,), NaN for rows that no fold judges; `usual` is the same of the judged rows and excerpts alike.
    `kept` says which background requests count, shape (m,): an industry that looks like this desk is left out.
    """

    scorer: Scorer
    own: Measures
    usual: Measures
    left_out: Measures
    kept: NDArray[np.bool_]


def fit_background(vectors: Vectors, background: Background, plan: HeldOutPlan) -> BackgroundFit | None:
    """Learn to tell the desk's rows, raw `vectors` (n, d), from the background; None where hardly any of it is left."""
    centre = vectors.mean(axis=0)
    rows = np.concatenate((np.arange(len(vectors)), background.excerpted))
    desk = _Desk(centre_vectors(np.concatenate((vectors, background.excerpts)), centre), rows)
    other, names = centre_vectors(background.vectors, centre), np.array(background.industries)
    judged, left_out = desk.judged(other, plan), _left_out(desk, other, names)
    alike = left_out <= np.nanquantile(judged, _OWN_SHARE)
    kept = np.isin(names, [name for name in np.unique(names) if alike[names == name].mean() < _LIKE_OURS])
    if background.given is not None:
        kept |= background.given  # however like the desk's own: that is what they are examples of
    if np.count_nonzero(kept) < _FEWEST:
        return None
    if not kept.all():
        judged = desk.judged(other[kept], plan)
        left_out = np.full(len(other), np.nan)
        left_out[kept] = _left_out(desk, other[kept], names[kept])
    usual = judged[np.isfinite(judged)]
    return BackgroundFit(desk.scorer(other[kept]), judged[: len(vectors)], usual, left_out, kept)


@dataclass(frozen=True, slots=True)
class _Desk:
    """Centred vectors of the desk's requests and excerpts, shape (n + k, d), and the row that each belongs to."""

    vectors: Vectors
    rows: NDArray[np.intp]

    def scorer(self, other: Vectors, among: NDArray[np.intp] | None = None) -> Scorer:
        """Fitted on the given rows, or all of them, against `other`."""
        own = self.vectors if among is None else self.vectors[np.isin(self.rows, among)]
        some = own[:: -(-len(own) // _MOST_OWN)]
        targets = np.repeat([0, 1], [len(some), len(other)])
        return fit_logistic(np.concatenate((some, other)), targets, 2, strength=_STRENGTH).rounded()

    def judged(self, other: Vectors, plan: HeldOutPlan) -> Measures:
        """Of each vector by a model that has read neither its row nor an excerpt of it; NaN where no fold judges it."""
        found = np.full(len(self.rows), np.nan)
        for fold in plan.folds:
            judge = np.isin(self.rows, fold.judge)
            found[judge] = foreignness(self.scorer(other, fold.learn), self.vectors[judge])
        return found


def _left_out(desk: _Desk, other: Vectors, industries: NDArray[np.str_]) -> Measures:
    """Of each background request by a model that has read no request to its industry."""
    found = np.empty(len(other))
    for group in range(_GROUPS):
        out = np.isin(industries, np.unique(industries)[group::_GROUPS])
        if out.any():
            found[out] = foreignness(desk.scorer(other[~out]), other[out])
    return found
