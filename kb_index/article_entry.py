"""The article entry: what of an article is encoded, indexed and shown."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from firstline.datasets.article import Article
from firstline.kb_index.analyzer import Terms, analyze, character_terms
from firstline.kb_index.corpus import IDENTIFIER_LEG, Entry
from firstline.kb_index.hit import ArticleHit, breadcrumb
from firstline.kb_index.lexical_index import Integers
from firstline.kb_index.passage import Passage, split_into_passages
from firstline.models.encoder import Vectors

TITLE_SHARE = 0.4
HEADING_SHARE = 0.5
"""Of 65 questions of our own to the demo desk, in five languages, the right passage of the article is shown for .75 and
the article comes first for .65; without headings for .65 and .60."""
_TITLE_REPEATS = 2

Number = Callable[[Sequence[str]], Integers]


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
    translation_of: str | None

    @property
    def words(self) -> str:
        """What a reader sees of the passage."""
        return f"{self.passage.heading or ''}\n{self.passage.text}"

    def hit(
        self,
        article_id: str,
        marked: tuple[int, int] | None,
        *,
        score: float,
        confidence: float,
        reader: str | None,
    ) -> ArticleHit:
        """This passage as a search shows it, with the sentence `[start, end)` marked."""
        return ArticleHit(
            article_id=article_id,
            kind=self.kind,
            title=self.title,
            url=self.url,
            passage=self.passage.text,
            highlight=marked,
            heading=self.passage.heading,
            breadcrumb=breadcrumb((self.brand, self.product, self.title, *self.passage.path)),
            language=self.language,
            updated_at=self.updated_at,
            score=score,
            confidence=confidence,
            reader=reader,
        )


def article_texts(document: Article) -> Sequence[str]:
    """What is encoded: the title, then each passage under it, then each question that the article says it answers, then
    the headings."""
    passages = split_into_passages(document.body)
    titled = (passage.with_title(document.title) for passage in passages)
    return [document.title, *titled, *document.questions, *_headings(passages, document.title)]


def words_beside(document: Article) -> str:
    """What an article says beside its passages."""
    return "\n".join((document.title, *document.tags, *document.questions))


def article_entries(document: Article, vectors: Vectors, number: Number) -> Iterator[Entry[ArticleRow]]:
    """One entry a passage, and one a question, which shows the passage that is most like it.

    A passage's vector is its own plus `TITLE_SHARE` times its title's and `HEADING_SHARE` times its heading's, where
    that is not the title again; its terms are its own, its heading's, the article's tags and, repeated, its title's. A
    question stands for itself.

    Args:
        vectors: those of `article_texts`, shape (texts, d).
        number: gives words their numbers.
    """
    passages = split_into_passages(document.body)
    asked = 1 + len(passages)
    headed = asked + len(document.questions)
    titled = vectors[1:asked] + np.float32(TITLE_SHARE) * vectors[0]
    of_heading = dict(zip(_headings(passages, document.title), vectors[headed:], strict=True))
    for place, passage in enumerate(passages):
        if passage.heading in of_heading:
            titled[place] += np.float32(HEADING_SHARE) * of_heading[passage.heading]
    titled /= np.maximum(np.linalg.norm(titled, axis=1, keepdims=True), 1e-9)
    above = ((document.title,) * _TITLE_REPEATS, document.tags)
    for passage, vector in zip(passages, titled, strict=True):
        text = "\n".join((*(line for part in above for line in part), passage.heading or "", passage.text))
        yield Entry(_terms(text, document, number), vector, _row(document, passage))
    for question, vector in zip(document.questions, vectors[asked:headed], strict=True):
        nearest = int((titled @ vector).argmax())
        yield Entry(_terms(question, document, number), vector, _row(document, passages[nearest]))


def _headings(passages: Sequence[Passage], title: str) -> tuple[str, ...]:
    """The headings of passages, each once; one that says the title again says nothing of its passage."""
    named = dict.fromkeys(passage.heading for passage in passages if passage.heading)
    return tuple(heading for heading in named if heading.split() != title.split())


def numbered(terms: Terms, number: Number) -> dict[str, Integers]:
    """The numbers of a text's terms for each lexical leg."""
    return {
        "words": number(terms.words),
        "characters": character_terms(terms.surface),
        IDENTIFIER_LEG: number(terms.identifiers),
    }


def _terms(text: str, document: Article, number: Number) -> dict[str, Integers]:
    return numbered(analyze(text, languages=[document.language]), number)


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
        translation_of=article.translation_of,
    )
