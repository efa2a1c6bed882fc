"""The record kind: whether the columns of a file are those of tickets or of articles."""

from collections.abc import Collection

from firstline.datasets.article import Article
from firstline.datasets.ticket import CANONICAL_COLUMNS

_OF_TICKETS = tuple(name for name in CANONICAL_COLUMNS if name not in Article.model_fields)
_ALONE_ENOUGH = frozenset({"subject", "messages"})
_OF_ARTICLES = ("kind", "translation_of", "tags", "visibility")


def ticket_columns(columns: Collection[str]) -> tuple[str, ...]:
    """The columns that show tickets where articles are wanted; none where they may be articles.

    Articles have a title. A single column such as created_at or category proves nothing: articles may have those too.
    """
    if "title" in columns:
        return ()
    telling = tuple(name for name in _OF_TICKETS if name in columns)
    return telling if len(telling) > 1 or not _ALONE_ENOUGH.isdisjoint(telling) else ()


def article_columns(columns: Collection[str]) -> tuple[str, ...]:
    """The columns that show articles where tickets are wanted; none where they may be tickets."""
    if "title" not in columns or any(name in columns for name in _OF_TICKETS):
        return ()
    telling = tuple(name for name in _OF_ARTICLES if name in columns)
    return ("title", *telling) if telling else ()
