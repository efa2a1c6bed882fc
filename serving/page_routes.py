"""Routes of the pages: the one to try triage on, and the reference of the API."""

from collections.abc import Mapping
from functools import lru_cache

from fastapi import APIRouter
from starlette.responses import HTMLResponse, Response

from firstline.datasets.errors import NotFoundError
from firstline.serving.html_page import HtmlPage, read_page_file, script_names

router = APIRouter(include_in_schema=False)


@lru_cache(maxsize=8)
def _page(name: str) -> HtmlPage:
    return HtmlPage.load(name)


@lru_cache(maxsize=1)
def _scripts() -> Mapping[str, str]:
    return {name: read_page_file(name) for name in script_names()}


def _response(name: str) -> HTMLResponse:
    page = _page(name)
    return HTMLResponse(page.content, headers={"Content-Security-Policy": page.policy})


@router.get("/")
def index() -> HTMLResponse:
    """The page to try it on."""
    return _response("index")


@router.get("/pages/{name}")
def script(name: str) -> Response:
    """One of the scripts of the page to try it on."""
    if name not in _scripts():
        raise NotFoundError("the pages have no script of that name")
    return Response(_scripts()[name], media_type="text/javascript")


@router.get("/docs")
def docs() -> HTMLResponse:
    """The reference, drawn from /openapi.json without anything from elsewhere."""
    return _response("docs")
