"""Out-of-scope metrics: whether requests that do not belong here are told from those that do."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sklearn.metrics import average_precision_score, roc_auc_score

from firstline.evaluation.bootstrap import Bootstrap, Counts, Flags, Floats
from firstline.evaluation.estimate import UNDEFINED, Estimate, wilson

_RECALL_OF_FPR = 0.95


@dataclass(frozen=True, slots=True)
class OutOfScopeScores:
    """`auroc`, `aupr` (out of scope is the positive class) and `fpr_at_95`, the share of good requests held back when
    95 % of strangers are caught, judge the score; `recall` and `false_alarms` judge the flag."""

    n: int
    out_of_scope: int
    auroc: Estimate
    aupr: Estimate
    fpr_at_95: Estimate
    recall: Estimate
    false_alarms: Estimate


def out_of_scope_scores(stranger: Flags, score: Floats, flag: Flags, *, bootstrap: Bootstrap) -> OutOfScopeScores:
    """Score `score` and `flag` (rows,) against which rows are a `stranger` (rows,); NaN unless both kinds are there."""
    n, strangers = len(stranger), int(stranger.sum())
    recall = wilson(int((flag & stranger).sum()), strangers)
    alarms = wilson(int((flag & ~stranger).sum()), n - strangers)
    if strangers in (0, n):
        return OutOfScopeScores(n, strangers, UNDEFINED, UNDEFINED, UNDEFINED, recall, alarms)
    curve = DetectionCurve(stranger, score)
    return OutOfScopeScores(
        n=n,
        out_of_scope=strangers,
        auroc=bootstrap.estimate(float(roc_auc_score(stranger, score)), curve.auroc, n),
        aupr=bootstrap.estimate(float(average_precision_score(stranger, score)), curve.aupr, n),
        fpr_at_95=bootstrap.estimate(float(curve.fpr_at_95(np.ones((1, n)))[0]), curve.fpr_at_95, n),
        recall=recall,
        false_alarms=alarms,
    )


class DetectionCurve:
    """True and false positives as the threshold falls, for many resamples at once; equal scores fall together.

    Its areas equal scikit-learn's, which takes one resample at a time.
    """

    def __init__(self, stranger: Flags, score: Floats) -> None:
        self._order = np.argsort(-score, kind="stable")
        self._stranger = stranger[self._order].astype(np.float64)
        self._ends = np.flatnonzero(np.append(np.diff(score[self._order]) != 0, True))

    def auroc(self, counts: Counts) -> Floats:
        """Area under the receiver operating characteristic, (b,)."""
        caught, alarms = self._rates(counts)
        area: Floats = np.asarray(np.trapezoid(caught, alarms, axis=1))
        return area

    def aupr(self, counts: Counts) -> Floats:
        """Average precision, (b,)."""
        hits, misses = self._cumulated(counts)
        # A threshold above the first drawn row lets nothing through: its precision is never weighed, so any will do.
        precision = hits / np.maximum(hits + misses, 1)
        steps = np.diff(hits, axis=1, prepend=0.0)
        area: Floats = self._guarded((steps * precision).sum(axis=1), hits[:, -1])
        return area

    def fpr_at_95(self, counts: Counts) -> Floats:
        """False positive rate at the highest threshold that catches 95 % of strangers, (b,)."""
        caught, alarms = self._rates(counts)
        first = np.argmax(caught >= _RECALL_OF_FPR - 1e-12, axis=1)
        rate: Floats = np.where(np.isnan(caught[:, -1]), np.nan, alarms[np.arange(len(alarms)), first])
        return rate

    def _rates(self, counts: Counts) -> tuple[Floats, Floats]:
        """Recall and false positive rate at each threshold, with the one that lets nothing through first."""
        hits, misses = (np.pad(part, ((0, 0), (1, 0))) for part in self._cumulated(counts))
        return self._guarded(hits, hits[:, -1:]), self._guarded(misses, misses[:, -1:])

    def _cumulated(self, counts: Counts) -> tuple[Floats, Floats]:
        drawn = counts[:, self._order]
        hits = np.cumsum(drawn * self._stranger, axis=1)[:, self._ends]
        every = np.cumsum(drawn, axis=1)[:, self._ends]
        return hits, every - hits

    @staticmethod
    def _guarded(part: Floats, whole: Floats) -> Floats:
        return np.divide(part, whole, out=np.full_like(part, np.nan), where=np.broadcast_to(whole > 0, part.shape))
