"""The audit drift: how the last month of a desk differs from its first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from firstline.evaluation.estimate import Estimate, wilson
from firstline.models.encoder import Vectors

_MONTH = timedelta(days=30)
_FEWEST = 30
_MOST = 3_000
_MOVED, _WORDS = 5, 8
_SHUFFLES = 500
_WORD = re.compile(r"[^\W\d_]{3,}")
_FEWEST_WITH_WORD = 5
_DEVIATIONS = 4.0


@dataclass(frozen=True, slots=True)
class MovedValue:
    """The share of one value among the labelled tickets of the first month and of the last."""

    value: str
    first: Estimate
    last: Estimate


@dataclass(frozen=True, slots=True)
class LabelDrift:
    """`distance` between the two months' labels: the share that would have to be another value (total variation).

    Of 20 shuffles of the tickets over the two months 19 stay below `chance`. `moved` are the values that moved most.
    """

    distance: float
    chance: float
    moved: tuple[MovedValue, ...]


@dataclass(frozen=True, slots=True)
class TextDrift:
    """Between `first` tickets of the first month (until `first_until`) and `last` of the last (from `last_from`).

    `told_apart` is the AUROC of a linear model of the vectors that tells the months apart, on tickets that it had not
    read: .5 is no drift. `unknown` is the share of the last month's words that the first month never used; `risen` and
    `fallen` are the words whose share of tickets changed most.
    """

    first: int
    last: int
    first_until: datetime
    last_from: datetime
    told_apart: float
    unknown: float
    risen: tuple[str, ...]
    fallen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Months:
    """The rows of the first 30 days and of the last 30."""

    first: NDArray[np.intp]
    last: NDArray[np.intp]
    first_until: datetime
    last_from: datetime


def first_and_last_month(times: Sequence[datetime | None]) -> Months | None:
    """None where the months would overlap or one of them has fewer than 30 tickets."""
    dated = [(row, time) for row, time in enumerate(times) if time is not None]
    if not dated:
        return None
    until, since = min(time for _, time in dated) + _MONTH, max(time for _, time in dated) - _MONTH
    first, last = [row for row, time in dated if time < until], [row for row, time in dated if time > since]
    if until > since or min(len(first), len(last)) < _FEWEST:
        return None
    return Months(np.array(first), np.array(last), until, since)


def label_drift(labels: Sequence[str | None], months: Months, *, seed: int = 0) -> LabelDrift | None:
    """How the labels changed; None where a month has fewer than 30 of them."""
    sides = [[label for row in rows.tolist() if (label := labels[row])] for rows in (months.first, months.last)]
    if min(map(len, sides)) < _FEWEST:
        return None
    names = sorted({label for side in sides for label in side})
    numbers = np.array([names.index(label) for side in sides for label in side])
    size, generator = len(sides[0]), np.random.default_rng(seed)
    counts = [Counter(side) for side in sides]
    shuffled = [_distance(generator.permutation(numbers), size, len(names)) for _ in range(_SHUFFLES)]
    shares = {
        name: [wilson(count[name], len(side)) for count, side in zip(counts, sides, strict=True)] for name in names
    }
    moved = sorted(names, key=lambda name: -abs(shares[name][0].value - shares[name][1].value))[:_MOVED]
    return LabelDrift(
        distance=_distance(numbers, size, len(names)),
        chance=float(np.quantile(shuffled, 0.95)),
        moved=tuple(MovedValue(name, *shares[name]) for name in moved),
    )


def text_drift(
    texts: Sequence[str], vectors: Vectors, months: Months, *, hidden: Collection[int] = (), seed: int = 0
) -> TextDrift:
    """How the requests changed; words of the `hidden` rows are never named. `vectors` are (texts, dimension)."""
    generator = np.random.default_rng(seed)
    sides = [_sample(rows, generator) for rows in (months.first, months.last)]
    words = [[frozenset(_WORD.findall(texts[row].casefold())) for row in side.tolist()] for side in sides]
    spoken = [
        Counter(w for row, said in zip(side.tolist(), known, strict=True) if row not in hidden for w in said)
        for side, known in zip(sides, words, strict=True)
    ]
    named = [sum(row not in hidden for row in side.tolist()) for side in sides]
    before = {word for said in words[0] for word in said}
    later = [word for said in words[1] for word in said]
    return TextDrift(
        first=len(months.first),
        last=len(months.last),
        first_until=months.first_until,
        last_from=months.last_from,
        told_apart=_told_apart(vectors, sides, seed=seed),
        unknown=sum(word not in before for word in later) / max(1, len(later)),
        risen=tuple(_risen(spoken[1], spoken[0], named[1], named[0])),
        fallen=tuple(_risen(spoken[0], spoken[1], named[0], named[1])),
    )


def _distance(numbers: NDArray[np.intp], size: int, count: int) -> float:
    first, last = (np.bincount(part, minlength=count) / len(part) for part in (numbers[:size], numbers[size:]))
    return float(np.abs(first - last).sum() / 2)


def _sample(rows: NDArray[np.intp], generator: np.random.Generator) -> NDArray[np.intp]:
    return rows if len(rows) <= _MOST else np.sort(generator.choice(rows, _MOST, replace=False))


def _told_apart(vectors: Vectors, sides: Sequence[NDArray[np.intp]], *, seed: int) -> float:
    truth = np.repeat([0, 1], [len(side) for side in sides])
    folds = StratifiedKFold(5, shuffle=True, random_state=seed)
    model = LogisticRegression(C=1.0, max_iter=300, class_weight="balanced")
    scores = cross_val_predict(model, vectors[np.concatenate(sides)], truth, cv=folds, method="predict_proba")
    return float(roc_auc_score(truth, scores[:, 1]))


def _risen(here: Mapping[str, int], there: Mapping[str, int], count: int, others: int) -> Iterator[str]:
    """Words that more tickets hold here than there, by four standard deviations, most telling first."""
    lead = {}
    for word, hits in here.items():
        share, other = hits / count, there.get(word, 0) / max(1, others)
        whole = (hits + there.get(word, 0)) / (count + others)
        chance = (whole * (1 - whole) * (1 / count + 1 / max(1, others))) ** 0.5
        if hits >= _FEWEST_WITH_WORD and chance and (share - other) / chance >= _DEVIATIONS:
            lead[word] = (share - other) / chance
    yield from sorted(lead, key=lambda word: (-lead[word], word))[:_WORDS]
