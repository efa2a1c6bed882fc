"""The document list: stored articles or tickets, one or a page, as they were put."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from pydantic import BaseModel
from starlette.responses import Response

from firstline.serving.page import PageQuery, read_cursor, write_cursor

Document = TypeVar("Document", bound=BaseModel)
Listed_co = TypeVar("Listed_co", bound=BaseModel, covariant=True)
_AT_ONCE = 200


class _Restricted(Protocol):
    @property
    def restricted_to(self) -> Collection[str]: ...


class _List(Protocol[Listed_co]):
    def __call__(self, *, limit: int, after: str | None) -> Sequence[Listed_co]: ...


def may_see(document: _Restricted, viewer_groups: Collection[str]) -> bool:
    """A restricted document needs one of the viewer's groups."""
    return allows(document.restricted_to, viewer_groups)


def allows(restricted_to: Collection[str], viewer_groups: Collection[str]) -> bool:
    return not restricted_to or not set(restricted_to).isdisjoint(viewer_groups)


def document_response(document: BaseModel) -> Response:
    """pydantic writes the JSON: numbers that JSON does not have, from a file, become null."""
    return Response(document.model_dump_json(exclude_defaults=True), media_type="application/json")


@dataclass(frozen=True, slots=True)
class DocumentPage(Generic[Document]):
    """Documents in the order of their ids."""

    items: Sequence[Document]
    next_cursor: str | None

    def response(self) -> Response:
        items = ",".join(item.model_dump_json(exclude_defaults=True) for item in self.items)
        cursor = "null" if self.next_cursor is None else f'"{self.next_cursor}"'
        return Response(f'{{"items":[{items}],"next_cursor":{cursor}}}', media_type="application/json")


def read_page(
    listed: _List[Document],
    query: PageQuery,
    *,
    id_of: Callable[[Document], str],
    shows: Callable[[Document], bool],
) -> DocumentPage[Document]:
    """The next `query.limit` documents that `shows` lets through."""
    found: list[Document] = []
    after = None if query.cursor is None else read_cursor(query.cursor)
    while len(found) <= query.limit:
        some = listed(limit=_AT_ONCE, after=after)
        found.extend(document for document in some if shows(document))
        if len(some) < _AT_ONCE:
            break
        after = id_of(some[-1])
    items = found[: query.limit]
    more = len(found) > query.limit
    return DocumentPage(items, write_cursor(id_of(items[-1])) if more else None)
