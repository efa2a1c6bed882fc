"""The portal article: the whole of an article as a customer may read it."""

from typing_extensions import TypedDict

from firstline.datasets.article import Article
from firstline.serving.article_answer import moment_json


class PortalArticle(TypedDict):
    """`body` is as it was put, Markdown, HTML or plain text: make it safe before it becomes part of a page."""

    id: str
    title: str
    body: str
    language: str | None
    url: str | None
    updated_at: str | None


def portal_article(article: Article | None) -> PortalArticle | None:
    """None for what no customer may see: what is not there, internal, restricted or a saved reply."""
    if article is None or article.kind != "article" or article.visibility != "public" or article.restricted_to:
        return None
    return {
        "id": article.id,
        "title": article.title,
        "body": article.body,
        "language": article.language,
        "url": article.url,
        "updated_at": moment_json(article.updated_at),
    }
