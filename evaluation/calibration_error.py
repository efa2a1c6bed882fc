"""Calibration error: how far a confidence is from the share of answers that are right."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.metrics import brier_score_loss, log_loss

from firstline.evaluation.bootstrap import Bootstrap, Counts, Flags, Floats, Statistic
from firstline.evaluation.estimate import UNDEFINED, Estimate, wilson

DEFAULT_BINS = 15
FEW = 200
"""Below so many tickets the error of a calibration cannot be told from none."""

_FEWEST_IN_A_SHOWN_BIN = 25


@dataclass(frozen=True, slots=True)
class CalibrationBin:
    """Tickets of like confidence: what was promised (`confidence`, its mean) and what was kept (`accuracy`)."""

    n: int
    confidence: float
    accuracy: Estimate


@dataclass(frozen=True, slots=True)
class CalibrationScores:
    """`ece` is the mean absolute gap over equal-mass bins; `debiased` is the root mean square gap without the part that
    chance alone makes (Kumar, Liang and Ma 2019); where it is 0, its interval says how large it may yet be. `brier` and
    `log_loss` are those of "the best value is right". `bins` are fewer than the errors' where tickets are few."""

    n: int
    ece: Estimate
    debiased: Estimate
    brier: Estimate
    log_loss: Estimate
    bins: tuple[CalibrationBin, ...]


def calibration_scores(
    confidence: Floats, correct: Flags, *, bootstrap: Bootstrap, bins: int = DEFAULT_BINS
) -> CalibrationScores:
    """Score `confidence` (rows,) in [0, 1] of the best value against whether it was `correct` (rows,)."""
    if not len(confidence):
        return CalibrationScores(0, UNDEFINED, UNDEFINED, UNDEFINED, UNDEFINED, ())
    gaps = _Gaps(confidence, correct, bins)
    losses = _log_losses(confidence, correct)
    return CalibrationScores(
        n=len(confidence),
        ece=_not_negative(_recentred(gaps.absolute, len(confidence), bootstrap)),
        debiased=_root(_recentred(gaps.squared_debiased, len(confidence), bootstrap, floor=0.0)),
        brier=bootstrap.around(
            float(brier_score_loss(correct, confidence, pos_label=True)),
            bootstrap.replicates(_mean_of((confidence - correct) ** 2), len(confidence)),
        ),
        log_loss=bootstrap.around(
            float(log_loss(correct, confidence, labels=[False, True])),
            bootstrap.replicates(_mean_of(losses), len(confidence)),
        ),
        bins=_bins(confidence, correct, equal_mass_bins(confidence, _shown_bins(len(confidence), bins))),
    )


def expected_calibration_error(confidence: Floats, correct: Flags, *, bins: int = DEFAULT_BINS) -> float:
    """Mean over equal-mass bins of |mean confidence − accuracy| (Naeini et al. 2015).

    Chance alone makes it positive, the more so the smaller the bins.
    """
    return float(_Gaps(confidence, correct, bins).absolute(np.ones((1, len(confidence))))[0])


def debiased_calibration_error(confidence: Floats, correct: Flags, *, bins: int = DEFAULT_BINS) -> float:
    """Root mean square gap over equal-mass bins, each square less its sampling variance y(1−y)/(n−1).

    Kumar, Liang and Ma 2019, *Verified Uncertainty Calibration*, https://arxiv.org/abs/1909.10155, definition 4.1. The
    estimate of the square is unbiased and may be negative, which is reported as 0.
    """
    squared = float(_Gaps(confidence, correct, bins).squared_debiased(np.ones((1, len(confidence))))[0])
    return float(np.sqrt(max(0.0, squared)))


def equal_mass_bins(confidence: Floats, bins: int) -> NDArray[np.int64]:
    """The bin, from 0, of each row. Equal confidences share a bin, so bins may be fewer and not quite equal."""
    ordered = np.sort(confidence)
    starts = [part[0] for part in np.array_split(ordered, min(bins, len(ordered)))]
    return np.searchsorted(np.unique(starts), confidence, side="right") - 1


class _Gaps:
    """The gap of every bin, for any resample; bins stay those of the sample."""

    def __init__(self, confidence: Floats, correct: Flags, bins: int) -> None:
        self.bin_of = equal_mass_bins(confidence, bins)
        rows, width = np.arange(len(confidence)), int(self.bin_of.max()) + 1
        self._member, self._promised, self._kept = (
            sparse.csr_matrix((data, (rows, self.bin_of)), shape=(len(rows), width))
            for data in (np.ones(len(rows)), confidence, correct.astype(np.float64))
        )

    def absolute(self, counts: Counts) -> Floats:
        size, gap, _ = self._of(counts)
        total: Floats = (size * np.abs(gap)).sum(axis=1) / size.sum(axis=1)
        return total

    def squared_debiased(self, counts: Counts) -> Floats:
        size, gap, accuracy = self._of(counts)
        variance = np.where(size > 1, accuracy * (1 - accuracy) / np.maximum(size - 1, 1), 0.0)
        total: Floats = (size * (gap**2 - variance)).sum(axis=1) / size.sum(axis=1)
        return total

    def _of(self, counts: Counts) -> tuple[Floats, Floats, Floats]:
        """Size, gap and accuracy of each bin in each resample, all (b, bins)."""
        size, promised, kept = (np.asarray(counts @ table) for table in (self._member, self._promised, self._kept))
        filled = np.maximum(size, 1)
        return size, promised / filled - kept / filled, kept / filled


def _recentred(statistic: Statistic, rows: int, bootstrap: Bootstrap, *, floor: float = -np.inf) -> Estimate:
    """Resampling adds the noise of the sample once more, which only ever widens gaps: take that shift out again.

    A value under `floor` is only there by chance: its interval is laid around the floor.
    """
    value = max(floor, float(statistic(np.ones((1, rows)))[0]))
    replicates = bootstrap.replicates(statistic, rows)
    return bootstrap.around(value, replicates - (replicates.mean() - value))


def _root(squared: Estimate) -> Estimate:
    value, low, high = np.sqrt(np.maximum(0.0, [squared.value, squared.low, squared.high]))
    return Estimate(float(value), float(low), float(high))


def _not_negative(figure: Estimate) -> Estimate:
    return Estimate(figure.value, max(0.0, figure.low), max(0.0, figure.high))


def _log_losses(confidence: Floats, correct: Flags) -> Floats:
    tiny = np.finfo(np.float64).eps
    likelihood = np.clip(np.where(correct, confidence, 1 - confidence), tiny, 1 - tiny)
    losses: Floats = -np.log(likelihood)
    return losses


def _mean_of(values: Floats) -> Statistic:
    return lambda counts: counts @ values / len(values)


def _shown_bins(rows: int, most: int) -> int:
    return max(1, min(most, rows // _FEWEST_IN_A_SHOWN_BIN))


def _bins(confidence: Floats, correct: Flags, bin_of: NDArray[np.int64]) -> tuple[CalibrationBin, ...]:
    members = (bin_of == number for number in np.unique(bin_of))
    return tuple(
        CalibrationBin(int(m.sum()), float(confidence[m].mean()), wilson(int(correct[m].sum()), int(m.sum())))
        for m in members
    )
