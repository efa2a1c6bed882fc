"""Routes of feedback."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import JSONResponse

from firstline.serving.body_route import StoringRoute
from firstline.serving.dependencies import DeskParts, Paging, ReadingViewer
from firstline.serving.feedback_request import FeedbackRequest

router = APIRouter(tags=["feedback"], route_class=StoringRoute)


@router.post("/v1/feedback", status_code=201)
def give_feedback(body: FeedbackRequest, desk: DeskParts) -> JSONResponse:
    """What was done with a decision: one item, or several of which all are kept or none. The last one counts."""
    records = desk.feedback.take(body.each())
    return JSONResponse({"items": [record.as_json() for record in records]}, status_code=201)


@router.get("/v1/feedback")
def list_feedback(
    desk: DeskParts, paging: Paging, viewer: ReadingViewer, decision_id: Annotated[str | None, Query()] = None
) -> JSONResponse:
    """All feedback on tickets that the viewer may see, oldest first."""
    page = desk.feedback_store.page(paging, show=viewer.feedback_json, decision_id=decision_id)
    return JSONResponse(page.as_json())
