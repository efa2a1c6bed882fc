"""The article index: which passages of the knowledge base answer a request."""

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import numpy as np

from firstline.datasets.article import Article
from firstline.kb_index.analyzer import analyze, character_terms, stemming_language
from firstline.kb_index.corpus import IDENTIFIER_LEG, VECTOR_LEG, Candidates, Corpus, Entry
from firstline.kb_index.document_index import DocumentIndex
from firstline.kb_index.fusion import fuse
from firstline.kb_index.hit import ArticleHit
from firstline.kb_index.lexical_index import Integers, LexicalIndex
from firstline.kb_index.limit import Limit, exactly, for_groups, one_of, unless_other
from firstline.kb_index.passage import Passage, split_into_passages
from firstline.kb_index.vector_index import VectorIndex
from firstline.kb_index.vocabulary import Vocabulary
from firstline.models.encoder import Vectors

WEIGHTS = {"words": 0.1, "characters": 0.25, VECTOR_LEG: 0.65}
"""Chosen on questions of 2023-24 of `sumo_kb` (train); `make bench` shows each leg beside the fusion."""

IDENTIFIER_WEIGHT = 4.0
"""A passage with the very code that was asked for comes before all that are merely like the question."""

TITLE_SHARE = 0.4
_TITLE_REPEATS = 2
_DEPTH = 100
_LANGUAGE_BONUS = 0.3
_CONFIDENCE = (6.0, 0.55)


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """What a hit shows of one passage."""

    kind: str
    title: str
    url: str | None
    language: str | None
    updated_at: datetime | None
    passage: Passage


class ArticleIndex(DocumentIndex[Article, ArticleRow]):
    """Articles and saved replies, searched passage by passage.

    A passage's vector is its own plus `TITLE_SHARE` times its title's; its terms are its own, its heading's and,
    repeated, its title's.
    """

    def search(
        self,
        text: str,
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
        """The `top_k` articles that answer `text` best, each with its best passage, best first.

        Every limit acts inside the search, before the best are chosen. An article that names no product, brand or
        region is for all of them. `confidence` of a hit is provisional: a fixed squash of the vector leg, not yet
        calibrated on the desk's own links.

        Args:
            vector: the raw vector of the text, shape (d,), from this state's encoder.
            visibility: "public" leaves internal articles out; None sees both.
            viewer_groups: groups of the viewer: a restricted article needs one of them; None sees all.
            kinds: "article", "reply"; None for both.
            language: BCP 47; a mild preference, never a limit.
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
        with self._lock:
            self._refresh()
            return self._hits(text, vector, top_k=top_k, limits=limits, language=language)

    def _hits(
        self, text: str, vector: Vectors, *, top_k: int, limits: Mapping[str, Limit], language: str | None
    ) -> list[ArticleHit]:
        mask = self._corpus.mask(limits)
        reachable = int(np.count_nonzero(mask))
        terms = self._terms(text, [language] if language else sorted(self._languages), self._words.known)
        depth = max(_DEPTH, 5 * top_k)
        while reachable:
            candidates = self._corpus.candidates(terms, vector, mask=mask, depth=depth)
            best = self._best_passages(candidates, language)
            if len(best) >= top_k or depth >= reachable:
                return [self._hit(position, score, candidates, terms) for position, score in best[:top_k]]
            depth *= 4
        return []

    def _best_passages(self, candidates: Candidates, language: str | None) -> list[tuple[int, float]]:
        """The best candidate of each article, by its position among the candidates, with its score, best first."""
        scores = fuse(candidates.legs, WEIGHTS) + IDENTIFIER_WEIGHT * candidates.legs[IDENTIFIER_LEG]
        if language is not None:
            scores += np.array([_LANGUAGE_BONUS * self._speaks(row, language) for row in candidates.rows.tolist()])
        owners = [self._corpus.ids[row] for row in candidates.rows.tolist()]
        best: dict[str, tuple[int, float]] = {}
        for position, (owner, score) in enumerate(zip(owners, scores.tolist(), strict=True)):
            if owner not in best or score > best[owner][1]:
                best[owner] = (position, score)
        return [best[owner] for owner in sorted(best, key=lambda owner: (-best[owner][1], owner))]

    def _speaks(self, row: int, language: str) -> bool:
        own = self._corpus.records[row].language
        return own is not None and own.lower().split("-")[0] == language.lower().split("-")[0]

    def _hit(self, position: int, score: float, candidates: Candidates, terms: Mapping[str, Integers]) -> ArticleHit:
        row = int(candidates.rows[position])
        record = self._corpus.records[row]
        slope, middle = _CONFIDENCE
        similarity = float(candidates.legs[VECTOR_LEG][position])
        return ArticleHit(
            article_id=self._corpus.ids[row],
            kind=record.kind,
            title=record.title,
            url=record.url,
            passage=record.passage.text,
            highlight=self._highlight(record, terms["words"]),
            heading=record.passage.heading,
            language=record.language,
            updated_at=record.updated_at,
            score=score,
            confidence=float(1 / (1 + np.exp(-slope * (similarity - middle)))),
        )

    def _highlight(self, record: ArticleRow, query: Integers) -> tuple[int, int] | None:
        """The sentence that shares most with the query, its words weighed by their rarity; of equals the first."""
        passage = record.passage
        if not passage.sentences:
            return None
        index = self._corpus.lexical["words"]
        words = np.unique(query)
        rarity = dict(zip(words.tolist(), index.rarity(index.frequencies(words)).tolist(), strict=True))

        def shared(sentence: tuple[int, int]) -> float:
            terms = analyze(passage.text[slice(*sentence)], languages=[record.language]).words
            return float(sum(rarity.get(number, 0.0) for number in set(self._words.known(terms).tolist())))

        return max(passage.sentences, key=shared)

    def _terms(
        self, text: str, languages: Sequence[str | None], number: Callable[[Sequence[str]], Integers]
    ) -> dict[str, Integers]:
        terms = analyze(text, languages=languages)
        return {
            "words": number(terms.words),
            "characters": character_terms(terms.surface),
            IDENTIFIER_LEG: number(terms.identifiers),
        }

    def _new_corpus(self) -> Corpus[ArticleRow]:
        self._words = Vocabulary()
        self._languages: set[str] = set()
        return Corpus(
            lexical={
                "words": LexicalIndex(),
                "characters": LexicalIndex(most_terms=200),
                IDENTIFIER_LEG: LexicalIndex(k1=0.0, b=0.0),
            },
            vectors=VectorIndex(self._encoder.dimension, prior=self._prior, rows_are_requests=False),
            facets=("visibility", "restricted_to", "kind", "product", "brand", "region"),
        )

    def _parse(self, content: str) -> Article:
        return Article.model_validate_json(content)

    def _texts(self, document: Article) -> Sequence[str]:
        """The title, then each passage under it."""
        passages = split_into_passages(document.body)
        return [document.title, *(passage.with_title(document.title) for passage in passages)]

    def _entries(self, document: Article, vectors: Vectors) -> Sequence[Entry[ArticleRow]]:
        self._languages.add(stemming_language(document.language))
        facets: dict[str, Hashable] = {
            "visibility": document.visibility,
            "restricted_to": frozenset(document.restricted_to),
            "kind": document.kind,
            "product": document.product,
            "brand": document.brand,
            "region": document.region,
        }
        titled = vectors[1:] + np.float32(TITLE_SHARE) * vectors[0]
        titled /= np.maximum(np.linalg.norm(titled, axis=1, keepdims=True), 1e-9)
        entries = []
        for passage, vector in zip(split_into_passages(document.body), titled, strict=True):
            text = "\n".join((*(document.title,) * _TITLE_REPEATS, passage.heading or "", passage.text))
            terms = self._terms(text, [document.language], self._words.learn)
            record = ArticleRow(
                document.kind, document.title, document.url, document.language, document.updated_at, passage
            )
            entries.append(Entry(terms, vector, facets, record))
        return entries
