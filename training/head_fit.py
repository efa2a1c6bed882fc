"""The head fit: one field's labels and two views to a calibrated head."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.metrics import f1_score

from firstline.models.encoder import Vectors
from firstline.models.field_head import FieldHead, Probabilities
from firstline.models.scorer import Scorer, Scores
from firstline.training.blend import Blend, fit_blend
from firstline.training.held_out import Fold, HeldOutPlan
from firstline.training.scorer_fit import FitVector, Targets, fit_lexical, fit_logistic, fit_network

_STRENGTHS = (0.3, 1.0, 3.0, 10.0)
_NETWORK_FROM_ROWS = 10_000
_NETWORK_FROM_ROWS_PER_VALUE = 500
_BALANCE_GAIN = 0.01
_BALANCE_LOSS = 0.002


@dataclass(frozen=True, slots=True)
class Views:
    """Both views of all training texts: centred vectors (texts, dimension) and lexical weights (texts, terms)."""

    vectors: Vectors
    lexical: sparse.csr_matrix


@dataclass(frozen=True, slots=True)
class HeldOutScores:
    """What models that had not read them say of the judged rows, and the truth.

    `known` is False where the true value was in none of the rows that the model had read: no blend can mend that.
    """

    rows: NDArray[np.intp]
    targets: Targets
    known: NDArray[np.bool_]
    vector: Scores
    lexical: Scores

    def blend(self) -> Blend:
        known = self.known if self.known.any() else np.ones_like(self.known)
        return fit_blend(self.vector[known], self.lexical[known], self.targets[known])


@dataclass(frozen=True, slots=True)
class FittedHead:
    """A head of all rows, with the evidence that models of fewer rows gave.

    `judged` names the rows of the evidence; `probabilities` and `logits` have shape (judged, values).
    """

    head: FieldHead
    judged: NDArray[np.intp]
    targets: Targets
    logits: NDArray[np.float64]
    probabilities: Probabilities
    metrics: dict[str, Any] = field(default_factory=dict)


def fit_head(
    labels: Sequence[str | None], views: Views, plan: HeldOutPlan, *, values: Sequence[str], order: Sequence[str], seed: int
) -> FittedHead:
    """Choose the models on the plan's folds, fit the blend on all their verdicts, then fit on every labelled row.

    `labels` has one entry a row, None where it is missing; `values` are those that may be predicted.
    """
    position = {value: number for number, value in enumerate(values)}
    targets = np.array([-1 if label is None else position[label] for label in labels])
    labelled = targets >= 0
    folds = list(plan.limited_to(labelled))
    counts = np.bincount(targets[labelled], minlength=len(values))
    prior = np.asarray(counts / counts.sum(), dtype=np.float64)
    rows = np.flatnonzero(labelled)
    if len(values) == 1:
        return _constant(values, prior, order)
    if not folds:
        return _unjudged(values, prior, order, views, rows, targets)
    count = len(values)
    fit_vector = _choose_vector_fit(views, folds[0], targets, count, seed=seed)
    balanced = _prefers_balance(views, folds[0], targets, count)
    evidence = _judge(views, folds, targets, count, fit_vector, balanced=balanced)
    blend = evidence.blend()
    head = FieldHead(
        values=tuple(values),
        prior=prior,
        vector=_if(blend.vector_weight, lambda: fit_vector(views.vectors[rows], targets[rows], count)),
        lexical=_if(blend.lexical_weight, lambda: fit_lexical(views.lexical[rows], targets[rows], count, balanced=balanced)),
        vector_weight=blend.vector_weight,
        lexical_weight=blend.lexical_weight,
        order=tuple(order),
    )
    return _with_evidence(head, blend, evidence)


def _if(weight: float, fit: Any) -> Scorer | None:
    fitted: Scorer | None = fit() if weight else None
    return fitted


def _choose_vector_fit(views: Views, fold: Fold, targets: Targets, count: int, *, seed: int) -> FitVector:
    """The kind and strength of the vector scorer with the lowest blended log-loss on the first fold."""
    candidates: list[FitVector] = [partial(fit_logistic, strength=strength) for strength in _STRENGTHS]
    if len(fold.learn) >= max(_NETWORK_FROM_ROWS, _NETWORK_FROM_ROWS_PER_VALUE * count):
        candidates.append(partial(fit_network, seed=seed))
    learn, truth = views.vectors[fold.learn], targets[fold.learn]
    judge = Fold(fold.learn, fold.judge[np.isin(targets[fold.judge], truth)])
    if not len(judge.judge):
        return candidates[1]
    lexical = fit_lexical(views.lexical[fold.learn], truth, count).scores(views.lexical[judge.judge])

    def loss(fit: FitVector) -> float:
        vector = fit(learn, truth, count).scores(views.vectors[judge.judge])
        return fit_blend(vector, lexical, targets[judge.judge]).log_loss

    return min(candidates, key=loss)


def _prefers_balance(views: Views, fold: Fold, targets: Targets, count: int) -> bool:
    """Whether weighting rare values up lifts macro-F1 by a point and costs no accuracy to speak of."""
    learn, judge, truth = views.lexical[fold.learn], views.lexical[fold.judge], targets[fold.judge]
    guesses = [
        fit_lexical(learn, targets[fold.learn], count, balanced=balanced).scores(judge).argmax(axis=1)
        for balanced in (False, True)
    ]
    plain, weighted = (float(f1_score(truth, guess, average="macro", zero_division=0)) for guess in guesses)
    loss = float((guesses[0] == truth).mean() - (guesses[1] == truth).mean())
    return weighted - plain >= _BALANCE_GAIN and loss <= _BALANCE_LOSS


def _judge(
    views: Views, folds: Sequence[Fold], targets: Targets, count: int, fit_vector: FitVector, *, balanced: bool
) -> HeldOutScores:
    vector, lexical, known = [], [], []
    for fold in folds:
        truth = targets[fold.learn]
        vector.append(fit_vector(views.vectors[fold.learn], truth, count).scores(views.vectors[fold.judge]))
        model = fit_lexical(views.lexical[fold.learn], truth, count, balanced=balanced)
        lexical.append(model.scores(views.lexical[fold.judge]))
        known.append(np.isin(targets[fold.judge], truth))
    rows = np.concatenate([fold.judge for fold in folds])
    return HeldOutScores(rows, targets[rows], np.concatenate(known), np.vstack(vector), np.vstack(lexical))


def _with_evidence(head: FieldHead, blend: Blend, evidence: HeldOutScores) -> FittedHead:
    logits = blend.logits(evidence.vector, evidence.lexical)
    probabilities = head.probabilities(logits)
    guesses = probabilities.argmax(axis=1)
    top3 = (np.argsort(-probabilities, axis=1)[:, :3] == evidence.targets[:, None]).any(axis=1)
    metrics = {
        "held_out": len(evidence.targets),
        "accuracy": round(float((guesses == evidence.targets).mean()), 4),
        "top3": round(float(top3.mean()), 4),
        "macro_f1": round(float(f1_score(evidence.targets, guesses, average="macro", zero_division=0)), 4),
        "accuracy_lexical": round(float((evidence.lexical.argmax(axis=1) == evidence.targets).mean()), 4),
        "accuracy_vector": round(float((evidence.vector.argmax(axis=1) == evidence.targets).mean()), 4),
        "vector_weight": round(blend.vector_weight, 4),
        "lexical_weight": round(blend.lexical_weight, 4),
    }
    return FittedHead(head, evidence.rows, evidence.targets, logits, probabilities, metrics)


def _constant(values: Sequence[str], prior: NDArray[np.float64], order: Sequence[str]) -> FittedHead:
    head = FieldHead(tuple(values), prior, None, None, 0.0, 0.0, tuple(order))
    return _without_evidence(head)


def _unjudged(
    values: Sequence[str], prior: NDArray[np.float64], order: Sequence[str], views: Views, rows: Any, targets: Targets
) -> FittedHead:
    """Too few rows to hold any out: the vector view alone, and no claim about it."""
    scorer = fit_logistic(views.vectors[rows], targets[rows], len(values), strength=1.0)
    return _without_evidence(FieldHead(tuple(values), prior, scorer, None, 1.0, 0.0, tuple(order)))


def _without_evidence(head: FieldHead) -> FittedHead:
    nothing = np.zeros((0, len(head.values)))
    none = np.zeros(0, dtype=np.intp)
    return FittedHead(head, none, none, nothing, nothing, {"held_out": 0})
