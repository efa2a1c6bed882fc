"""Ranking: where a search puts what was wanted."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from firstline.evaluation.bootstrap import Bootstrap, Flags, Floats
from firstline.evaluation.estimate import Estimate

Ranks = NDArray[np.int64]
DEFAULT_DEPTHS = (1, 5, 10)


@dataclass(frozen=True, slots=True)
class RankingScores:
    """`recall[k]` is the share of queries with at least one wanted hit among the first k; `mrr` the mean of 1/rank."""

    n: int
    recall: Mapping[int, Estimate]
    mrr: Estimate


def ranking_scores(ranks: Ranks, *, bootstrap: Bootstrap, depths: Sequence[int] = DEFAULT_DEPTHS) -> RankingScores:
    """Score the ranks of `first_ranks` (queries,)."""
    recall = {depth: bootstrap.share(found_within(ranks, depth)) for depth in depths}
    return RankingScores(len(ranks), recall, _mrr(ranks, bootstrap))


def _mrr(ranks: Ranks, bootstrap: Bootstrap) -> Estimate:
    """Where every request found its own at once, or none did, resampling shows no doubt: the share's interval does."""
    first = found_within(ranks, 1)
    if first.all() or not (ranks > 0).any():
        return bootstrap.share(first)
    return bootstrap.mean(reciprocal(ranks))


def first_ranks(hits: Sequence[Sequence[str]], wanted: Sequence[Collection[str]]) -> Ranks:
    """Rank, from 1, of the first wanted id among each query's hits, 0 where none was found; (queries,)."""
    ranks = [_first_rank(found, frozenset(right)) for found, right in zip(hits, wanted, strict=True)]
    return np.asarray(ranks, dtype=np.int64)


def found_within(ranks: Ranks, depth: int) -> Flags:
    """Which queries have a wanted hit among the first `depth`."""
    return (ranks > 0) & (ranks <= depth)


def reciprocal(ranks: Ranks) -> Floats:
    """1/rank, 0 where nothing was found."""
    return np.divide(1.0, ranks, out=np.zeros(len(ranks)), where=ranks > 0)


def _first_rank(found: Sequence[str], right: frozenset[str]) -> int:
    return next((rank for rank, hit in enumerate(found, start=1) if hit in right), 0)
