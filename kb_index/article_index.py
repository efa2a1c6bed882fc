"""The article index: which passages of the knowledge base answer a request."""

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from operator import attrgetter
from typing import Literal

import numpy as np
from pydantic import TypeAdapter

from firstline.datasets.article import Article
from firstline.kb_index.analyzer import Terms, analyze, character_terms, stemming_language
from firstline.kb_index.corpus import IDENTIFIER_LEG, VECTOR_LEG, Candidates, Corpus, Entry
from firstline.kb_index.document_index import DocumentIndex
from firstline.kb_index.fusion import fuse
from firstline.kb_index.hit import ArticleHit
from firstline.kb_index.lexical_index import Integers, LexicalIndex
from firstline.kb_index.limit import Limit, exactly, for_groups, one_of, unless_other
from firstline.kb_index.passage import Passage, split_into_passages
from firstline.kb_index.prepared_query import PreparedQuery
from firstline.kb_index.vector_index import VectorIndex
from firstline.models.encoder import Vectors

WEIGHTS = {"words": 0.1, "characters": 0.25, VECTOR_LEG: 0.65}
"""Chosen on questions of 2023-24 of `sumo_kb` (train); `make bench` shows each leg beside the fusion."""

IDENTIFIER_WEIGHT = 4.0
"""A passage with the very code that was asked for comes before all that are merely like the question."""

TITLE_SHARE = 0.4
_TITLE_REPEATS = 2
_DEPTH = 100
_LANGUAGE_BONUS = 0.3
_CONFIDENCE = (5.4, 0.46, -4.2)
_FACETS = ("visibility", "restricted_to", "kind", "product", "brand", "region", "language")


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """What a hit shows of one passage."""

    kind: str
    title: str
    url: str | None
    language: str | None
    updated_at: datetime | None
    passage: Passage
    visibility: str
    restricted_to: frozenset[str]
    product: str | None
    brand: str | None
    region: str | None


class ArticleIndex(DocumentIndex[Article, ArticleRow]):
    """Articles and saved replies, searched passage by passage.

    A passage's vector is its own plus `TITLE_SHARE` times its title's; its terms are its own, its heading's and,
    repeated, its title's.
    """

    _records = TypeAdapter(list[ArticleRow])

    def search(
        self,
        query: str | PreparedQuery,
        vector: Vectors,
        *,
        top_k: int,
        visibility: Literal["public"] | None = None,
        viewer_groups: Collection[str] | None = None,
        kinds: Collection[str] | None = None,
        language: str | None = None,
        product: str | None = None,
        brand: str | None = None,
        region: str | None = None,
    ) -> list[ArticleHit]:
        """The `top_k` articles that answer a text best, each with its best passage, best first.

        Every limit acts inside the search, before the best are chosen. An article that names no product, brand or
        region is for all of them. `confidence` of a hit is provisional: not calibrated on the desk's own links.

        Args:
            query: the text, or what `prepare` made of it.
            vector: the raw vector of the text, shape (d,), from this state's encoder.
            visibility: "public" leaves internal articles out; None sees both.
            viewer_groups: groups of the viewer: a restricted article needs one of them; None sees all.
            kinds: "article", "reply"; None for both.
            language: BCP 47; a mild preference, never a limit. A prepared query brings its own.
        """
        limits: dict[str, Limit] = {
            name: unless_other(value)
            for name, value in (("product", product), ("brand", brand), ("region", region))
            if value is not None
        }
        if visibility is not None:
            limits["visibility"] = exactly(visibility)
        if viewer_groups is not None:
            limits["restricted_to"] = for_groups(viewer_groups)
        if kinds is not None:
            limits["kind"] = one_of(frozenset(kinds))
        prepared = self.prepare(query, language=language) if isinstance(query, str) else query
        with self._lock:
            return self._hits(self._current(prepared), vector, top_k=top_k, limits=limits)

    def _asked(self, text: str, language: str | None) -> tuple[Terms, Mapping[str, Integers]]:
        terms = analyze(text, languages=[language] if language else sorted(self._corpus.languages))
        return terms, _numbered(terms, self._corpus.vocabulary.known)

    def _hits(
        self, query: PreparedQuery, vector: Vectors, *, top_k: int, limits: Mapping[str, Limit]
    ) -> list[ArticleHit]:
        mask = self._corpus.mask(limits)
        reachable = int(np.count_nonzero(mask))
        depth = max(_DEPTH, 5 * top_k)
        while reachable:
            candidates = self._corpus.candidates(query.scores, vector, mask=mask, depth=depth)
            best = self._best_passages(candidates, query.language, top_k)
            if len(best) >= top_k or depth >= reachable:
                rarity = self._rarity(query.terms.words)
                return [self._hit(position, score, candidates, rarity) for position, score in best]
            depth *= 4
        return []

    def _best_passages(self, candidates: Candidates, language: str | None, top_k: int) -> list[tuple[int, float]]:
        """The best candidate of each of the best articles: its position among the candidates and its score."""
        scores = fuse(candidates.legs, WEIGHTS) + IDENTIFIER_WEIGHT * candidates.legs[IDENTIFIER_LEG]
        rows = candidates.rows.tolist()
        if language is not None:
            speaking = self._corpus.allowed("language", _speaks(language))
            scores += np.float32(_LANGUAGE_BONUS) * (1 if speaking is None else speaking[candidates.rows])
        best: dict[str, tuple[int, float]] = {}
        for position in np.argsort(-scores, kind="stable").tolist():
            best.setdefault(self._corpus.ids[rows[position]], (position, float(scores[position])))
            if len(best) == top_k:
                break
        return list(best.values())

    def _hit(self, position: int, score: float, candidates: Candidates, rarity: Mapping[str, float]) -> ArticleHit:
        row = int(candidates.rows[position])
        record = self._corpus.records[row]
        similarity = float(candidates.legs[VECTOR_LEG][position])
        return ArticleHit(
            article_id=self._corpus.ids[row],
            kind=record.kind,
            title=record.title,
            url=record.url,
            passage=record.passage.text,
            highlight=_highlight(record, rarity),
            heading=record.passage.heading,
            language=record.language,
            updated_at=record.updated_at,
            score=score,
            confidence=_confidence(similarity, score),
        )

    def _rarity(self, words: Sequence[str]) -> dict[str, float]:
        """Inverse document frequency of the query's words that some passage has too."""
        index = self._corpus.lexical["words"]
        known = [word for word in dict.fromkeys(words) if word in self._corpus.vocabulary]
        frequencies = index.frequencies(self._corpus.vocabulary.known(known))
        return dict(zip(known, index.rarity(frequencies).tolist(), strict=True))

    def _new_corpus(self) -> Corpus[ArticleRow]:
        return Corpus(
            lexical={
                "words": LexicalIndex(most_terms=40, most_postings=40_000),
                "characters": LexicalIndex(most_terms=100, most_postings=50_000),
                IDENTIFIER_LEG: LexicalIndex(k1=0.0, b=0.0),
            },
            vectors=VectorIndex(self._encoder.dimension, prior=self._prior, rows_are_requests=False),
            facets={name: attrgetter(name) for name in _FACETS},
        )

    def _parse(self, content: str) -> Article:
        return Article.model_validate_json(content)

    def _texts(self, document: Article) -> Sequence[str]:
        """The title, then each passage under it."""
        passages = split_into_passages(document.body)
        return [document.title, *(passage.with_title(document.title) for passage in passages)]

    def _entries(self, document: Article, vectors: Vectors, corpus: Corpus[ArticleRow]) -> Sequence[Entry[ArticleRow]]:
        corpus.languages.add(stemming_language(document.language))
        titled = vectors[1:] + np.float32(TITLE_SHARE) * vectors[0]
        titled /= np.maximum(np.linalg.norm(titled, axis=1, keepdims=True), 1e-9)
        entries = []
        for passage, vector in zip(split_into_passages(document.body), titled, strict=True):
            text = "\n".join((*(document.title,) * _TITLE_REPEATS, passage.heading or "", passage.text))
            terms = _numbered(analyze(text, languages=[document.language]), corpus.vocabulary.learn)
            entries.append(Entry(terms, vector, _row(document, passage)))
        return entries


def _numbered(terms: Terms, number: Callable[[Sequence[str]], Integers]) -> dict[str, Integers]:
    return {
        "words": number(terms.words),
        "characters": character_terms(terms.surface),
        IDENTIFIER_LEG: number(terms.identifiers),
    }


def _speaks(language: str) -> Limit:
    wanted = language.lower().split("-")[0]
    return lambda own: isinstance(own, str) and own.lower().split("-")[0] == wanted


def _confidence(similarity: float, score: float) -> float:
    """Logistic regression of "this hit answers", fitted on the first three hits in `sumo_kb` (train) and `rutube`."""
    cosine_weight, score_weight, intercept = _CONFIDENCE
    return 1 / (1 + math.exp(-(cosine_weight * similarity + score_weight * score + intercept)))


def _highlight(record: ArticleRow, rarity: Mapping[str, float]) -> tuple[int, int] | None:
    """The sentence that shares most with the query, its words weighed by their rarity; of equals the first."""
    passage = record.passage
    if not passage.sentences:
        return None

    def shared(sentence: tuple[int, int]) -> float:
        words = _sentence_words(passage.text[slice(*sentence)], record.language)
        return sum(rarity[word] for word in words if word in rarity)

    return max(passage.sentences, key=shared)


@lru_cache(maxsize=1 << 13)
def _sentence_words(sentence: str, language: str | None) -> tuple[str, ...]:
    """The same few passages answer most requests."""
    return tuple(dict.fromkeys(analyze(sentence, languages=[language]).words))


def _row(article: Article, passage: Passage) -> ArticleRow:
    return ArticleRow(
        kind=article.kind,
        title=article.title,
        url=article.url,
        language=article.language,
        updated_at=article.updated_at,
        passage=passage,
        visibility=article.visibility,
        restricted_to=frozenset(article.restricted_to),
        product=article.product,
        brand=article.brand,
        region=article.region,
    )
