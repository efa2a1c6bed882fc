"""Routes of decisions and of storms."""

from fastapi import APIRouter
from starlette.responses import JSONResponse

from firstline.serving.decision_store import unknown_decision
from firstline.serving.dependencies import DeskParts, Paging, ReadingViewer
from firstline.serving.problems import NOT_YET, ProblemError

router = APIRouter(tags=["decisions"])


@router.get("/v1/decisions")
def list_decisions(desk: DeskParts, paging: Paging, viewer: ReadingViewer) -> JSONResponse:
    """What triage answered, oldest first, without words of tickets and articles, as far as the viewer may see them."""
    return JSONResponse(desk.decisions.page(paging, show=viewer.decision_json).as_json())


@router.get("/v1/decisions/{decision_id}")
def get_decision(decision_id: str, desk: DeskParts, viewer: ReadingViewer) -> JSONResponse:
    """One decision with all feedback on it."""
    document = viewer.decision_json(desk.decisions.get(decision_id))
    if document is None:
        raise unknown_decision()
    given = [viewer.feedback_json(record) for record in desk.feedback_store.of_decisions([decision_id])]
    return JSONResponse({**document, "feedback": [record for record in given if record is not None]})


@router.get("/v1/storms")
async def list_storms() -> JSONResponse:
    """Not built yet."""
    raise ProblemError(NOT_YET, "storms are not told yet; duplicates of a triage name the same incident")
