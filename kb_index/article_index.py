"""The article index: which passages of the knowledge base answer a request."""

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Literal

import numpy as np
from pydantic import TypeAdapter

from firstline.datasets.article import Article
from firstline.kb_index.analyzer import Terms, analyze, stemming_language
from firstline.kb_index.article_candidates import ArticleCandidates
from firstline.kb_index.article_entry import ArticleRow, article_entries, article_texts, numbered
from firstline.kb_index.article_link import ArticleLink, article_links
from firstline.kb_index.article_ranker import ArticleRanker, LinkEvidence
from firstline.kb_index.article_usefulness import ArticleVotes
from firstline.kb_index.corpus import IDENTIFIER_LEG, VECTOR_LEG, Candidates, Corpus, Entry
from firstline.kb_index.database import Database
from firstline.kb_index.document_index import DocumentIndex
from firstline.kb_index.document_store import Change, DocumentStore
from firstline.kb_index.fusion import Scores, fuse
from firstline.kb_index.highlight import highlight
from firstline.kb_index.hit import ArticleHit
from firstline.kb_index.identity import Identity
from firstline.kb_index.lexical_index import Integers, LexicalIndex
from firstline.kb_index.limit import Limit, exactly, for_groups, one_of, unless_other
from firstline.kb_index.prepared_query import PreparedQuery
from firstline.kb_index.query_repair import repair
from firstline.kb_index.ranker_fit import RankerFit, fit_ranker
from firstline.kb_index.ranker_store import RankerStore
from firstline.kb_index.vector_index import Mask, Rows, VectorIndex
from firstline.models.encoder import Encoder, Vectors

WEIGHTS = {"words": 0.1, "characters": 0.25, VECTOR_LEG: 0.65}
"""Chosen on questions of 2023-24 of `sumo_kb` (train); `make bench` shows each leg beside the fusion."""

IDENTIFIER_WEIGHT = 4.0
"""A passage with the very code that was asked for comes before all that are merely like the question."""

_DEPTH = 100
_LANGUAGE_BONUS = 0.3
_USEFULNESS = 1.0
"""An article that helps every reader goes before one that helps none where their texts fit about as well: a judgement,
for no public data has votes."""
_CONFIDENCE = (5.4, 0.46, -3.2)
_FACETS = ("visibility", "restricted_to", "kind", "product", "brand", "region", "language", "translation_of")


class ArticleIndex(DocumentIndex[Article, ArticleRow]):
    """Articles and saved replies, searched passage by passage."""

    _records = TypeAdapter(list[ArticleRow])

    def __init__(
        self,
        database: Database,
        store: DocumentStore,
        *,
        identity: Identity,
        encoder: Encoder,
        prior: Vectors | None = None,
    ) -> None:
        super().__init__(database, store, identity=identity, encoder=encoder, prior=prior)
        self._rankers = RankerStore(database, encoder=encoder.fingerprint)
        self._ranker: ArticleRanker | None = None
        self._weighed: tuple[ArticleRanker, Vectors, LinkEvidence] | None = None
        self.votes = ArticleVotes(database)

    def learn_order(self, tickets: Iterator[Sequence[Change]]) -> RankerFit:
        """Learn from resolved `tickets` that name articles which ones answer a request; other processes follow."""
        titles = {
            change.id: change.vectors[0]
            for changes in self.stored()
            for change in changes
            if change.content and change.vectors is not None
        }
        fit = fit_ranker(article_links(tickets, titles), titles, centre=self._prior, gather=self._asked_before)
        if fit.ranker is not None or self._rankers.newest() is not None:
            self._rankers.put(fit.ranker)
        return fit

    def repaired(self, text: str) -> str:
        """`text` as it was meant: see `query_repair`. What the articles' own words say decides."""
        with self._lock:
            self._refresh()
            languages = sorted(self._corpus.languages)
            if "ru" not in languages:
                return text
            vocabulary = self._corpus.vocabulary

            def known(word: str) -> bool:
                return word.isalpha() and any(stem in vocabulary for stem in analyze(word, languages=languages).words)

            return repair(text, known)

    def _asked_before(self, link: ArticleLink, evidence: LinkEvidence) -> ArticleCandidates:
        """The candidates of a linked request, as a search without limits finds them."""
        with self._lock:
            query = self._prepared(link.text, link.language)
            passages = self._passages(query, link.vector, self._corpus.alive, _DEPTH, evidence)
            return self._gathered(passages, query.language)

    def _refresh(self) -> None:
        before = self._counter
        super()._refresh()
        if self._counter is None or self._counter != before:
            self._ranker = self._rankers.newest()

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
        region is for all of them. Of translations of one article only one is found. `confidence` of a hit is learned
        from the desk's own links where `learn_order` found a ranker worth keeping; otherwise it is provisional.

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
        return terms, numbered(terms, self._corpus.vocabulary.known)

    def _hits(
        self, query: PreparedQuery, vector: Vectors, *, top_k: int, limits: Mapping[str, Limit]
    ) -> list[ArticleHit]:
        mask = self._corpus.mask(limits)
        reachable = int(np.count_nonzero(mask))
        depth = max(_DEPTH, 5 * top_k)
        ranker = self._ranker
        evidence = self._evidence(vector) if reachable else None
        while reachable:
            passages = self._passages(query, vector, mask, depth, evidence)
            found = self._gathered(passages, query.language)
            learned = None if ranker is None or evidence is None else ranker.scores(found, evidence)
            scores = found.scores if ranker is None or learned is None else ranker.ordered_by(learned, found)
            best = self._without_translations(found, scores, query.language)[:top_k]
            if len(best) == top_k or depth >= reachable:
                rarity = self._rarity(query.terms.words)
                return [
                    self._hit(
                        passages,
                        int(found.best[number]),
                        score=score,
                        logit=None if learned is None else float(learned[number]),
                        rarity=rarity,
                    )
                    for number, score in best
                ]
            depth *= 4
        return []

    def _evidence(self, vector: Vectors) -> LinkEvidence | None:
        """What the links say of a request; articles and replies are looked up for the same one, in a row."""
        if self._ranker is None:
            return None
        if self._weighed is None or self._weighed[0] is not self._ranker or self._weighed[1] is not vector:
            self._weighed = (self._ranker, vector, self._ranker.links.evidence(vector))
        return self._weighed[2]

    def _without_translations(
        self, found: ArticleCandidates, scores: Scores, language: str | None
    ) -> list[tuple[int, float]]:
        """Candidates and scores, best first; of an article and its translations the one in `language`, else the best,
        with the score of the best.
        """
        order = np.argsort(-scores, kind="stable").tolist()
        if self._corpus.allowed("translation_of", exactly(None)) is None:
            return [(number, float(scores[number])) for number in order]
        speaks = _speaks(language or "")
        chosen: dict[str, tuple[int, float]] = {}
        for number in order:
            record = self._corpus.records[self._corpus.rows_of(found.ids[number])[0]]
            family = record.translation_of or found.ids[number]
            if family not in chosen:
                chosen[family] = (number, float(scores[number]))
            elif language is not None and speaks(record.language) and not speaks(self._language(found, chosen[family])):
                chosen[family] = (number, chosen[family][1])
        return list(chosen.values())

    def _language(self, found: ArticleCandidates, chosen: tuple[int, float]) -> str | None:
        return self._corpus.records[self._corpus.rows_of(found.ids[chosen[0]])[0]].language

    def _passages(
        self, query: PreparedQuery, vector: Vectors, mask: Mask, depth: int, evidence: LinkEvidence | None
    ) -> Candidates:
        """The passages that a search looks at, those of articles that the links suggest among them."""
        suggested = [] if evidence is None else [row for id_ in evidence.best for row in self._corpus.rows_of(id_)]
        rows = np.array(suggested, dtype=np.int64)
        return self._corpus.candidates(query.scores, vector, mask=mask, depth=depth, also=rows[mask[rows]])

    def _gathered(self, passages: Candidates, language: str | None) -> ArticleCandidates:
        codes = np.float32(IDENTIFIER_WEIGHT) * passages.legs[IDENTIFIER_LEG]
        preferred = self._usefulness(passages.rows)
        if language is not None:
            speaking = self._corpus.allowed("language", _speaks(language))
            preferred += np.float32(_LANGUAGE_BONUS) * (1 if speaking is None else speaking[passages.rows])
        texts = fuse(passages.legs, WEIGHTS)
        return ArticleCandidates.gather(passages, texts, codes=codes, language=preferred, owners=self._corpus.ids)

    def _usefulness(self, rows: Rows) -> Scores:
        """What readers' votes move each passage by: nothing where nobody voted, or where its article is like others."""
        ratings = self.votes.ratings()
        if not ratings.by_article:
            return np.zeros(len(rows), dtype=np.float32)
        owners = [self._corpus.ids[row] for row in rows.tolist()]
        means = np.array([ratings.of(owner).mean for owner in owners], dtype=np.float32)
        moved: Scores = np.float32(_USEFULNESS) * (means - np.float32(ratings.mean))
        return moved

    def _hit(
        self, passages: Candidates, position: int, *, score: float, logit: float | None, rarity: Mapping[str, float]
    ) -> ArticleHit:
        row = int(passages.rows[position])
        record = self._corpus.records[row]
        similarity = float(passages.legs[VECTOR_LEG][position])
        return ArticleHit(
            article_id=self._corpus.ids[row],
            kind=record.kind,
            title=record.title,
            url=record.url,
            passage=record.passage.text,
            highlight=highlight(record.passage, record.language, rarity),
            heading=record.passage.heading,
            language=record.language,
            updated_at=record.updated_at,
            score=score,
            confidence=_provisional(similarity, score) if logit is None else _logistic(logit),
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
        return article_texts(document)

    def _entries(self, document: Article, vectors: Vectors, corpus: Corpus[ArticleRow]) -> Sequence[Entry[ArticleRow]]:
        corpus.languages.add(stemming_language(document.language))
        return list(article_entries(document, vectors, corpus.vocabulary.learn))


def _speaks(language: str) -> Limit:
    wanted = language.lower().split("-")[0]
    return lambda own: isinstance(own, str) and own.lower().split("-")[0] == wanted


def _provisional(similarity: float, score: float) -> float:
    """Logistic regression of "this hit answers", fitted on the first three hits in `sumo_kb` (train) and `rutube`; its
    intercept is raised to what the first hit alone is worth there and at the demo desk.
    """
    cosine_weight, score_weight, intercept = _CONFIDENCE
    return _logistic(cosine_weight * similarity + score_weight * score + intercept)


def _logistic(logit: float) -> float:
    return 1 / (1 + math.exp(-logit))
