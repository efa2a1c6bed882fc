"""The ranker fit: learns the order of articles from resolved tickets, and keeps it only where it wins."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from firstline.kb_index.article_candidates import ArticleCandidates
from firstline.kb_index.article_link import ArticleLink
from firstline.kb_index.article_ranker import ArticleRanker, ArticleTitle, LinkEvidence, LinkModel, with_bonus
from firstline.models.encoder import Vectors

FEWEST_LINKS = 50
MOST_LINKS = 5_000
"""The newest; each search compares a request with all of them."""

_MOST_JUDGED = 1_500
_FOLDS = 5
_CODE_SHARES = (1.0, 0.5, 0.25, 0.0)

Gather = Callable[[ArticleLink, LinkEvidence], ArticleCandidates]
"""The candidates of a request, with the articles that the links suggest among them."""


@dataclass(frozen=True, slots=True)
class RankerFit:
    """What was learned, or None, and what it was judged by: shares of `judged` newest linked requests whose article
    comes first, and among the first five, without and with the ranker.
    """

    ranker: ArticleRanker | None
    links: int
    judged: int = 0
    first_before: float = 0.0
    first_after: float = 0.0
    five_before: float = 0.0
    five_after: float = 0.0


@dataclass(frozen=True, slots=True)
class _Judged:
    """One request's candidates, their features, and those that answered."""

    candidates: ArticleCandidates
    features: NDArray[np.float32]
    right: NDArray[np.bool_]


def fit_ranker(
    links: Sequence[ArticleLink],
    titles: Mapping[str, ArticleTitle],
    *,
    centre: Vectors | None,
    gather: Gather,
    strangers: Sequence[ArticleLink] = (),
) -> RankerFit:
    """Learn from `links`, oldest first.

    The models of links are fitted on the older half and the weights of their evidence on the newer, so that evidence is
    weighed by what it says of requests that came later; then the models are fitted again on all. The ranker is kept
    where, weights cross-validated, the reciprocal ranks of the right articles rise by more than their standard error.
    What a shared code is worth is lowered only where those ranks rise by it: on some desks a number in a request is the
    fault's, on others a version that half the articles name.

    Args:
        titles: of all articles, by id.
        centre: the bundle's mean vector (d,).
        strangers: requests that no article answers, so that the ranker knows such when it sees them.
    """
    links = list(links)[-MOST_LINKS:]
    if len(links) < FEWEST_LINKS:
        return RankerFit(None, len(links))
    middle = np.mean([link.vector for link in links], axis=0) if centre is None else centre
    half = len(links) // 2
    older, newer = links[:half], links[half:]
    if newer[-1].created_at is None:  # in no order of time: each half is judged by the other
        judged = [*_judge(older, newer, titles, middle, gather), *_judge(newer, older, titles, middle, gather)]
    else:
        judged = _judge(older, newer, titles, middle, gather)
    before = _ranks(judged, [one.candidates.scores for one in judged])
    nothing = _judge(older, strangers, titles, middle, gather)
    codes, ranks = _with_codes(judged, _cross_validated(judged, nothing))
    gains = 1 / ranks - 1 / before
    kept = gains.mean() > gains.std(ddof=1) / np.sqrt(len(gains))
    ranker = None
    if kept:
        weights, intercept = _weights([*judged, *nothing])
        ranker = ArticleRanker(_model(links, titles, middle), weights, intercept, codes)
    shares = (float((found <= depth).mean()) for depth in (1, 5) for found in (before, ranks))
    return RankerFit(ranker, len(links), len(judged), *shares)


def with_newcomers(ranker: ArticleRanker, before: ArticleRanker, links: Sequence[ArticleLink]) -> ArticleRanker:
    """`ranker` with what is to be known of articles that came, or changed their titles, since the ranker `before`.

    Not to be named by any ticket says something of an article only once tickets could have named it: until then it is
    judged by its text.

    Args:
        links: those that `ranker` learned from, oldest first.
    """
    had = dict(zip(before.links.ids, before.links.titles, strict=True))
    today = links[-1].moment.isoformat()
    came = {
        article: before.seen.get(article) if had.get(article) == title else today
        for article, title in zip(ranker.links.ids, ranker.links.titles, strict=True)
    }
    seen = {article: moment for article, moment in came.items() if moment is not None}
    places = dict(zip(ranker.links.ids, ranker.links.places.tolist(), strict=True))
    named = {places[article] for link in links for article in link.article_ids}
    moments = sorted(link.moment.isoformat() for link in links)
    young = (
        article
        for article, moment in seen.items()
        if places[article] not in named and len(moments) - bisect_right(moments, moment) < FEWEST_LINKS
    )
    return replace(ranker, seen=seen, young=frozenset(young))


def _model(links: Sequence[ArticleLink], titles: Mapping[str, ArticleTitle], centre: Vectors) -> LinkModel:
    requests = np.stack([link.vector for link in links])
    return LinkModel.fit(titles, requests, [link.article_ids for link in links], centre, [link.words for link in links])


def _judge(
    learned: Sequence[ArticleLink],
    asked: Sequence[ArticleLink],
    titles: Mapping[str, ArticleTitle],
    centre: Vectors,
    gather: Gather,
) -> list[_Judged]:
    model = _model(learned, titles, centre)
    judged = []
    for link in asked[-_MOST_JUDGED:]:
        evidence = model.evidence(link.vector, link.words)
        candidates = gather(link, evidence)
        named = {titles[article].family for article in link.article_ids}
        families = (titles[article].family if article in titles else None for article in candidates.ids)
        right = np.array([family in named for family in families], dtype=np.bool_)
        judged.append(_Judged(candidates, model.features(candidates, evidence), right))
    return judged


def _weights(judged: Sequence[_Judged]) -> tuple[NDArray[np.float32], float]:
    """Weights and intercept of a logistic regression over the raw features; 0 where nothing is to be told apart."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    features = np.concatenate([one.features for one in judged])
    right = np.concatenate([one.right for one in judged])
    if right.all() or not right.any():
        return np.zeros(features.shape[1], dtype=np.float32), 0.0
    scaler = StandardScaler().fit(features)
    fitted = LogisticRegression(max_iter=1_000).fit(scaler.transform(features), right)
    weights = fitted.coef_[0] / scaler.scale_
    return weights.astype(np.float32), float(fitted.intercept_[0] - weights @ scaler.mean_)


def _cross_validated(judged: Sequence[_Judged], nothing: Sequence[_Judged]) -> list[NDArray[np.float32]]:
    """Scores of each request's candidates with weights that were learned from other requests, and from those that
    `nothing` answers.
    """
    found: list[NDArray[np.float32]] = [np.empty(0, np.float32)] * len(judged)
    for fold in range(_FOLDS):
        others = [one for row, one in enumerate(judged) if row % _FOLDS != fold]
        weights, _ = _weights([*others, *nothing])
        for row in range(fold, len(judged), _FOLDS):
            found[row] = judged[row].features @ weights
    return found


def _with_codes(judged: Sequence[_Judged], learned: Sequence[NDArray[np.float32]]) -> tuple[float, NDArray[np.float64]]:
    """The share of a code's worth that puts the right articles highest, of equals the most, and the ranks with it."""
    ranks = {
        share: _ranks(
            judged, [with_bonus(said, one.candidates, codes=share) for said, one in zip(learned, judged, strict=True)]
        )
        for share in _CODE_SHARES
    }
    return max(ranks.items(), key=lambda item: (float((1 / item[1]).mean()), item[0]))


def _ranks(judged: Sequence[_Judged], scores: Sequence[NDArray[np.float32]]) -> NDArray[np.float64]:
    """The rank of each request's first right candidate, half-way among its equals; infinite where none is right."""
    return np.array([_rank(said[one.right], said[~one.right]) for said, one in zip(scores, judged, strict=True)])


def _rank(right: NDArray[np.float32], wrong: NDArray[np.float32]) -> float:
    if not len(right):
        return np.inf
    best = right.max()
    return 1 + float((wrong > best).sum()) + float((wrong == best).sum()) / 2
