"""Routes of the banners: known incidents, told on the portal before articles."""

from fastapi import APIRouter
from starlette.responses import JSONResponse, Response

from firstline.serving.banner import Banner
from firstline.serving.body_route import BodyRoute
from firstline.serving.dependencies import DeskParts
from firstline.serving.document_id import DocumentId, with_id
from firstline.serving.problems import MAY_CREATE, NOT_FOUND, ProblemError

router = APIRouter(tags=["banners"], route_class=BodyRoute)


@router.get("/v1/banners")
def list_banners(desk: DeskParts) -> JSONResponse:
    """All banners in the order of their ids, those included that are over or not yet begun."""
    return JSONResponse(
        {"items": [banner.as_json() for banner in desk.portal_parts.banners.all()], "next_cursor": None}
    )


@router.put("/v1/banners/{banner_id}", responses=MAY_CREATE)
def put_banner(banner_id: DocumentId, body: Banner, desk: DeskParts) -> JSONResponse:
    """Tell of an incident, or change what is told; the next suggestion on the portal shows it."""
    banner = with_id(body, banner_id)
    created = desk.portal_parts.banners.put(banner)
    return JSONResponse(banner.as_json(), status_code=201 if created else 200)


@router.get("/v1/banners/{banner_id}")
def get_banner(banner_id: DocumentId, desk: DeskParts) -> JSONResponse:
    """One banner as it is kept."""
    banner = desk.portal_parts.banners.get(banner_id)
    if banner is None:
        raise ProblemError(NOT_FOUND, "no banner of that id is here")
    return JSONResponse(banner.as_json())


@router.delete("/v1/banners/{banner_id}", status_code=204)
def delete_banner(banner_id: DocumentId, desk: DeskParts) -> Response:
    """Stop telling of an incident; also answered with 204 when it is gone already."""
    desk.portal_parts.banners.delete(banner_id)
    return Response(status_code=204)
