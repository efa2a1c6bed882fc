"""Routes of the portal."""

from functools import partial

from fastapi import APIRouter
from starlette.responses import JSONResponse, Response

from firstline.serving.body_route import BeaconRoute, StoringRoute
from firstline.serving.dependencies import DeskParts
from firstline.serving.portal import PortalAnswer, PortalEvent, PortalRequest

router = APIRouter(tags=["portal"], route_class=StoringRoute)
beacon_router = APIRouter(tags=["portal"], route_class=BeaconRoute)
routers = (router, beacon_router)


@router.post("/v1/portal/suggest", responses={200: {"model": PortalAnswer}})
async def suggest(body: PortalRequest, desk: DeskParts) -> JSONResponse:
    """Public articles for a request that is still being written."""
    answer = await desk.work.run(partial(desk.portal.suggest, body))
    desk.metrics.portal(answer["status"])
    return JSONResponse(answer)


@beacon_router.post("/v1/portal/events", status_code=204)
def record_event(body: PortalEvent, desk: DeskParts) -> Response:
    """What the customer did with the suggestions."""
    desk.portal.record(body)
    desk.metrics.portal(body.type)
    return Response(status_code=204)
