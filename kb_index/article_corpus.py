"""The article corpus: how the passages of articles lie in memory."""

from firstline.kb_index.article_entry import ArticleRow
from firstline.kb_index.corpus import IDENTIFIER_LEG, Corpus
from firstline.kb_index.lexical_index import LexicalIndex
from firstline.kb_index.vector_index import VectorIndex
from firstline.models.encoder import Vectors

_FACETS = ("visibility", "restricted_to", "kind", "product", "brand", "region", "language", "translation_of")


def article_corpus(dimension: int, prior: Vectors | None) -> Corpus[ArticleRow]:
    """An empty one for vectors of that length; `prior` is the bundle's mean vector, shape (dimension,)."""
    return Corpus(
        ArticleRow,
        lexical={
            "words": LexicalIndex(most_terms=40, most_postings=40_000),
            "characters": LexicalIndex(most_terms=100, most_postings=50_000),
            IDENTIFIER_LEG: LexicalIndex(k1=0.0, b=0.0),
        },
        vectors=VectorIndex(dimension, prior=prior, rows_are_requests=False),
        facets=_FACETS,
    )
