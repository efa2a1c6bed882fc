"""The grouped mean: the mean of a figure over groups, languages or products, which all weigh alike."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from firstline.evaluation.bootstrap import Counts, Flags, Floats, Statistic
from firstline.evaluation.classification import mean_of_defined


def mean_accuracy(right: Flags, groups: Sequence[str]) -> Statistic:
    """Share of `right` (rows,) in each of `groups` (rows,), averaged over the groups that a resample has."""
    members = _one_hot(groups)
    hits = sparse.diags(right.astype(np.float64)) @ members

    def statistic(counts: Counts) -> Floats:
        return mean_of_defined(_quotient(np.asarray(counts @ hits), np.asarray(counts @ members)))

    return statistic


def mean_macro_f1(truth: Sequence[str], guesses: Sequence[str], groups: Sequence[str]) -> Statistic:
    """Macro-F1 over the values that occur on either side in a group, averaged over the groups.

    All three have one entry a row.
    """
    names = sorted(set(groups))
    parts = [_F1.of(truth, guesses, [group == name for group in groups]) for name in names]

    def statistic(counts: Counts) -> Floats:
        return mean_of_defined(np.stack([mean_of_defined(part(counts)) for part in parts], axis=1))

    return statistic


class _F1:
    """F1 of each value among some rows."""

    def __init__(self, right: sparse.csr_matrix, both: sparse.csr_matrix) -> None:
        self._right, self._both = right, both

    @classmethod
    def of(cls, truth: Sequence[str], guesses: Sequence[str], inside: Sequence[bool]) -> _F1:
        values = sorted({*truth, *guesses})
        mine = sparse.diags(np.asarray(inside, dtype=np.float64))
        support, given = (mine @ _one_hot(column, values) for column in (truth, guesses))
        return cls(support.multiply(given).tocsr(), (support + given).tocsr())

    def __call__(self, counts: Counts) -> Floats:
        """(b, values), NaN where a value occurs on neither side."""
        return _quotient(2 * np.asarray(counts @ self._right), np.asarray(counts @ self._both))


def _one_hot(column: Sequence[str], names: Sequence[str] | None = None) -> sparse.csr_matrix:
    position = {name: number for number, name in enumerate(names or sorted(set(column)))}
    codes = [position[name] for name in column]
    return sparse.csr_matrix((np.ones(len(codes)), (np.arange(len(codes)), codes)), shape=(len(codes), len(position)))


def _quotient(above: NDArray[np.float64], below: NDArray[np.float64]) -> Floats:
    found: Floats = np.divide(above, below, out=np.full_like(above, np.nan), where=below > 0)
    return found
