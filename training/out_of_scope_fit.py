"""The out-of-scope fit: what the desk's own held-out requests look like."""

import numpy as np
from numpy.typing import NDArray
from sklearn.covariance import LedoitWolf
from sklearn.metrics import roc_auc_score

from firstline.models.encoder import Vectors
from firstline.models.field_head import Logits
from firstline.models.out_of_scope import (
    Measures,
    OutOfScopeDetector,
    ScopeCalibration,
    Spread,
    distances,
    energies,
)
from firstline.training.background_fit import Background, fit_background
from firstline.training.evidence import FittedHead
from firstline.training.held_out import HeldOutPlan

_OWN_FLAGGED = 0.02
_TAIL_FROM = 0.95
_SMALLEST_SCALE = 1e-3
_FEWEST_JUDGED = 20
_WORTH_IT = 0.002


def fit_detector(
    field: str,
    head: FittedHead,
    vectors: Vectors,
    plan: HeldOutPlan,
    background: Background | None = None,
    *,
    foreign: Logits | None = None,
) -> OutOfScopeDetector | None:
    """A detector that flags 2 % of the desk's own held-out requests; None with fewer than 20 of them.

    `vectors` are the raw ones of all training texts, `foreign` the head's logits of the background's requests. The
    background becomes a third measure where it tells held-out requests from those to industries that it has not read
    better than the other two measures do alone. The score's scale is a third of the distance between the median and the
    threshold, so that the median request scores about 0.05.
    """
    if len(head.judged) < _FEWEST_JUDGED:
        return None
    centre, precision = vectors.mean(axis=0), _precision(vectors)
    own = (energies(head.logits), _held_out_distances(vectors, plan)[head.judged])
    rough = ScopeCalibration(field=field, energy=_spread(own[0]), distance=_spread(own[1]), threshold=0.0, scale=1.0)
    strangeness, scorer = rough.strangeness(*own), None
    fit = background and fit_background(vectors, background, plan)
    if background and fit and foreign is not None:
        far = distances(background.vectors[fit.kept], centre, precision)
        others = (energies(foreign[fit.kept]), far)
        with_it = rough.model_copy(update={"foreignness": _spread(fit.usual)})
        wider = with_it.strangeness(*own, fit.own[head.judged])
        before = _area(strangeness, rough.strangeness(*others))
        if _area(wider, with_it.strangeness(*others, fit.left_out[fit.kept])) > before + _WORTH_IT:
            rough, strangeness, scorer = with_it, wider, fit.scorer
    median, threshold = np.quantile(strangeness, [0.5, 1 - _OWN_FLAGGED])
    scale = max(float(threshold - median) / 3, _SMALLEST_SCALE)
    calibration = rough.model_copy(update={"threshold": float(threshold), "scale": scale})
    return OutOfScopeDetector(calibration, centre, precision, scorer)


def refit_detector(
    detector: OutOfScopeDetector, vectors: Vectors, plan: HeldOutPlan, background: Background
) -> OutOfScopeDetector:
    """The detector over other vectors of the same texts, raw (texts, dimension): those that will be served.

    Its calibration stays: it comes from requests that the judging vectors' encoder had not read.
    """
    scorer = None
    if detector.background is not None:
        fit = fit_background(vectors, background, plan)
        scorer = detector.background if fit is None else fit.scorer
    return OutOfScopeDetector(detector.calibration, vectors.mean(axis=0), _precision(vectors), scorer)


def _area(own: Measures, others: Measures) -> float:
    """Area under the receiver operating characteristic: how often a stranger is stranger than one of ours."""
    return float(roc_auc_score(np.repeat([0, 1], [len(own), len(others)]), np.concatenate((own, others))))


def _held_out_distances(vectors: Vectors, plan: HeldOutPlan) -> NDArray[np.float64]:
    """Each judged row's distance from the rows that its fold learns from; NaN for rows that no fold judges."""
    found = np.full(len(vectors), np.nan)
    for fold in plan.folds:
        learn = vectors[fold.learn]
        found[fold.judge] = distances(vectors[fold.judge], learn.mean(axis=0), _precision(learn))
    return found


def _precision(vectors: Vectors) -> NDArray[np.float32]:
    """The inverse covariance with shrinkage (Ledoit and Wolf 2004), which also holds for fewer rows than dimensions."""
    if len(vectors) == 1:
        return np.eye(vectors.shape[1], dtype=np.float32)
    return np.asarray(LedoitWolf().fit(vectors.astype(np.float64)).precision_, dtype=np.float32)


def _spread(measure: NDArray[np.float64]) -> Spread:
    median, tail = np.quantile(measure, [0.5, _TAIL_FROM])
    return Spread(median=float(median), tail=max(float(tail - median), _SMALLEST_SCALE))
