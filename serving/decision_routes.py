"""Routes of decisions and of storms."""

from fastapi import APIRouter
from starlette.responses import JSONResponse

from firstline.serving.dependencies import DeskParts, Paging
from firstline.serving.problems import NOT_YET, ProblemError

router = APIRouter(tags=["decisions"])


@router.get("/v1/decisions")
def list_decisions(desk: DeskParts, paging: Paging) -> JSONResponse:
    """What triage answered, oldest first, without the words of tickets and articles."""
    return JSONResponse(desk.decisions.page(paging).as_json())


@router.get("/v1/decisions/{decision_id}")
def get_decision(decision_id: str, desk: DeskParts) -> JSONResponse:
    """One decision with all feedback on it."""
    decision = desk.decisions.get(decision_id)
    feedback = [record.as_json() for record in desk.feedback_store.of_decisions([decision_id])]
    return JSONResponse({**decision.as_json(), "feedback": feedback})


@router.get("/v1/storms")
async def list_storms() -> JSONResponse:
    """Not built yet."""
    raise ProblemError(NOT_YET, "storms are not told yet; duplicates of a triage name the same incident")
