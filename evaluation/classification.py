"""Classification: how often the value of a closed-list field is right."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.metrics import f1_score

from firstline.evaluation.bootstrap import Bootstrap, Counts, Flags, Floats
from firstline.evaluation.estimate import UNDEFINED, Estimate, wilson

Codes = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class ClassScore:
    """One value of a field. `support` is how many tickets have it, `predicted` how many were given it."""

    value: str
    precision: Estimate
    recall: Estimate
    f1: Estimate
    support: int
    predicted: int


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often tickets of one value were given another."""

    truth: str
    predicted: str
    count: int


@dataclass(frozen=True, slots=True)
class ClassificationScores:
    """All values of a field together. `majority` is the share of the most frequent value, what a constant would get."""

    n: int
    accuracy: Estimate
    macro_f1: Estimate
    top3: Estimate
    majority: float
    classes: tuple[ClassScore, ...]
    confusions: tuple[Confusion, ...]


def beside_majority(scores: ClassificationScores) -> Literal["better", "unproven", "worse"]:
    """How a model does beside always naming the most frequent value, as far as its interval says."""
    if scores.accuracy.low > scores.majority:
        return "better"
    return "worse" if scores.accuracy.high < scores.majority else "unproven"


def classification_scores(
    truth: Codes, predicted: Codes, *, in_top3: Flags, values: Sequence[str], bootstrap: Bootstrap
) -> ClassificationScores:
    """Score `predicted` against `truth`, both (rows,) positions in `values`; `in_top3` (rows,) is given.

    A value that the model does not know is a position as any other that is never predicted: it counts as wrong.
    Macro-F1 is over the values that occur in either, an undefined precision counting as zero (scikit-learn's rule).
    """
    n = len(truth)
    if n == 0:
        return ClassificationScores(0, UNDEFINED, UNDEFINED, UNDEFINED, float("nan"), (), ())
    tables = _Tables(truth, predicted, len(values))
    replicates = bootstrap.replicates(tables.f1_of, n)
    macro = float(f1_score(truth, predicted, average="macro", zero_division=0.0))
    return ClassificationScores(
        n=n,
        accuracy=bootstrap.share(truth == predicted),
        macro_f1=bootstrap.around(macro, mean_of_defined(replicates)),
        top3=bootstrap.share(in_top3),
        majority=float(np.bincount(truth).max() / n),
        classes=_class_scores(tables, replicates, values, bootstrap),
        confusions=_confusions(truth, predicted, values),
    )


class _Tables:
    """Who was right, given and meant, a sparse column a value, so that a resample is one product."""

    def __init__(self, truth: Codes, predicted: Codes, values: int) -> None:
        self.support = _one_hot(truth, values)
        self.predicted = _one_hot(predicted, values)
        self.right = self.support.multiply(self.predicted).tocsr()

    def f1_of(self, counts: Counts) -> Floats:
        """F1 of every value in every resample, (b, values); NaN where a value occurs on neither side."""
        right, both = (np.asarray(counts @ table) for table in (self.right, self.support + self.predicted))
        scores: Floats = np.divide(2 * right, both, out=np.full_like(both, np.nan), where=both > 0)
        return scores


def mean_of_defined(figures: Floats) -> Floats:
    """Mean of each row without its NaN; NaN for a row of nothing else."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        means: Floats = np.nanmean(figures, axis=1)
    return means


def _one_hot(codes: Codes, width: int) -> sparse.csr_matrix:
    rows = np.arange(len(codes))
    return sparse.csr_matrix((np.ones(len(codes)), (rows, codes)), shape=(len(codes), width))


def _class_scores(
    tables: _Tables, replicates: Floats, values: Sequence[str], bootstrap: Bootstrap
) -> tuple[ClassScore, ...]:
    whole = tables.f1_of(np.ones((1, tables.right.shape[0])))[0]
    right, support, predicted = (
        np.asarray(table.sum(axis=0)).ravel().astype(int) for table in (tables.right, tables.support, tables.predicted)
    )
    return tuple(
        ClassScore(
            value=value,
            precision=wilson(right[code], predicted[code], level=bootstrap.level),
            recall=wilson(right[code], support[code], level=bootstrap.level),
            f1=bootstrap.around(float(whole[code]), replicates[:, code]),
            support=int(support[code]),
            predicted=int(predicted[code]),
        )
        for code, value in enumerate(values)
    )


def _confusions(truth: Codes, predicted: Codes, values: Sequence[str], *, limit: int = 20) -> tuple[Confusion, ...]:
    """The most frequent mistakes, most frequent first, then in order of `values`."""
    wrong = truth != predicted
    pairs, counts = np.unique(np.stack([truth[wrong], predicted[wrong]]), axis=1, return_counts=True)
    order = np.argsort(-counts, kind="stable")[:limit]
    return tuple(Confusion(values[pairs[0, i]], values[pairs[1, i]], int(counts[i])) for i in order)
