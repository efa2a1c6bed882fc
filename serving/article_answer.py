"""The article answer: one article or saved reply as a search shows it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape
from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from firstline.kb_index.hit import ArticleHit


class ArticleAnswer(TypedDict):
    """`title`, `passage` and `breadcrumb` are plain text, which may hold `<` and `&`: escape them before they become
    HTML. `snippet` is the passage as HTML that is safe as it is; its only markup is one `<mark>`.
    """

    article_id: str
    kind: str
    title: Annotated[str, Field(description="Plain text: escape it before it becomes HTML.")]
    url: str | None
    passage: Annotated[str, Field(description="Plain text: escape it before it becomes HTML, or show `snippet`.")]
    highlight: Annotated[
        list[int] | None,
        Field(
            description="`[start, end)` in code points of `passage`: the sentence that says most of what was asked. "
            "Null where none says enough of it."
        ),
    ]
    snippet: Annotated[
        str,
        Field(
            description="The passage as HTML, safe to be put into a page as it is: escaped, with the highlighted "
            "sentence in `<mark>`. Lines end in a line feed (`white-space: pre-line`)."
        ),
    ]
    breadcrumb: Annotated[
        list[str],
        Field(
            description="Plain text, widest first: brand and product where the article has them, its title, the "
            "headings above the passage."
        ),
    ]
    language: str | None
    other_language: Annotated[
        bool, Field(description="Whether it is in another language than the reader's: say so before they open it.")
    ]
    updated_at: str | None
    score: float
    confidence: float


def moment_json(moment: datetime | None) -> str | None:
    """A point in time as the answers write it: RFC 3339, in UTC."""
    return None if moment is None else moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def article_answers(hits: Sequence[ArticleHit]) -> list[ArticleAnswer]:
    return [
        {
            "article_id": hit.article_id,
            "kind": hit.kind,
            "title": hit.title,
            "url": hit.url,
            "passage": hit.passage,
            "highlight": None if hit.highlight is None else list(hit.highlight),
            "snippet": snippet(hit.passage, hit.highlight),
            "breadcrumb": list(hit.breadcrumb),
            "language": hit.language,
            "other_language": hit.is_foreign,
            "updated_at": moment_json(hit.updated_at),
            "score": round(float(hit.score), 6),
            "confidence": round(float(hit.confidence), 6),
        }
        for hit in hits
    ]


def snippet(passage: str, highlight: tuple[int, int] | None) -> str:
    """`passage` as HTML: nothing of it is markup but one `<mark>` around `[start, end)`."""
    start, end = highlight or (0, 0)
    if end <= start:
        return escape(passage)
    return f"{escape(passage[:start])}<mark>{escape(passage[start:end])}</mark>{escape(passage[end:])}"
