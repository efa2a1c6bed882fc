"""The label errors: labels that models of the other tickets hold for wrong. The home of cleanlab."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from firstline.datasets.errors import FirstlineError
from firstline.evaluation.fold_verdicts import FoldVerdicts

_MISSING = "firstline audit needs cleanlab; pip install 'firstline[audit]'"


@dataclass(frozen=True, slots=True)
class LabelErrors:
    """For each judged row (judged,): `quality`, in [0, 1], low where the label is doubtful, and whether it is
    `probable` that the label is wrong."""

    quality: NDArray[np.float64]
    probable: NDArray[np.bool_]


def label_errors(verdicts: FoldVerdicts) -> LabelErrors:
    """Confident learning (Northcutt et al. 2021, arXiv:1911.00068).

    A label is probably wrong where the models are surer of another value than they usually are of tickets that carry
    it, by both of the paper's rules: no more of a value, nor of a pair of values, than their estimated joint allows.
    The quality is the label's own probability, which put more of the labels that were flipped on purpose first than the
    margin to the best other value did (docs/audit.md).

    Raises FirstlineError where cleanlab is not installed.
    """
    find, rank = _cleanlab()
    labels, probabilities = verdicts.targets, _whole(verdicts.probabilities)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # cleanlab warns of what its own estimates lack, which nobody can act on
        quality = rank(labels, probabilities, method="self_confidence")
        probable = find(labels, probabilities, filter_by="both", n_jobs=1)
    return LabelErrors(np.asarray(quality, dtype=np.float64), np.asarray(probable, dtype=np.bool_))


def _whole(probabilities: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(probabilities / probabilities.sum(axis=1, keepdims=True), dtype=np.float64)


def _cleanlab() -> tuple[Any, Any]:
    try:
        from cleanlab.filter import find_label_issues
        from cleanlab.rank import get_label_quality_scores
    except ImportError as error:
        raise FirstlineError(_MISSING) from error
    return find_label_issues, get_label_quality_scores
