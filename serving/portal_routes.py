"""Routes of the portal."""

from functools import partial

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from firstline.serving.body_route import BeaconRoute, StoringRoute
from firstline.serving.dependencies import DeskParts, Waiting
from firstline.serving.document_id import DocumentId
from firstline.serving.portal import PortalAnswer
from firstline.serving.portal_article import PortalArticle, portal_article
from firstline.serving.portal_request import PortalEvent, PortalRequest
from firstline.serving.problems import NOT_FOUND, ProblemError

router = APIRouter(tags=["portal"], route_class=StoringRoute)
beacon_router = APIRouter(tags=["portal"], route_class=BeaconRoute)
routers = (router, beacon_router)


@router.post("/v1/portal/suggest", responses={200: {"model": PortalAnswer}})
async def suggest(body: PortalRequest, request: Request, desk: DeskParts, patience: Waiting) -> JSONResponse:
    """Known incidents, the customer's own open requests and public articles, for a request that is being written."""
    address = request.client.host if request.client else None
    answer = await desk.work.run(partial(desk.portal.suggest, body, address=address), patience=patience)
    desk.metrics.portal("held_out" if answer["held_out"] else answer["status"])
    return JSONResponse(answer)


@router.get("/v1/portal/articles/{article_id:path}", responses={200: {"model": PortalArticle}})
def get_portal_article(article_id: DocumentId, desk: DeskParts) -> JSONResponse:
    """The whole of a public article. Any other id is the same 404, whether it is an internal one's or nobody's."""
    article = portal_article(desk.state.articles.get(article_id))
    if article is None:
        raise ProblemError(NOT_FOUND, "no public article of that id is here")
    return JSONResponse(article)


@beacon_router.post("/v1/portal/events", status_code=204)
def record_event(body: PortalEvent, desk: DeskParts) -> Response:
    """What the customer did with the suggestions."""
    desk.portal.record(body)
    desk.metrics.portal(body.type)
    return Response(status_code=204)
