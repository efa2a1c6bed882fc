"""Routes of articles: keeping the knowledge base in step with the desk's, and asking it."""

from functools import partial

from fastapi import APIRouter, Request
from pydantic import ConfigDict
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from firstline.datasets.article import Article
from firstline.serving.body_route import LinesRoute, StoringRoute
from firstline.serving.dependencies import Calling, DeskParts, Limits, Paging, SeenGroups, Waiting
from firstline.serving.document_batch import put_lines
from firstline.serving.document_id import DocumentId, check_id, unknown, with_id
from firstline.serving.document_list import document_response, may_see, read_page
from firstline.serving.feedback_request import Value
from firstline.serving.lookup import ArticleWish
from firstline.serving.ndjson import read_lines
from firstline.serving.problems import MAY_CREATE, invalid
from firstline.serving.triage_request import Groups, LanguageTag, StrictRequest, TopK

router = APIRouter(tags=["articles"], route_class=StoringRoute)
lines_router = APIRouter(tags=["articles"], route_class=LinesRoute)
routers = (lines_router, router)

_NDJSON = {"requestBody": {"required": True, "content": {"application/x-ndjson": {"schema": {"type": "string"}}}}}


_RESERVED = frozenset({"batch", "search"})
"""Ids that are addresses of their own: who puts an article there has mistaken PUT for POST."""


class ArticleBody(Article):
    """An article as HTTP takes it: a key that nobody knows is an error, not a hidden article left public."""

    model_config = ConfigDict(extra="forbid")


class ArticleSearchRequest(StrictRequest):
    """`POST /v1/articles/search`."""

    text: str
    language: LanguageTag | None = None
    product: Value | None = None
    brand: Value | None = None
    region: Value | None = None
    viewer_groups: Groups = ()
    top_k: TopK = 10

    def __repr__(self) -> str:
        return "ArticleSearchRequest()"

    __str__ = __repr__


def _require_content(article: Article) -> None:
    if not article.title.strip() and not article.body.strip():
        raise invalid("#/body", "an article needs a title or a body")
    if article.translation_of is not None and article.translation_of == article.id:
        raise invalid("#/translation_of", "it is the article itself; the id of the one that it translates is wanted")


def _require_free(article_id: str) -> None:
    if article_id in _RESERVED:
        detail = f"the id {article_id!r} is reserved, for POST /v1/articles/{article_id}; give the article another"
        raise invalid("#/id", detail)


def _checked(article: ArticleBody) -> None:
    check_id(article.id, pointer="#/id")
    _require_free(article.id)
    _require_content(article)


@lines_router.post("/v1/articles/batch", openapi_extra=_NDJSON)
async def put_articles(request: Request, desk: DeskParts, limits: Limits, patience: Waiting) -> JSONResponse:
    """Up to 1,000 articles, one a line, each with its `id`; a line that cannot be read gets a problem in its place."""
    raw = await request.body()
    lines = await run_in_threadpool(read_lines, raw, ArticleBody, limit=limits.batch_lines, check=_checked)
    work = partial(put_lines, lines, desk.state.articles.put)
    return JSONResponse(await desk.work.run(work, texts=len(lines), patience=patience.unwatched()))


@router.put("/v1/articles/{article_id:path}", responses=MAY_CREATE)
async def put_article(article_id: DocumentId, article: ArticleBody, desk: DeskParts, patience: Waiting) -> JSONResponse:
    """Store an article; answered when the next search sees it. One older than what is stored is not applied.

    The ids `batch` and `search` are reserved: 422.
    """
    _require_free(article_id)
    named = with_id(article, article_id)
    _require_content(named)
    (result,) = await desk.work.run(partial(desk.state.articles.put, [named]), patience=patience.unwatched())
    body = {"id": article_id, "applied": result.applied, "created": result.created}
    return JSONResponse(body, status_code=201 if result.created else 200)


@router.delete("/v1/articles/{article_id:path}", status_code=204)
def delete_article(article_id: DocumentId, desk: DeskParts) -> Response:
    """Take an article away; also answered with 204 when it is gone already."""
    desk.state.articles.delete(article_id)
    return Response(status_code=204)


@router.get("/v1/articles")
def list_articles(desk: DeskParts, paging: Paging, viewer_groups: SeenGroups) -> Response:
    """Stored articles in the order of their ids; `since` and `until` compare `updated_at`."""

    def shows(article: Article) -> bool:
        return may_see(article, viewer_groups) and paging.spans(article.updated_at)

    return read_page(desk.state.articles.list, paging, id_of=lambda article: article.id, shows=shows).response()


@router.get("/v1/articles/{article_id:path}")
def get_article(article_id: DocumentId, desk: DeskParts, viewer_groups: SeenGroups) -> Response:
    """An article as it was put."""
    article = desk.state.articles.get(article_id)
    if article is None or not may_see(article, viewer_groups):
        raise unknown("article")
    return document_response(article)


@router.post("/v1/articles/search")
async def search_articles(
    body: ArticleSearchRequest, desk: DeskParts, caller: Calling, patience: Waiting
) -> JSONResponse:
    """Articles and saved replies that answer a text, public and internal, best first."""
    if not body.text.strip():
        raise invalid("#/text", "no text came")
    work = partial(
        desk.lookup.articles_for,
        body.text,
        wish=ArticleWish(body.language, body.product, body.brand, body.region),
        top_k=body.top_k,
        viewer_groups=caller.groups(body.viewer_groups),
    )
    return JSONResponse({"items": await desk.work.run(work, patience=patience)})
