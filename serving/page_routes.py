"""Routes of the pages: the one to try triage on, and the reference of the API."""

from functools import lru_cache

from fastapi import APIRouter
from starlette.responses import HTMLResponse

from firstline.serving.html_page import HtmlPage

router = APIRouter(include_in_schema=False)


@lru_cache(maxsize=8)
def _page(name: str) -> HtmlPage:
    return HtmlPage.load(name)


def _response(name: str) -> HTMLResponse:
    page = _page(name)
    return HTMLResponse(page.content, headers={"Content-Security-Policy": page.policy})


@router.get("/")
def index() -> HTMLResponse:
    """The page to try it on."""
    return _response("index")


@router.get("/docs")
def docs() -> HTMLResponse:
    """The reference, drawn from /openapi.json without anything from elsewhere."""
    return _response("docs")
