"""The article reader: a knowledge base on disk, as articles."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, tzinfo
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from firstline.datasets.article import Article
from firstline.datasets.errors import TicketFileError
from firstline.datasets.html_article import html_article
from firstline.datasets.markdown_article import first_heading, markdown_article
from firstline.datasets.record_kind import ticket_columns
from firstline.datasets.rejected_row import RejectedRow
from firstline.datasets.table_rows import table_rows
from firstline.datasets.ticket_row import rename_columns
from firstline.datasets.undecoded import count_undecoded
from firstline.datasets.validation_reason import validation_reason

_NO_COLUMNS: Mapping[str, str] = MappingProxyType({})
_MARKDOWN = (".md", ".markdown")
_HTML = (".html", ".htm")


@dataclass(frozen=True, slots=True)
class ArticleTable:
    """The articles of a knowledge base in its order, and what was left out."""

    articles: tuple[Article, ...]
    rejected: tuple[RejectedRow, ...] = ()

    @property
    def rows(self) -> int:
        """Articles found: good and rejected ones."""
        return len(self.articles) + len(self.rejected)

    @property
    def undecoded(self) -> int:
        """Articles whose title or text has characters that could not be decoded."""
        return count_undecoded((article.title, article.body) for article in self.articles)

    def __len__(self) -> int:
        return len(self.articles)


@dataclass(frozen=True, slots=True)
class _Found:
    row: int
    file: str
    cells: dict[str, Any]
    problem: str | None = None

    @property
    def is_bare(self) -> bool:
        """Whether a Markdown file says nothing about itself."""
        return (
            not self.problem and set(self.cells) <= {"id", "title", "body"} and self.cells.get("id") == self.file[:-3]
        )


def read_articles(
    path: str | Path, *, columns: Mapping[str, str] = _NO_COLUMNS, time_zone: tzinfo = UTC
) -> ArticleTable:
    """Read articles from a folder of Markdown or HTML files (with those below it), one such file, or JSON or JSONL.

    Files of a folder are read in the order of their paths; hidden ones and a README.md without front matter are not
    articles. One without text, with front matter that cannot be read or with an id that came before is rejected with a
    reason.

    Args:
        columns: names of their keys → ours.
        time_zone: of times that carry no offset.

    Raises:
        TicketFileError: `path` cannot be read, holds no article at all, or holds tickets.
    """
    root = Path(path)
    found = _in_folder(root) if root.is_dir() else _in_file(root)
    articles: dict[str, Article] = {}
    rejected: list[RejectedRow] = []
    seen: dict[str, None] = {}
    for item in found:
        seen.update(dict.fromkeys(columns.get(name, name) for name in item.cells))
        try:
            article = _article(item, columns, time_zone)
            if article.id in articles:
                raise ValueError("the id came before")
        except ValueError as error:
            identifier = item.cells.get("id")
            rejected.append(RejectedRow(item.row, str(identifier) if identifier else None, str(error), item.file))
        else:
            articles[article.id] = article
    if telling := ticket_columns(seen):
        raise TicketFileError(
            f"{root}: tickets came (columns {', '.join(telling)}, no title) where articles are wanted: a folder of "
            "Markdown files, or JSONL with title and body; `firstline index tickets` takes tickets"
        )
    if not articles and not rejected:
        raise TicketFileError(f"{root}: no articles; Markdown files or JSONL with `body` are wanted")
    return ArticleTable(tuple(articles.values()), tuple(rejected))


def _in_folder(root: Path) -> Iterator[_Found]:
    paths = sorted(
        path
        for path in root.rglob("*")
        if path.suffix.lower() in (*_MARKDOWN, *_HTML)
        and path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(root).parts)
    )
    found = (_page(row, path, root) for row, path in enumerate(paths, 1))
    return (item for item in found if not (item.file.lower().endswith("readme.md") and item.is_bare))


def _in_file(path: Path) -> Iterator[_Found]:
    if path.suffix.lower() in (*_MARKDOWN, *_HTML) and path.is_file():
        yield _page(1, path, path.parent)
        return
    for raw in table_rows(path, known=Article.model_fields):
        yield _Found(raw.number, path.name, raw.values, raw.problem)


def _page(row: int, path: Path, root: Path) -> _Found:
    name = path.relative_to(root).as_posix()
    try:
        read = html_article if path.suffix.lower() in _HTML else markdown_article
        return _Found(row, name, read(path, root=root))
    except TicketFileError as error:
        return _Found(row, name, {}, str(error).removeprefix(f"{path}: "))
    except ValueError as error:
        return _Found(row, name, {"id": path.relative_to(root).with_suffix("").as_posix()}, str(error))


def _article(found: _Found, columns: Mapping[str, str], time_zone: tzinfo) -> Article:
    if found.problem:
        raise ValueError(found.problem)
    named = rename_columns(found.cells, columns)
    cells = {key: value for key, value in named.items() if value is not None and value != ""}
    if not str(cells.get("id", "")).strip():
        cells["id"] = str(found.row)
    try:
        article = Article.model_validate(cells, context={"time_zone": time_zone})
    except ValidationError as error:
        raise ValueError(validation_reason(error)) from None
    if not article.body.strip():
        raise ValueError("no text: the body is empty")
    if article.title.strip():
        return article
    return article.model_copy(update={"title": first_heading(article.body) or ""})
