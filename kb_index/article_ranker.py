"""The article ranker: what a desk's own resolved tickets teach the order of articles."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load, save
from scipy.sparse import csr_array

from firstline.kb_index.article_candidates import ArticleCandidates
from firstline.kb_index.fusion import Scores, standardised
from firstline.kb_index.link_classifier import LinkClassifier
from firstline.kb_index.link_votes import LinkVotes
from firstline.models.centre import centre_vectors
from firstline.models.encoder import Vectors

FEATURES = ("words", "characters", "vectors", "votes", "likely", "likelier")
"""The best passage in each leg; the votes of the nearest requests; the link classifier's log-probability, and its
score. Legs and the last are standardised over the candidates.
"""

_SUGGESTED = 20
_LEGS = FEATURES[:3]


@dataclass(frozen=True, slots=True)
class LinkEvidence:
    """What the resolved tickets say of one request: logits and votes of the articles `ids`, shape (articles,)."""

    ids: Sequence[str] = field(repr=False)
    logits: Vectors
    votes: Vectors

    @property
    def best(self) -> list[str]:
        """Articles that candidates should hold whatever their text says."""
        leading = [np.argsort(-scores, kind="stable")[:_SUGGESTED] for scores in (self.logits, self.votes)]
        return [self.ids[number] for number in np.unique(np.concatenate(leading)).tolist()]


@dataclass(frozen=True, slots=True)
class LinkModel:
    """The two models of links over the articles `ids`, and the `centre` (d,) of the requests."""

    ids: Sequence[str]
    centre: Vectors
    classifier: LinkClassifier
    votes: LinkVotes
    _places: Mapping[str, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_places", {article: place for place, article in enumerate(self.ids)})

    @classmethod
    def fit(
        cls, ids: Sequence[str], titles: Vectors, requests: Vectors, answers: Sequence[frozenset[str]], centre: Vectors
    ) -> "LinkModel":
        """Of raw vectors of titles (articles, d) and of requests (n, d), each answered by some of `ids`."""
        shares = _shares(answers, ids)
        asked = centre_vectors(requests, centre)
        named = centre_vectors(titles, titles.mean(axis=0))
        return cls(ids, centre, LinkClassifier.fit(asked, shares, named), LinkVotes(asked, shares))

    def evidence(self, vector: Vectors) -> LinkEvidence:
        """Of a raw vector (d,)."""
        request = centre_vectors(vector[None], self.centre)[0]
        return LinkEvidence(self.ids, self.classifier.scores(request), self.votes.scores(request))

    def features(self, candidates: ArticleCandidates, evidence: LinkEvidence) -> NDArray[np.float32]:
        """`FEATURES` of each candidate, shape (candidates, features); an article without a place in the model gets
        the candidates' middle of what the model would say.
        """
        places = np.array([self._places.get(article, -1) for article in candidates.ids], dtype=np.intp)
        columns = [standardised(candidates.legs[name]) for name in _LEGS]
        logs = evidence.logits - _log_sum(evidence.logits)
        columns.append(_taken(evidence.votes, places))
        columns.append(_taken(np.maximum(logs, np.log(np.float32(1e-6))), places))
        columns.append(standardised(_taken(evidence.logits, places)))
        return np.stack(columns, axis=1)


@dataclass(frozen=True, slots=True)
class ArticleRanker:
    """Logistic regression of "this article answers" over `FEATURES`, with the models of links that some come from.

    `codes` is how much of its weight the very code of a request keeps on this desk, from 0 to 1.
    """

    links: LinkModel
    weights: Scores = field(repr=False)
    intercept: float
    codes: float = 1.0

    def scores(self, candidates: ArticleCandidates, evidence: LinkEvidence) -> Scores:
        """Logits of the candidates, shape (candidates,)."""
        found: Scores = self.links.features(candidates, evidence) @ self.weights + np.float32(self.intercept)
        return found

    def ordered_by(self, learned: Scores, candidates: ArticleCandidates) -> Scores:
        """What `scores` gave, with codes and language: see `with_bonus`."""
        return with_bonus(learned, candidates, codes=self.codes)

    def dump(self) -> bytes:
        """What `parse` reads: safetensors."""
        links = self.links
        shares = links.votes.shares
        arrays: dict[str, NDArray[Any]] = {
            "features": _text(FEATURES),
            "ids": _text(links.ids),
            "centre": links.centre.astype(np.float32),
            "classifier.weights": links.classifier.weights,
            "classifier.bias": links.classifier.bias,
            "votes.requests": links.votes.requests.astype(np.float16),
            "shares.ends": shares.indptr.astype(np.int32),
            "shares.articles": shares.indices.astype(np.int32),
            "shares.values": shares.data,
            "weights": self.weights,
            "intercept": np.array([self.intercept], dtype=np.float32),
            "codes": np.array([self.codes], dtype=np.float32),
        }
        return save({name: np.ascontiguousarray(array) for name, array in arrays.items()})

    @classmethod
    def parse(cls, content: bytes) -> "ArticleRanker":
        """Raises ValueError, KeyError or SafetensorError for what `dump` did not write."""
        arrays: Mapping[str, NDArray[Any]] = load(content)
        features = json.loads(arrays["features"].tobytes())
        if features != list(FEATURES):
            raise ValueError(f"features {features} came where {list(FEATURES)} are wanted")
        ids = json.loads(arrays["ids"].tobytes())
        requests = arrays["votes.requests"].astype(np.float32)
        entries = (arrays["shares.values"], arrays["shares.articles"], arrays["shares.ends"])
        shares = csr_array(entries, shape=(len(requests), len(ids)))
        classifier = LinkClassifier(arrays["classifier.weights"], arrays["classifier.bias"])
        links = LinkModel(ids, arrays["centre"], classifier, LinkVotes(requests, shares))
        return cls(links, arrays["weights"], float(arrays["intercept"][0]), float(arrays["codes"][0]))


def with_bonus(learned: Scores, candidates: ArticleCandidates, *, codes: float) -> Scores:
    """Learned scores (candidates,) with the share `codes` of what shared codes are worth, and with the language's
    bonus; both move an article by as many deviations as they do without a ranker.
    """
    spread = float((candidates.scores - candidates.codes - candidates.language).std())
    scale = max(1.0, float(learned.std()) / spread) if spread > 1e-6 else 1.0
    found: Scores = learned + np.float32(scale) * (np.float32(codes) * candidates.codes + candidates.language)
    return found


def _text(names: Sequence[str]) -> NDArray[np.uint8]:
    return np.frombuffer(json.dumps(list(names)).encode(), dtype=np.uint8)


def _shares(answers: Sequence[frozenset[str]], ids: Sequence[str]) -> csr_array:
    """How much of each request's answer each article was, (requests, articles): equal parts."""
    number = {article: position for position, article in enumerate(ids)}
    entries = [(row, number[name], 1 / len(named)) for row, named in enumerate(answers) for name in sorted(named)]
    rows, columns, values = zip(*entries, strict=True)
    return csr_array((np.array(values, dtype=np.float32), (rows, columns)), shape=(len(answers), len(ids)))


def _taken(scores: Vectors, places: NDArray[np.intp]) -> Scores:
    """Scores of the known places; the mean of them where a place is not known."""
    known = places >= 0
    found = np.zeros(len(places), dtype=np.float32)
    if known.any():
        found[known] = scores[places[known]]
        found[~known] = found[known].mean()
    return found


def _log_sum(logits: Vectors) -> float:
    most = float(logits.max())
    return most + float(np.log(np.exp(logits - most).sum()))
