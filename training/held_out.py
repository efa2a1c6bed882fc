"""The held-out plan: which rows judge which, so that no model is judged on what it has read."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.intp]

_DATED_SHARE = 0.9
_ONE_BLOCK_FROM = 8_000
_NEWEST = 0.2
_ROLLING_FROM = 0.5
_BLOCKS = 5
_FEWEST_ROWS = 2


@dataclass(frozen=True, slots=True)
class Fold:
    """Rows to learn from and rows to judge."""

    learn: Rows
    judge: Rows


@dataclass(frozen=True, slots=True)
class HeldOutPlan:
    """The folds over the rows of one table, and in words how they were made."""

    folds: tuple[Fold, ...]
    description: str

    def limited_to(self, labelled: NDArray[np.bool_]) -> Iterator[Fold]:
        """The folds over labelled rows only, less those that have nothing to learn from or to judge."""
        for fold in self.folds:
            learn, judge = fold.learn[labelled[fold.learn]], fold.judge[labelled[fold.judge]]
            if len(learn) and len(judge):
                yield Fold(learn, judge)


def held_out_plan(
    texts: Sequence[str], times: Sequence[datetime | None], *, seed: int, one_fold: bool = False
) -> HeldOutPlan:
    """Plan the folds for a table of tickets.

    With dates on nine rows in ten, later rows judge models of earlier ones: the newest fifth of a large table in one
    block, or a rolling origin over the newer half of a small one (Tashman 2000), so that the evidence is recent and
    still enough. Without dates, folds are drawn at random. Equal texts always stand on one side. `one_fold` judges a
    fifth of a small table too, for what is too dear to be fitted five times: an encoder.
    """
    count = len(texts)
    if count < _FEWEST_ROWS:
        return HeldOutPlan((), "nothing held out: too few tickets")
    dated = sum(time is not None for time in times)
    if dated >= _DATED_SHARE * count:
        order = sorted(range(count), key=lambda row: (times[row] is not None, _stamp(times[row]), row))
        return _by_time(np.array(order), _groups(texts), one_fold=one_fold)
    return _at_random(_groups(texts), seed=seed, one_fold=one_fold)


def _stamp(time: datetime | None) -> float:
    return time.timestamp() if time else 0.0


def _groups(texts: Sequence[str]) -> NDArray[np.intp]:
    """A number for each text; equal texts have equal numbers."""
    numbers: dict[bytes, int] = {}
    return np.array(
        [numbers.setdefault(hashlib.sha256(t.encode("utf-8", "replace")).digest(), len(numbers)) for t in texts]
    )


def _by_time(order: Rows, groups: NDArray[np.intp], *, one_fold: bool) -> HeldOutPlan:
    count = len(order)
    if one_fold or count >= _ONE_BLOCK_FROM:
        bounds = [round(count * (1 - _NEWEST)), count]
        words = "the newest fifth, judged by a model of the older rest"
    else:
        bounds = [round(count * part) for part in np.linspace(_ROLLING_FROM, 1.0, _BLOCKS + 1)]
        words = "the newer half in five blocks, each judged by a model of all that is older"
    folds = []
    for start, end in pairwise(bounds):
        learn, judge = order[:start], order[start:end]
        fresh = ~np.isin(groups[judge], groups[learn])
        if len(learn) and fresh.any():
            folds.append(Fold(learn, judge[fresh]))
    return HeldOutPlan(tuple(folds), words)


def _at_random(groups: NDArray[np.intp], *, seed: int, one_fold: bool) -> HeldOutPlan:
    shuffled = np.random.default_rng(seed).permutation(groups.max() + 1)
    part = shuffled[groups] % _BLOCKS
    wanted = range(1 if one_fold or len(groups) >= _ONE_BLOCK_FROM else _BLOCKS)
    folds = [Fold(np.flatnonzero(part != k), np.flatnonzero(part == k)) for k in wanted]
    folds = [fold for fold in folds if len(fold.learn) and len(fold.judge)]
    words = "a random fifth" if len(folds) == 1 else "five random folds, each judged by a model of the other four"
    return HeldOutPlan(tuple(folds), words + ": the tickets carry no dates")
