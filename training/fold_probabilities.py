"""The fold probabilities: every ticket of a table judged by models that had not read it."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from firstline.evaluation.fold_verdicts import FoldVerdicts
from firstline.training.head_fit import Views, fit_head
from firstline.training.held_out import Fold, HeldOutPlan

FEWEST_OF_A_VALUE = 5
"""With fewer tickets of a value one fold may hold all of them, and nothing could be said of it."""

_FOLDS = 5


def fold_probabilities(
    labels: Sequence[str | None], texts: Sequence[str], views: Views, *, seed: int
) -> FoldVerdicts | None:
    """Judge every labelled row by heads of the other four fifths; None where fewer than two values can be judged.

    The heads are those that a bundle would have: both views, blended and calibrated. Folds are random, not by time, so
    that old tickets are judged too; every value is dealt out evenly and equal texts stand on one side.
    """
    counts = Counter(label for label in labels if label is not None)
    values = tuple(sorted(value for value, count in counts.items() if count >= FEWEST_OF_A_VALUE))
    if len(values) < 2:
        return None
    known = frozenset(values)
    kept = [label if label in known else None for label in labels]
    rows = np.array([row for row, label in enumerate(kept) if label is not None], dtype=np.intp)
    parts = _parts([str(kept[row]) for row in rows], [texts[row] for row in rows], seed=seed)
    folds = tuple(Fold(rows[parts != part], rows[parts == part]) for part in np.unique(parts))
    if len(folds) < 2:
        return None
    fitted = fit_head(kept, views, HeldOutPlan(folds, "random folds"), values=values, order=(), seed=seed)
    order = np.argsort(fitted.judged)
    return FoldVerdicts(values, fitted.judged[order], fitted.targets[order], fitted.probabilities[order])


def _parts(labels: Sequence[str], texts: Sequence[str], *, seed: int) -> NDArray[np.intp]:
    """The fold of each row: groups of equal texts, shuffled, then dealt out value by value."""
    first: dict[str, int] = {}
    group = [first.setdefault(text, row) for row, text in enumerate(texts)]
    shuffled = np.random.default_rng(seed).permutation(len(texts))
    dealt = [int(row) for row in shuffled if group[row] == row]
    dealt.sort(key=lambda row: labels[row])
    part = {row: place % _FOLDS for place, row in enumerate(dealt)}
    return np.array([part[row] for row in group], dtype=np.intp)
