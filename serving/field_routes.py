"""Routes of the closed lists: which values a field has, and changing that while the service runs."""

from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import Field
from starlette.responses import JSONResponse, Response

from firstline.serving.body_route import BodyRoute
from firstline.serving.dependencies import DeskParts
from firstline.serving.desk import Desk
from firstline.serving.list_change import FieldChange, checked_changes, unknown_field
from firstline.serving.triage_request import StrictRequest

router = APIRouter(tags=["fields"], route_class=BodyRoute)

FieldName = Annotated[str, Path(min_length=1, max_length=200)]


class FieldsRequest(StrictRequest):
    """`PUT /v1/fields`: several lists, all of which are changed or none; each says its `name`."""

    items: Annotated[tuple[FieldChange, ...], Field(min_length=1, max_length=256)]


def _shown(desk: Desk) -> JSONResponse:
    items = [listed.as_json() for listed in desk.lists.now().fields.values()]
    kinds = list(desk.bundle.request_kinds)
    return JSONResponse({"items": items, "next_cursor": None, "request_kinds": kinds})


@router.get("/v1/fields")
def list_fields(desk: DeskParts) -> JSONResponse:
    """The desk's closed lists; `predicted` are the values that the bundle says, `request_kinds` those it learned."""
    return _shown(desk)


@router.put("/v1/fields")
def change_fields(body: FieldsRequest, desk: DeskParts) -> JSONResponse:
    """Change several closed lists at once; every answer from now on follows them."""
    named = [(f"#/items/{position}", change.name, change) for position, change in enumerate(body.items)]
    desk.field_lists.put(checked_changes(desk.bundle, desk.lists.now(), named))
    return _shown(desk)


@router.put("/v1/fields/{name}")
def change_field(name: FieldName, body: FieldChange, desk: DeskParts) -> JSONResponse:
    """Change one closed list, in the place of the change before it; what it leaves out stays as it was trained."""
    desk.field_lists.put(checked_changes(desk.bundle, desk.lists.now(), [("#", name, body)]))
    return JSONResponse(desk.lists.now().fields[name].as_json())


@router.delete("/v1/fields/{name}", status_code=204)
def take_back_change(name: FieldName, desk: DeskParts) -> Response:
    """Go back to the list that the bundle was trained with; also answered with 204 when nothing was changed.

    A change that an earlier bundle left of a field that this one has not may be taken back too.
    """
    if name in desk.field_lists.read():
        desk.field_lists.put({name: None})
    elif name not in desk.bundle.fields:
        raise unknown_field(desk.bundle)
    return Response(status_code=204)
