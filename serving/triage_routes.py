"""Routes of triage."""

from collections.abc import Sequence
from functools import partial
from itertools import chain
from typing import Any

from fastapi import APIRouter
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse

from firstline.datasets.errors import FirstlineError
from firstline.datasets.ticket import Ticket
from firstline.serving.body_route import StoringRoute
from firstline.serving.dependencies import Calling, DeskParts, Limits, Waiting
from firstline.serving.fault_list import faults_of, invalid_request
from firstline.serving.ndjson import told_id
from firstline.serving.problems import TOO_LARGE, ProblemError, error_document
from firstline.serving.triage_answer import TriageAnswer
from firstline.serving.triage_request import TriageBatchRequest, TriageRequest, check_ticket
from firstline.serving.work_queue import TEXTS_A_PIECE

router = APIRouter(tags=["triage"], route_class=StoringRoute)


@router.post("/v1/triage", responses={200: {"model": TriageAnswer}})
async def triage(body: TriageRequest, desk: DeskParts, caller: Calling, patience: Waiting) -> JSONResponse:
    """What a ticket is, whether it was asked before, and what answers it."""
    check_ticket(body.ticket)
    options = body.options.seen_by(caller)
    desk.triage.check(options)
    answers = await desk.work.run(partial(desk.triage.answer, [body.ticket], options), patience=patience)
    return JSONResponse(answers[0])


@router.post("/v1/triage/batch")
async def triage_batch(
    body: TriageBatchRequest, desk: DeskParts, limits: Limits, caller: Calling, patience: Waiting
) -> JSONResponse:
    """Up to 256 tickets, answered in order; a ticket that cannot be read gets a problem in its place."""
    if len(body.tickets) > limits.batch_tickets:
        raise ProblemError(
            TOO_LARGE, f"{len(body.tickets)} tickets came and {limits.batch_tickets} are taken at once; send several"
        )
    options = body.options.seen_by(caller)
    desk.triage.check(options)
    read = await run_in_threadpool(_read_all, body.tickets)
    tickets = [ticket for ticket in read if isinstance(ticket, Ticket)]
    works = [
        partial(desk.triage.answer, tickets[start : start + TEXTS_A_PIECE], options)
        for start in range(0, len(tickets), TEXTS_A_PIECE)
    ]
    answers = chain.from_iterable(await desk.work.run_pieces(works, patience=patience) if works else ())
    results = [
        _result(document, next(answers) if isinstance(ticket, Ticket) else ticket)
        for document, ticket in zip(body.tickets, read, strict=True)
    ]
    return await run_in_threadpool(JSONResponse, {"results": results})


def _read_all(documents: Sequence[Any]) -> list[Ticket | ProblemError]:
    return [_read(document, position) for position, document in enumerate(documents)]


def _read(document: Any, position: int) -> Ticket | ProblemError:
    try:
        ticket = Ticket.model_validate(document)
        check_ticket(ticket, pointer=f"#/tickets/{position}")
    except ValidationError as error:
        return invalid_request(faults_of(error.errors(include_url=False), under=("tickets", position)))
    except ProblemError as problem:
        return problem
    return ticket


def _result(document: Any, outcome: TriageAnswer | ProblemError) -> dict[str, Any]:
    """`id` as it came, so that a caller finds its own ticket again."""
    if isinstance(outcome, FirstlineError):
        problem = error_document(outcome)
        return {"id": told_id(document), "status": problem["status"], "problem": problem}
    return {"id": told_id(document), "status": 200, "result": outcome}
