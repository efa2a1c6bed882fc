"""The article ranker: what a desk's own resolved tickets teach the order of articles."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load, save
from scipy.sparse import csc_array, csr_array

from firstline.kb_index.analyzer import analyze
from firstline.kb_index.article_candidates import ArticleCandidates
from firstline.kb_index.fusion import Scores, standardised
from firstline.kb_index.link_classifier import LinkClassifier
from firstline.kb_index.link_votes import LinkVotes
from firstline.kb_index.link_wording import LinkWording
from firstline.kb_index.passage_votes import PassageVotes
from firstline.models.centre import centre_vectors
from firstline.models.encoder import Vectors

FEATURES = ("words", "characters", "vectors", "votes", "likely", "likelier", "wording", "similarity", "nearest")
"""The best passage in each leg; the votes of the nearest requests; the link classifier's log-probability, and its
score; how like the wording is that of the requests which the article answered; how alike the best passage and the
request are, and the request and the nearest one. Legs, the classifier's score and the wording are standardised over the
candidates, the last two are cosines: by them a request is known that nothing is like.
"""

_SUGGESTED = 20
_SMALLEST = 1e-9
_LEGS = FEATURES[:3]


@dataclass(frozen=True, slots=True)
class ArticleTitle:
    """An article's title, its vector (d,), and the `family`: what the article translates, or itself."""

    text: str
    vector: Vectors = field(repr=False)
    family: str


@dataclass(frozen=True, slots=True)
class LinkEvidence:
    """What the resolved tickets say of one request: logits, votes and likeness of wording of the families of articles,
    shape (families,), and its `closeness` to each of theirs, cosines of shape (n,).

    `families` holds the ids of each family's articles.
    """

    families: Sequence[Sequence[str]] = field(repr=False)
    logits: Vectors
    votes: Vectors
    wording: Vectors
    closeness: Vectors = field(repr=False)

    @property
    def nearest(self) -> float:
        """The cosine of the nearest request."""
        return float(self.closeness.max())

    @property
    def best(self) -> list[str]:
        """Articles that candidates should hold whatever their text says."""
        leading = [np.argsort(-scores, kind="stable")[:_SUGGESTED] for scores in (self.logits, self.votes)]
        numbers = np.unique(np.concatenate(leading)).tolist()
        return [article for number in numbers for article in self.families[number]]


@dataclass(frozen=True, slots=True)
class LinkModel:
    """The three models of links over families of articles, an article with its translations each.

    Args:
        ids: all articles, with the `titles` that they had, and the `places` of their families, shape (articles,).
        centre: of the requests, (d,).
    """

    ids: Sequence[str]
    titles: Sequence[str] = field(repr=False)
    places: NDArray[np.int32] = field(repr=False)
    centre: Vectors
    classifier: LinkClassifier
    votes: LinkVotes
    wording: LinkWording
    _rows: Mapping[str, int] = field(init=False, repr=False)
    _families: Sequence[Sequence[str]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_rows", {article: row for row, article in enumerate(self.ids)})
        families: list[list[str]] = [[] for _ in range(int(self.places.max()) + 1)]
        for article, place in zip(self.ids, self.places.tolist(), strict=True):
            families[place].append(article)
        object.__setattr__(self, "_families", families)

    @classmethod
    def fit(
        cls,
        titles: Mapping[str, ArticleTitle],
        requests: Vectors,
        answers: Sequence[frozenset[str]],
        centre: Vectors,
        words: Sequence[Sequence[str]] = (),
    ) -> "LinkModel":
        """Of articles by their ids, and of requests' vectors (n, d), each answered by some of the articles.

        Args:
            words: of each request as `analyze` gives them, its `surface`; none where only meaning is to count.
        """
        number: dict[str, int] = {}
        places = np.array([number.setdefault(title.family, len(number)) for title in titles.values()], dtype=np.int32)
        vectors = np.stack([title.vector for title in titles.values()])
        about = np.zeros((len(number), vectors.shape[1]), dtype=np.float32)
        np.add.at(about, places, centre_vectors(vectors, vectors.mean(axis=0)))
        about /= np.maximum(np.linalg.norm(about, axis=1, keepdims=True), _SMALLEST)
        shares = _shares([{number[titles[article].family] for article in named} for named in answers], len(number))
        asked = centre_vectors(requests, centre)
        texts = [title.text for title in titles.values()]
        called: list[list[str]] = [[] for _ in number]
        for text, place in zip(texts, places.tolist(), strict=True):
            called[place] += analyze(text).surface
        classifier = LinkClassifier.fit(asked, shares, about)
        wording = LinkWording.fit(words or [()] * len(asked), shares, called)
        return cls(list(titles), texts, places, centre, classifier, LinkVotes(asked, shares), wording)

    def knew(self, articles: Sequence[str], titles: Sequence[str]) -> NDArray[np.bool_]:
        """Which articles were there, under the title that they have now, when the links were read."""
        rows = (self._rows.get(article) for article in articles)
        pairs = zip(rows, titles, strict=True)
        return np.array([row is not None and self.titles[row] == title for row, title in pairs], dtype=np.bool_)

    def evidence(self, vector: Vectors, words: Sequence[str] = ()) -> LinkEvidence:
        """Of a raw vector (d,) and the words of the same request."""
        request = centre_vectors(vector[None], self.centre)[0]
        votes, closeness = self.votes.scores(request)
        logits, wording = self.classifier.scores(request), self.wording.scores(words)
        return LinkEvidence(self._families, logits, votes, wording, closeness)

    def features(self, candidates: ArticleCandidates, evidence: LinkEvidence) -> NDArray[np.float32]:
        """`FEATURES` of each candidate, shape (candidates, features); an article without a place in the model gets
        the candidates' middle of what the model would say.
        """
        rows = [self._rows.get(article) for article in candidates.ids]
        places = np.array([-1 if row is None else self.places[row] for row in rows], dtype=np.intp)
        columns = [standardised(candidates.legs[name]) for name in _LEGS]
        logs = evidence.logits - _log_sum(evidence.logits)
        columns.append(_taken(evidence.votes, places))
        columns.append(_taken(np.maximum(logs, np.log(np.float32(1e-6))), places))
        columns.append(standardised(_taken(evidence.logits, places)))
        columns.append(standardised(_taken(evidence.wording, places)))
        columns.append(candidates.similarity)
        columns.append(np.full(len(places), evidence.nearest, dtype=np.float32))
        return np.stack(columns, axis=1)


@dataclass(frozen=True, slots=True)
class ArticleRanker:
    """Logistic regression of "this article answers" over `FEATURES`, with the models of links that some come from.

    `codes` is how much of its weight the very code of a request keeps on this desk, from 0 to 1. `seen` says of each
    article that came after the first ranker when that was (RFC 3339), and `young` are those of them that no ticket
    names although hardly any could have yet. `passages` says what of an article the answers spoke of.
    """

    links: LinkModel
    weights: Scores = field(repr=False)
    intercept: float
    codes: float = 1.0
    seen: Mapping[str, str] = field(default_factory=dict, repr=False)
    young: frozenset[str] = field(default_factory=frozenset, repr=False)
    passages: PassageVotes = field(default_factory=lambda: PassageVotes.none(0), repr=False)

    def odds(self, candidates: ArticleCandidates, evidence: LinkEvidence, titles: Sequence[str]) -> Scores:
        """Log-odds that each of the candidates, which have these `titles`, answers, shape (candidates,).

        Of an article that is new, or has another title since, the links say nothing: its text alone does.
        """
        known = self.links.knew(candidates.ids, titles)
        known &= np.array([article not in self.young for article in candidates.ids], dtype=np.bool_)
        learned = self.links.features(candidates, evidence) @ self.weights + np.float32(self.intercept)
        found: Scores = np.where(known, learned, candidates.odds)
        return found

    def ordered_by(self, odds: Scores, candidates: ArticleCandidates) -> Scores:
        """What `odds` gave, with codes and language: see `with_bonus`."""
        return with_bonus(odds, candidates, codes=self.codes)

    def dump(self) -> bytes:
        """What `parse` reads: safetensors."""
        links = self.links
        arrays: dict[str, NDArray[Any]] = {
            "features": _text(FEATURES),
            "ids": _text(links.ids),
            "titles": _text(links.titles),
            "places": links.places,
            "seen": _json(dict(self.seen)),
            "young": _text(sorted(self.young)),
            "centre": links.centre.astype(np.float32),
            "classifier.weights": links.classifier.weights,
            "classifier.bias": links.classifier.bias,
            "votes.requests": links.votes.requests.astype(np.float16),
            **_sparse("shares", links.votes.shares),
            "wording.terms": links.wording.terms,
            "wording.rarity": links.wording.rarity,
            **_sparse("wording", links.wording.weights),
            "passages.keys": _text(self.passages.keys),
            **_sparse("passages", csr_array(self.passages.shares)),
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
        ids, places = json.loads(arrays["ids"].tobytes()), arrays["places"]
        requests = arrays["votes.requests"].astype(np.float32)
        shares = _parsed(arrays, "shares", columns=int(places.max()) + 1)
        classifier = LinkClassifier(arrays["classifier.weights"], arrays["classifier.bias"])
        titles, seen, young = (json.loads(arrays[name].tobytes()) for name in ("titles", "seen", "young"))
        said = _parsed(arrays, "wording", columns=shares.shape[1])
        wording = LinkWording(arrays["wording.terms"], arrays["wording.rarity"], said)
        links = LinkModel(ids, titles, places, arrays["centre"], classifier, LinkVotes(requests, shares), wording)
        weights, intercept, codes = arrays["weights"], float(arrays["intercept"][0]), float(arrays["codes"][0])
        keys = json.loads(arrays["passages.keys"].tobytes())
        passages = PassageVotes(keys, csc_array(_parsed(arrays, "passages", columns=len(keys))))
        return cls(links, weights, intercept, codes, seen, frozenset(young), passages)


def with_bonus(learned: Scores, candidates: ArticleCandidates, *, codes: float) -> Scores:
    """Learned scores (candidates,) with the share `codes` of what shared codes are worth, by as many deviations as
    without a ranker, and with the language's bonus as it is: of two about as sure, the reader's language goes first.
    """
    spread = float((candidates.scores - candidates.codes - candidates.language).std())
    scale = max(1.0, float(learned.std()) / spread) if spread > 1e-6 else 1.0
    found: Scores = learned + np.float32(scale * codes) * candidates.codes + candidates.language
    return found


def _sparse(name: str, matrix: csr_array) -> dict[str, NDArray[Any]]:
    return {
        f"{name}.ends": matrix.indptr.astype(np.int32),
        f"{name}.columns": matrix.indices.astype(np.int32),
        f"{name}.values": matrix.data,
    }


def _parsed(arrays: Mapping[str, NDArray[Any]], name: str, *, columns: int) -> csr_array:
    """What `_sparse` wrote."""
    values, places, ends = (arrays[f"{name}.{part}"] for part in ("values", "columns", "ends"))
    return csr_array((values, places, ends), shape=(len(ends) - 1, columns))


def _text(names: Sequence[str]) -> NDArray[np.uint8]:
    return _json(list(names))


def _json(document: object) -> NDArray[np.uint8]:
    return np.frombuffer(json.dumps(document).encode(), dtype=np.uint8)


def _shares(answers: Sequence[Collection[int]], count: int) -> csr_array:
    """How much of each request's answer each of `count` families was, (requests, families): equal parts."""
    entries = [(row, place, 1 / len(named)) for row, named in enumerate(answers) for place in sorted(named)]
    rows, columns, values = zip(*entries, strict=True)
    return csr_array((np.array(values, dtype=np.float32), (rows, columns)), shape=(len(answers), count))


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
