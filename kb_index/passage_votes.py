"""The passage votes: which passages of an article the answers to earlier requests spoke of."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array
from scipy.special import softmax

from firstline.kb_index.analyzer import analyze
from firstline.kb_index.article_entry import ArticleRow, numbered
from firstline.kb_index.article_link import ArticleLink
from firstline.kb_index.fusion import Scores, standardised
from firstline.kb_index.lexical_index import LexicalIndex
from firstline.kb_index.passage import Passage
from firstline.kb_index.vocabulary import Vocabulary

_LEGS = ("words", "characters")
_TEMPERATURE = 0.08

RowsOf = Callable[[str], Sequence[ArticleRow]]
"""The present rows of an article, by its id."""


@dataclass(frozen=True, slots=True)
class PassageVotes:
    """For each of n requests, those of the link votes in their order, how far its answer spoke of each passage of the
    articles that it names: `shares` (n, passages), one column for each of `keys`.
    """

    keys: Sequence[str]
    shares: csc_array
    _places: Mapping[str, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_places", {key: place for place, key in enumerate(self.keys)})

    @classmethod
    def none(cls, requests: int) -> PassageVotes:
        return cls((), csc_array((requests, 0), dtype=np.float32))

    @classmethod
    def learn(cls, links: Sequence[ArticleLink], rows_of: RowsOf) -> PassageVotes:
        """From the words that the answer of each link shares with the passages of the articles that it names."""
        columns: dict[str, int] = {}
        articles: dict[str, _Passages] = {}
        entries: list[tuple[int, int, float]] = []
        for number, link in enumerate(links):
            if link.answer is None:
                continue
            for article in sorted(link.article_ids):
                if article not in articles:
                    articles[article] = _Passages(article, rows_of(article))
                for key, share in zip(articles[article].keys, articles[article].spoken_of(link), strict=True):
                    entries.append((number, columns.setdefault(key, len(columns)), float(share)))
        if not entries:
            return cls.none(len(links))
        rows, places, values = zip(*entries, strict=True)
        found = (np.array(values, dtype=np.float32), (rows, places))
        return cls(tuple(columns), csc_array(found, shape=(len(links), len(columns))))

    def of(self, article: str, passages: Sequence[Passage], closeness: NDArray[np.float32]) -> Scores:
        """The share of the votes that each of an article's passages has, shape (passages,); all 0 where nobody votes.

        Args:
            closeness: the cosine of the request asked with each of the n requests, shape (n,). A vote weighs
                `exp(cosine / .08)`.
        """
        columns = [self._places.get(_key(article, passage)) for passage in passages]
        known = [column for column in columns if column is not None]
        if not known:
            return np.zeros(len(passages), dtype=np.float32)
        shares = self.shares[:, known].toarray()
        weights = np.where(shares.any(axis=1), np.exp((closeness - closeness.max()) / _TEMPERATURE), 0)
        votes = dict(zip(known, weights @ shares / max(float(weights.sum()), np.finfo(np.float32).tiny), strict=True))
        return np.array([0.0 if column is None else votes[column] for column in columns], dtype=np.float32)


class _Passages:
    """The passages of one article, searched by an answer."""

    def __init__(self, article: str, rows: Sequence[ArticleRow]) -> None:
        passages = {_key(article, row.passage): row for row in rows}
        self.keys = tuple(passages)
        self._language = rows[0].language if rows else None
        self._vocabulary = Vocabulary()
        self._legs = {name: LexicalIndex() for name in _LEGS}
        terms = [
            numbered(analyze(row.words, languages=[row.language]), self._vocabulary.learn) for row in passages.values()
        ]
        for name, leg in self._legs.items():
            leg.add([one[name] for one in terms])

    def spoken_of(self, link: ArticleLink) -> NDArray[np.float64]:
        """Shares of one, of the passages that the answer's words are most like."""
        asked = analyze(link.answer or "", languages=list({link.spoken, self._language}))
        terms = numbered(asked, self._vocabulary.known)
        if not self.keys:
            return np.empty(0)
        scores = [standardised(leg.scores(terms[name])) for name, leg in self._legs.items()]
        found: NDArray[np.float64] = softmax(np.sum(scores, axis=0))
        return found


def _key(article: str, passage: Passage) -> str:
    """Of this very text: a passage that was changed since has no votes."""
    return hashlib.blake2b(f"{article}\n{passage.heading}\n{passage.text}".encode(), digest_size=12).hexdigest()
