"""The head fit: one field's labels and two views to a calibrated head."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, partial

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.metrics import f1_score

from firstline.models.encoder import Vectors
from firstline.models.field_head import FieldHead
from firstline.models.scorer import Scorer, Scores
from firstline.training.blend import fit_blend
from firstline.training.evidence import Evidence, FittedHead
from firstline.training.held_out import Fold, HeldOutPlan
from firstline.training.learning_curve import learning_curve
from firstline.training.scorer_fit import FitVector, Targets, fit_lexical, fit_logistic, fit_network

_STRENGTHS = (0.3, 1.0, 3.0, 10.0, 30.0)
_UNJUDGED_STRENGTH = 1.0
_NETWORK_FROM_ROWS = 10_000
_NETWORK_FROM_ROWS_PER_VALUE = 500
_BALANCE_GAIN = 0.01
_BALANCE_LOSS = 0.002


@dataclass(frozen=True, slots=True)
class Views:
    """Both views of all training texts: centred vectors (texts, dimension) and lexical weights (texts, terms)."""

    vectors: Vectors
    lexical: sparse.csr_matrix


def fit_head(
    labels: Sequence[str | None],
    views: Views,
    plan: HeldOutPlan,
    *,
    values: Sequence[str],
    order: Sequence[str],
    seed: int,
    tickets: int | None = None,
    final: Views | None = None,
    tuned: tuple[Scorer, Scorer] | None = None,
) -> FittedHead:
    """Choose the models on the plan's folds, fit the blend on all their verdicts, then fit on every labelled row.

    `labels` has one entry a row, None where it is missing; `values` may be predicted, `order` ranks them. The first
    `tickets` rows, by default all, say how frequent a value is; the others only say what it means. The last fit reads
    `final` where the vectors that will be served are not those that were judged: a fine-tuned encoder's. `tuned` are
    the heads that were trained with it, of the judged and of the served vectors: one more candidate.
    """
    position = {value: number for number, value in enumerate(values)}
    targets = np.array([-1 if label is None else position[label] for label in labels])
    labelled = targets >= 0
    told = targets[:tickets][labelled[:tickets]]
    counts = np.bincount(told, minlength=len(values)) if len(told) else np.ones(len(values))
    blank = FieldHead(tuple(values), counts / counts.sum(), None, None, 0.0, 0.0, tuple(order))
    if len(values) == 1:
        return FittedHead.unjudged(blank)
    fit = _HeadFit(views, final or views, targets, blank, seed=seed, tuned=tuned, tickets=tickets)
    return fit.fit(tuple(plan.limited_to(labelled)), np.flatnonzero(labelled))


class _HeadFit:
    """One call of `fit_head`, while it runs."""

    def __init__(
        self,
        views: Views,
        final: Views,
        targets: Targets,
        blank: FieldHead,
        *,
        seed: int,
        tuned: tuple[Scorer, Scorer] | None,
        tickets: int | None,
    ) -> None:
        self._views = views
        self._tickets = tickets
        self._final = final
        self._tuned = tuned
        self._targets = targets
        self._blank = blank
        self._count = len(blank.values)
        self._seed = seed
        self._folds: tuple[Fold, ...] = ()
        # The first fold's lexical verdicts are asked for by the choice of the vector scorer, the balance and the blend.
        self._lexical_scores = cache(self._judge_lexical)

    def fit(self, folds: tuple[Fold, ...], rows: NDArray[np.intp]) -> FittedHead:
        """`rows` are all labelled ones."""
        self._folds = folds
        if not folds:
            scorer = fit_logistic(
                self._final.vectors[rows], self._targets[rows], self._count, strength=_UNJUDGED_STRENGTH
            )
            return FittedHead.unjudged(replace(self._blank, vector=scorer, vector_weight=1.0))
        balanced = self._prefers_balance()
        chosen = self._choose_vector_fit(balanced=balanced)
        verdicts = [self._judge(number, chosen, balanced=balanced) for number in range(len(folds))]
        evidence = Evidence.joined(verdicts)
        blend = evidence.blend()
        head = replace(
            self._blank,
            vector=self._finished(chosen, rows) if blend.vector_weight else None,
            lexical=self._fit_lexical(rows, balanced=balanced) if blend.lexical_weight else None,
            vector_weight=blend.vector_weight,
            lexical_weight=blend.lexical_weight,
        )
        judged = replace(FittedHead.judged_by(head, blend, evidence), balanced=balanced)
        newest = partial(self._judge_fewer, folds[-1], chosen, balanced=balanced)
        # A fine-tuned encoder has read the labels of all older rows: fewer of them cannot be asked of it.
        if self._tuned:
            return judged
        curve = learning_curve(folds[-1], verdicts[-1], blend, newest, tickets=self._tickets)
        return replace(judged, metrics={**judged.metrics, "learning_curve": curve}) if curve else judged

    def _judge_fewer(self, fold: Fold, chosen: FitVector, rows: NDArray[np.intp], *, balanced: bool) -> Evidence:
        """What models of only some `rows` say of the fold's judged ones."""
        return Evidence(
            rows=fold.judge,
            targets=self._targets[fold.judge],
            known=np.isin(self._targets[fold.judge], self._targets[rows]),
            vector=self._fit_vector(chosen, rows).scores(self._views.vectors[fold.judge]),
            lexical=self._fit_lexical(rows, balanced=balanced).scores(self._views.lexical[fold.judge]),
        )

    def _choose_vector_fit(self, *, balanced: bool) -> FitVector:
        """The kind and strength of the vector scorer with the lowest blended log-loss on the first fold."""
        fold = self._folds[0]
        candidates: list[FitVector] = [partial(fit_logistic, strength=strength) for strength in _STRENGTHS]
        if len(fold.learn) >= max(_NETWORK_FROM_ROWS, _NETWORK_FROM_ROWS_PER_VALUE * self._count):
            candidates.append(partial(fit_network, seed=self._seed))
        if self._tuned:
            candidates.append(self._as_tuned)
        known = self._known(fold)
        if not known.any():
            return partial(fit_logistic, strength=_UNJUDGED_STRENGTH)
        lexical, truth = self._lexical_scores(0, balanced)[known], self._targets[fold.judge][known]

        def loss(candidate: FitVector) -> float:
            vector = self._fit_vector(candidate, fold.learn).scores(self._views.vectors[fold.judge][known])
            return fit_blend(vector, lexical, truth).log_loss

        return min(candidates, key=loss)

    def _as_tuned(self, _vectors: Vectors, _targets: Targets, _count: int) -> Scorer:
        """The head that was trained with the judged encoder, whatever it is asked to fit."""
        assert self._tuned is not None
        return self._tuned[0]

    def _finished(self, chosen: FitVector, rows: NDArray[np.intp]) -> Scorer:
        """The chosen kind of vector scorer, of all rows and the vectors that will be served."""
        if self._tuned and chosen == self._as_tuned:
            return self._tuned[1]
        return chosen(self._final.vectors[rows], self._targets[rows], self._count)

    def _prefers_balance(self) -> bool:
        """Whether weighting rare values up lifts macro-F1 by a point and costs no accuracy to speak of."""
        truth = self._targets[self._folds[0].judge]
        plain, weighted = (self._lexical_scores(0, balanced).argmax(axis=1) for balanced in (False, True))
        gain = _macro_f1(truth, weighted) - _macro_f1(truth, plain)
        loss = float((plain == truth).mean() - (weighted == truth).mean())
        return gain >= _BALANCE_GAIN and loss <= _BALANCE_LOSS

    def _judge(self, number: int, chosen: FitVector, *, balanced: bool) -> Evidence:
        fold = self._folds[number]
        return Evidence(
            rows=fold.judge,
            targets=self._targets[fold.judge],
            known=self._known(fold),
            vector=self._fit_vector(chosen, fold.learn).scores(self._views.vectors[fold.judge]),
            lexical=self._lexical_scores(number, balanced),
        )

    def _judge_lexical(self, number: int, balanced: bool) -> Scores:  # noqa: FBT001 (`cache` wants positions)
        fold = self._folds[number]
        return self._fit_lexical(fold.learn, balanced=balanced).scores(self._views.lexical[fold.judge])

    def _known(self, fold: Fold) -> NDArray[np.bool_]:
        return np.isin(self._targets[fold.judge], self._targets[fold.learn])

    def _fit_vector(self, fit: FitVector, rows: NDArray[np.intp]) -> Scorer:
        return fit(self._views.vectors[rows], self._targets[rows], self._count)

    def _fit_lexical(self, rows: NDArray[np.intp], *, balanced: bool) -> Scorer:
        return fit_lexical(self._views.lexical[rows], self._targets[rows], self._count, balanced=balanced)


def _macro_f1(truth: Targets, guesses: Targets) -> float:
    return float(f1_score(truth, guesses, average="macro", zero_division=0))
