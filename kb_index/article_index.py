"""The article index: which passages of the knowledge base answer a request."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

import numpy as np
from scipy.special import expit

from firstline.datasets.article import Article
from firstline.datasets.language import primary_language, told_language
from firstline.kb_index.analyzer import Terms, analyze, stemming_language
from firstline.kb_index.article_candidates import ArticleCandidates
from firstline.kb_index.article_corpus import article_corpus
from firstline.kb_index.article_entry import ArticleRow, article_entries, article_texts, numbered, words_beside
from firstline.kb_index.article_limits import Limits, article_limits
from firstline.kb_index.article_link import ArticleLink, article_links, strangers
from firstline.kb_index.article_ranker import ArticleRanker, ArticleTitle, LinkEvidence
from firstline.kb_index.article_usefulness import ArticleVotes
from firstline.kb_index.article_words import ArticleWords
from firstline.kb_index.corpus import IDENTIFIER_LEG, VECTOR_LEG, Candidates, Corpus, Entry, RowScores
from firstline.kb_index.database import Database
from firstline.kb_index.document_index import DocumentIndex
from firstline.kb_index.document_store import Change, DocumentStore
from firstline.kb_index.fusion import Scores, fuse
from firstline.kb_index.highlight import highlight, typed_codes
from firstline.kb_index.hit import ArticleHit
from firstline.kb_index.identity import Identity
from firstline.kb_index.lexical_index import Integers
from firstline.kb_index.limit import exactly
from firstline.kb_index.lone_code import code_rows
from firstline.kb_index.passage_choice import best_passage
from firstline.kb_index.passage_votes import PassageVotes
from firstline.kb_index.prepared_query import PreparedQuery
from firstline.kb_index.query_repair import repair
from firstline.kb_index.ranker_fit import FEWEST_LINKS, MOST_LINKS, RankerFit, fit_ranker, with_newcomers
from firstline.kb_index.ranker_store import RankerStore
from firstline.kb_index.reranking import RERANKED, reranked
from firstline.kb_index.translations import speaks, without_translations
from firstline.kb_index.vector_index import Mask, Rows
from firstline.models.cross_encoder import CrossEncoder
from firstline.models.encoder import Encoder, Vectors, WordReader
from firstline.models.language_offsets import LanguageOffsets

WEIGHTS = {"words": 0.1, "characters": 0.25, VECTOR_LEG: 0.65}
"""Chosen on questions of 2023-24 of `sumo_kb` (train); `make bench` shows each leg beside the fusion."""

_DEPTH = 100
_IDENTIFIER_WEIGHT = 4.0
"""A passage with the very code that was asked for comes before all that are merely like the question."""
_LANGUAGE_BONUS = 0.3
_PRODUCT_BONUS = 0.2
"""Of the demo desk's newest 112, 101 find their article among five; 93 if other products' are left out, 100 without."""
_USEFULNESS = 1.0
"""An article that helps every reader goes before one that helps none where their texts fit about as well: a judgement,
for no public data has votes."""
_TOLD_BY = 400
"""Characters that tell a language: more would tell 5,400 requests in five languages the same, at twice the cost."""
_EVEN = np.float32(0)
"""The log-odds that an article with the very code answers at least: hardly any request is one, so none was learned."""


class ArticleIndex(DocumentIndex[Article, ArticleRow]):
    """Articles and saved replies, searched passage by passage."""

    _texts_change = True

    def __init__(
        self,
        database: Database,
        store: DocumentStore,
        *,
        identity: Identity,
        encoder: Encoder,
        prior: Vectors | None = None,
        offsets: LanguageOffsets | None = None,
        judge: CrossEncoder | None = None,
    ) -> None:
        self._judge = judge
        self._offsets = offsets or LanguageOffsets()
        self._made_of = self._offsets.digest
        super().__init__(database, store, identity=identity, encoder=encoder, prior=prior)
        self._rankers = RankerStore(database, encoder=encoder.fingerprint)
        self._ranker: ArticleRanker | None = None
        self._weighed: tuple[ArticleRanker, Vectors, LinkEvidence] | None = None
        self._words = ArticleWords(self._said)
        self._reader = encoder if isinstance(encoder, WordReader) else None
        self.votes = ArticleVotes(database)

    def learn_order(self, tickets: Iterator[Sequence[Change]]) -> RankerFit:
        """Learn from resolved `tickets` that name articles which ones answer a request; other processes follow."""
        titles = {
            document.id: ArticleTitle(
                document.title, self._aligned(document, vectors[:1])[0], document.translation_of or document.id
            )
            for document, vectors in self._present()
            if document.kind == "article"
        }
        links = [
            replace(link, vector=self._offsets.without(link.vector, link.spoken))
            for link in article_links(tickets, titles)
        ]
        unlike = strangers(self._encoder, self._offsets) if len(links) >= FEWEST_LINKS else ()
        fit = fit_ranker(links, titles, centre=self._prior, gather=self._asked_before, strangers=unlike)
        before = self._rankers.newest()
        if fit.ranker is not None:
            ranker = replace(fit.ranker, passages=PassageVotes.learn(links[-MOST_LINKS:], self._rows_of))
            self._rankers.put(ranker if before is None else with_newcomers(ranker, before, links))
        elif before is not None:
            self._rankers.put(None)
        return fit

    @property
    def has_ranker(self) -> bool:
        """Whether the order of articles is learned from tickets."""
        return self._ranker is not None

    @property
    def languages(self) -> frozenset[str]:
        """What articles are written in, ISO 639-1."""
        with self._lock:
            self._refresh()
            tags = self._corpus.values("language")
        return frozenset(primary_language(tag) for tag in tags if isinstance(tag, str))

    def _present(self) -> Iterator[tuple[Article, Vectors]]:
        """The stored articles and replies with the raw vectors of their texts, shape (texts, d)."""
        for changes in self.stored():
            for change in changes:
                if change.content is not None and change.vectors is not None:
                    yield self._parse(change.content), change.vectors

    def meant(self, text: str) -> str:
        """`text` as it was meant by who typed in another keyboard layout or alphabet: see `query_repair`."""
        with self._lock:
            self._refresh()
            return repair(text, self._knows) if "ru" in self._corpus.languages else text

    def spelt(self, text: str) -> str:
        """`text` spelt as the articles' own words are: see `spelling`."""
        with self._lock:
            self._refresh()
            reader = self._reader
            return self._words.spelling.corrected(
                text, lambda word: self._knows(word) or (reader is not None and reader.is_word(word))
            )

    def repaired(self, text: str) -> str:
        """What was `meant`, `spelt` as the articles' own words are."""
        return self.spelt(self.meant(text))

    def public_rows(self, rows_of: Callable[[str, Corpus[ArticleRow]], Rows], text: str) -> list[ArticleRow]:
        """Those that `text` alone names, of articles that a customer may see: see `lone_code`, `named_word`."""
        with self._lock:
            self._refresh()
            found = [self._corpus.records[row] for row in rows_of(text, self._corpus).tolist()]
        return [row for row in found if row.kind == "article" and row.visibility == "public" and not row.restricted_to]

    def _knows(self, word: str) -> bool:
        stems = analyze(word, languages=sorted(self._corpus.languages)).words if word.isalpha() else ()
        return any(stem in self._corpus.vocabulary for stem in stems)

    def _said(self) -> Iterator[str]:
        """The articles' own words; the corpus has their stems only."""
        yield from (row.words for row in self._corpus.records)
        yield from (words_beside(article) for article, _ in self._present())

    def load(self, folder: Path | None = None) -> None:
        """See `DocumentIndex.load`."""
        super().load(folder)
        self._words.keep_only(revision=self._revision)

    def _also_kept(self) -> dict[str, bytes]:
        return self._words.documents()

    def _restore_also(self, documents: Mapping[str, bytes], *, revision: int) -> None:
        self._words.restore(documents, revision=revision)

    def _asked_before(self, link: ArticleLink, evidence: LinkEvidence) -> ArticleCandidates:
        """The candidates of a linked request, as a search of articles without other limits finds them."""
        with self._lock:
            query = self._prepared(link.text, link.language, link.spoken)
            articles = self._corpus.mask({"kind": exactly("article")})
            passages = self._passages(query, link.vector, articles, _DEPTH, evidence)
            return self._gathered(passages, query.language, None)

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
        filed_under: str | None = None,
        shown: Mapping[str, str] | None = None,
    ) -> list[ArticleHit]:
        """The `top_k` articles that answer a text best, each with its best passage, best first.

        Every limit acts inside the search, before the best are chosen. An article that names no product, brand or
        region is for all of them. Of translations of one article only one is found. `confidence` of a hit is learned
        from the desk's own links where `learn_order` found a ranker worth keeping; otherwise it is provisional. Where
        there is a cross-encoder, it orders the best of them and says how sure they are.

        Args:
            query: the text, or what `prepare` made of it.
            vector: the raw vector of the text, shape (d,), from this state's encoder.
            visibility: "public" leaves internal articles out; None sees both.
            viewer_groups: groups of the viewer: a restricted article needs one of them; None sees all.
            kinds: "article", "reply"; None for both.
            language: BCP 47; a mild preference, never a limit. A prepared query brings its own.
            filed_under: the product that a desk has put the request under; a mild preference, for what answers it may
                be filed elsewhere.
            shown: by article the passage that the reader sees of it, which stays unless another is clearly better.
        """
        areas = {"product": product, "brand": brand, "region": region}
        limits = article_limits(areas, visibility=visibility, viewer_groups=viewer_groups, kinds=kinds)
        prepared = self.prepare(query, language=language) if isinstance(query, str) else query
        judge = self._judge
        with self._lock:
            depth = top_k if judge is None else max(top_k, RERANKED)
            hits = self._hits(
                self._current(prepared), vector, top_k=depth, limits=limits, product=filed_under, shown=shown or {}
            )
        return hits if judge is None else reranked(hits, prepared.text, judge)[:top_k]

    def _told(self, text: str) -> str | None:
        return told_language(text[:_TOLD_BY], usual=self.languages)

    def _asked(self, text: str, spoken: str | None) -> tuple[Terms, Mapping[str, Integers]]:
        own = spoken is not None and stemming_language(spoken) in self._corpus.languages
        terms = analyze(text, languages=[spoken] if own else sorted(self._corpus.languages))
        return terms, numbered(terms, self._corpus.vocabulary.known)

    def _prepared(self, text: str, language: str | None, spoken: str | None) -> PreparedQuery:
        """A lone code counts as an identifier, though it has no digit."""
        query = super()._prepared(text, language, spoken)
        rows = code_rows(text, self._corpus)
        if not len(rows) or IDENTIFIER_LEG in query.scores:
            return query
        share = np.zeros(len(self._corpus.records), dtype=np.float32)
        share[rows] = 1
        return replace(query, scores={**query.scores, IDENTIFIER_LEG: RowScores.of(share)})

    def _hits(
        self,
        query: PreparedQuery,
        vector: Vectors,
        *,
        top_k: int,
        limits: Limits,
        product: str | None,
        shown: Mapping[str, str],
    ) -> list[ArticleHit]:
        mask = self._corpus.mask(limits)
        reachable = int(np.count_nonzero(mask))
        depth = max(_DEPTH, 5 * top_k)
        evidence = self._evidence(vector, query) if reachable else None
        aligned = self._offsets.without(vector, query.spoken)
        while reachable:
            passages = self._passages(query, aligned, mask, depth, evidence)
            found = self._gathered(passages, query.language, product)
            odds, scores = self._judged(found, evidence, alone=query.is_code)
            best = self._without_translations(found, scores, query.language)[:top_k]
            if len(best) == top_k or depth >= reachable:
                asked = (self._corpus.rarity(query.terms.words), typed_codes(query.text))
                return [
                    self._hit(
                        self._chosen(query, aligned, found.ids[place], evidence, shown.get(found.ids[place])),
                        (float(scores[judged]), float(expit(odds[judged]))),
                        asked,
                        query.language,
                    )
                    for place, judged in best
                ]
            depth *= 4
        return []

    def _judged(self, found: ArticleCandidates, evidence: LinkEvidence | None, *, alone: bool) -> tuple[Scores, Scores]:
        """The log-odds that each candidate answers, and the scores that order them, shape (candidates,) each.

        However little codes say among other words on this desk: of a request that is a code `alone` they say all.
        """
        ranker = self._ranker
        if ranker is None or evidence is None:
            return found.odds, found.scores
        if alone:
            ranker = replace(ranker, codes=1.0)
        titles = [self._record(article).title for article in found.ids]
        odds = ranker.odds(found, evidence, titles)
        said = odds + np.float32(ranker.codes) * found.code_odds
        said = np.where(found.codes > 0, np.maximum(said, _EVEN), said) if alone else said
        return said, ranker.ordered_by(odds, found)

    def _evidence(self, vector: Vectors, query: PreparedQuery) -> LinkEvidence | None:
        """What the links say of a request; articles and replies are looked up for the same one, in a row."""
        if self._ranker is None:
            return None
        if self._weighed is None or self._weighed[0] is not self._ranker or self._weighed[1] is not vector:
            aligned = self._offsets.without(vector, query.spoken)
            self._weighed = (self._ranker, vector, self._ranker.links.evidence(aligned, query.terms.surface))
        return self._weighed[2]

    def _without_translations(
        self, found: ArticleCandidates, scores: Scores, language: str | None
    ) -> list[tuple[int, int]]:
        """Candidates to show, best first, each with the candidate that it is judged by."""
        if self._corpus.allowed("translation_of", exactly(None)) is None:
            return [(number, number) for number in np.argsort(-scores, kind="stable").tolist()]
        return without_translations(found.ids, scores, language, self._record)

    def _record(self, article: str) -> ArticleRow:
        return self._corpus.records[self._corpus.rows_of(article)[0]]

    def _passages(
        self, query: PreparedQuery, vector: Vectors, mask: Mask, depth: int, evidence: LinkEvidence | None
    ) -> Candidates:
        """The passages that a search looks at, those of articles that the links suggest among them."""
        suggested = [] if evidence is None else [row for id_ in evidence.best for row in self._corpus.rows_of(id_)]
        rows = np.array(suggested, dtype=np.int64)
        return self._corpus.candidates(query.scores, vector, mask=mask, depth=depth, also=rows[mask[rows]])

    def _gathered(self, passages: Candidates, language: str | None, product: str | None) -> ArticleCandidates:
        codes = np.float32(_IDENTIFIER_WEIGHT) * passages.legs[IDENTIFIER_LEG]
        owners = [self._corpus.ids[row] for row in passages.rows.tolist()]
        preferred = np.float32(_USEFULNESS) * self.votes.ratings().above_mean(owners)
        for facet, limit, bonus in (
            ("language", speaks(language) if language else None, _LANGUAGE_BONUS),
            ("product", exactly(product) if product else None, _PRODUCT_BONUS),
        ):
            if limit is not None:
                allowed = self._corpus.allowed(facet, limit)
                preferred += np.float32(bonus) * (1 if allowed is None else allowed[passages.rows])
        texts = fuse(passages.legs, WEIGHTS)
        return ArticleCandidates.gather(passages, texts, codes=codes, language=preferred, owners=self._corpus.ids)

    def _chosen(
        self, query: PreparedQuery, vector: Vectors, article: str, evidence: LinkEvidence | None, seen: str | None
    ) -> int:
        """The row of the passage to show, among all of the article."""
        rows = self._corpus.rows_of(article)
        if len(rows) == 1:
            return rows[0]
        passages = [self._corpus.records[row].passage for row in rows]
        votes = np.zeros(len(rows), dtype=np.float32)
        if self._ranker is not None and evidence is not None:
            votes = self._ranker.passages.of(article, passages, evidence.closeness)
        legs = self._corpus.scored(query.scores, vector, np.array(rows, dtype=np.int64)).legs
        opens = [passage == passages[0] for passage in passages]
        return rows[best_passage(legs, votes, opens, [passage.text == seen for passage in passages])]

    def _rows_of(self, article: str) -> list[ArticleRow]:
        with self._lock:
            return [self._corpus.records[row] for row in self._corpus.rows_of(article)]

    def _hit(
        self,
        row: int,
        judged: tuple[float, float],
        asked: tuple[Mapping[str, float], Collection[str]],
        reader: str | None,
    ) -> ArticleHit:
        """Of the passage in that row, `judged` by score and confidence; `asked` are the query's words and codes."""
        record = self._corpus.records[row]
        marked = highlight(record.passage, record.language, *asked)
        return record.hit(self._corpus.ids[row], marked, score=judged[0], confidence=judged[1], reader=reader)

    def _new_corpus(self) -> Corpus[ArticleRow]:
        return article_corpus(self._encoder.dimension, self._prior)

    def _parse(self, content: str) -> Article:
        return Article.model_validate_json(content)

    def _texts(self, document: Article) -> Sequence[str]:
        return article_texts(document)

    def _entries(self, document: Article, vectors: Vectors, corpus: Corpus[ArticleRow]) -> Sequence[Entry[ArticleRow]]:
        corpus.languages.add(stemming_language(document.language))
        entries = list(article_entries(document, self._aligned(document, vectors), corpus.vocabulary.learn))
        self._words.learn("\n".join((words_beside(document), *(entry.record.words for entry in entries))))
        return entries

    def _aligned(self, document: Article, vectors: Vectors) -> Vectors:
        """Vectors (texts, d) of an article less what its language alone says."""
        language = document.language or told_language(f"{document.title}\n{document.body}")
        return self._offsets.without(vectors, language)
