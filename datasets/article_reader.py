"""The article reader: a knowledge base on disk, as articles."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from firstline.datasets.article import Article
from firstline.datasets.article_keys import in_our_case, unknown_keys, why_draft
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
_OTHER_NAMES = (("question", "answer"), ("name", "content"), ("subject", "text"), ("heading", "content"))
"""What knowledge bases call a title and the text below it."""
_NO_BODY = "no text: the body is empty"
_MARKDOWN = (".md", ".markdown")
_HTML = (".html", ".htm")


@dataclass(frozen=True, slots=True)
class ArticleTable:
    """The articles of a knowledge base in its order, and what was left out.

    `drafts` are not published and not put, which is nobody's fault; `ignored` counts the records with each key that
    says nothing here.
    """

    articles: tuple[Article, ...]
    rejected: tuple[RejectedRow, ...] = ()
    drafts: tuple[RejectedRow, ...] = ()
    ignored: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def rows(self) -> int:
        """Articles found: good and rejected ones, and drafts."""
        return len(self.articles) + len(self.rejected) + len(self.drafts)

    @property
    def why_empty(self) -> str | None:
        """A sentence where not one of the rows is an article; None where there are some."""
        if self.articles:
            return None
        reasons = {bad.reason for bad in (*self.rejected, *self.drafts)}
        without = "none with a body" if reasons == {_NO_BODY} else f"none of them an article ({min(reasons)})"
        return f"{self.rows:,} rows, {without}; articles have a title and a body, or a question and an answer"

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
    reason, and so is one with a key that is probably one of ours misspelt or that hides it in a way that is not ours:
    who may read an article is never guessed. Our keys are read whatever their case. A draft (`draft: true`,
    `published: false`, a `status` or `state` such as draft) is left out. Where there is neither a title nor a body,
    question and answer, name and content, or subject and text are.

    Args:
        columns: names of their keys → ours.
        time_zone: of times that carry no offset.

    Raises:
        TicketFileError: `path` cannot be read, holds no article at all, or holds tickets.
    """
    root = Path(path)
    gathered = _Gathered()
    for item in _in_folder(root) if root.is_dir() else _in_file(root):
        gathered.take(item, columns, time_zone)
    if telling := ticket_columns(gathered.seen):
        raise TicketFileError(
            f"{root}: tickets came (columns {', '.join(telling)}, no title) where articles are wanted: a folder of "
            "Markdown files, or JSONL with title and body; `firstline index tickets` takes tickets"
        )
    table = gathered.table()
    if not table.rows:
        raise TicketFileError(f"{root}: no articles; Markdown files or JSONL with `body` are wanted")
    return table


@dataclass(slots=True)
class _Gathered:
    articles: dict[str, Article] = field(default_factory=dict)
    rejected: list[RejectedRow] = field(default_factory=list)
    drafts: list[RejectedRow] = field(default_factory=list)
    ignored: Counter[str] = field(default_factory=Counter)
    seen: dict[str, None] = field(default_factory=dict)

    def take(self, item: _Found, columns: Mapping[str, str], time_zone: tzinfo) -> None:
        cells = item.cells
        try:
            cells = _named(item, columns)
            self.seen.update(dict.fromkeys(cells))
            if draft := why_draft(cells):
                self.drafts.append(_left_out(item, cells, draft))
                return
            unknown = unknown_keys(cells)
            article = _article(item, cells, time_zone)
            if article.id in self.articles:
                raise ValueError("the id came before")
        except ValueError as error:
            self.rejected.append(_left_out(item, cells, str(error)))
        else:
            self.ignored.update(unknown)
            self.articles[article.id] = article

    def table(self) -> ArticleTable:
        ignored = MappingProxyType(dict(self.ignored.most_common()))
        return ArticleTable(tuple(self.articles.values()), tuple(self.rejected), tuple(self.drafts), ignored)


def _left_out(item: _Found, cells: Mapping[str, Any], reason: str) -> RejectedRow:
    identifier = cells.get("id")
    return RejectedRow(item.row, str(identifier) if identifier else None, reason, item.file)


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


def _titled(cells: dict[str, Any]) -> dict[str, Any]:
    """Question and answer, name and content, or subject and text as title and body, where there are none of these.

    A record with another column of tickets is a ticket, and stays as it is.
    """
    for title, body in _OTHER_NAMES:
        if cells.keys().isdisjoint({"title", "body"}) and {title, body} <= cells.keys():
            if ticket_columns({*cells, title}) not in ((), (title,)):
                return cells
            others = {name: value for name, value in cells.items() if name not in (title, body)}
            return {**others, "title": cells[title], "body": cells[body]}
    return cells


def _named(found: _Found, columns: Mapping[str, str]) -> dict[str, Any]:
    """A record's cells under our names."""
    if found.problem:
        raise ValueError(found.problem)
    return _titled(in_our_case(rename_columns(found.cells, columns)))


def _article(found: _Found, named: Mapping[str, Any], time_zone: tzinfo) -> Article:
    cells = {key: value for key, value in named.items() if value is not None and value != ""}
    if not str(cells.get("id", "")).strip():
        cells["id"] = str(found.row)
    try:
        article = Article.model_validate(cells, context={"time_zone": time_zone})
    except ValidationError as error:
        raise ValueError(validation_reason(error)) from None
    if not article.body.strip():
        raise ValueError(_NO_BODY)
    if article.translation_of == article.id:
        raise ValueError("translation_of is the article itself; the id of the one that it translates is wanted")
    if article.title.strip():
        return article
    return article.model_copy(update={"title": first_heading(article.body) or ""})
