"""Routes of tickets: keeping the duplicate index in step with the desk, and asking it."""

from collections.abc import Sequence
from functools import partial

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from firstline.datasets.ticket import Ticket
from firstline.kb_index.document_store import PutResult
from firstline.serving.body_route import LinesRoute, StoringRoute
from firstline.serving.dependencies import Calling, DeskParts, Limits, Paging, SeenGroups, Waiting
from firstline.serving.desk import Desk
from firstline.serving.document_batch import put_lines
from firstline.serving.document_id import DocumentId, check_id, unknown, with_id
from firstline.serving.document_list import document_response, may_see, read_page
from firstline.serving.ndjson import read_lines
from firstline.serving.problems import MAY_CREATE
from firstline.serving.triage_request import Groups, StrictRequest, TopK, check_ticket, require_text

router = APIRouter(tags=["tickets"], route_class=StoringRoute)
lines_router = APIRouter(tags=["tickets"], route_class=LinesRoute)
routers = (lines_router, router)

_NDJSON = {"requestBody": {"required": True, "content": {"application/x-ndjson": {"schema": {"type": "string"}}}}}


class DuplicatesRequest(StrictRequest):
    """`POST /v1/duplicates`."""

    ticket: Ticket
    viewer_groups: Groups = ()
    top_k: TopK = 10


def _put(desk: Desk, tickets: Sequence[Ticket]) -> list[PutResult]:
    """Store tickets; those that are finished are feedback on the decisions about them, and who comes back about the
    same takes a vote for an article back."""
    results = desk.state.tickets.put(tickets)
    applied = [ticket for ticket, result in zip(tickets, results, strict=True) if result.applied]
    desk.feedback.take_outcomes(applied)
    desk.returns.take_back(applied)
    return results


def _checked(ticket: Ticket) -> None:
    check_id(ticket.id, pointer="#/id")
    require_text(ticket, pointer="#/body")


@lines_router.post("/v1/tickets/batch", openapi_extra=_NDJSON)
async def put_tickets(request: Request, desk: DeskParts, limits: Limits, patience: Waiting) -> JSONResponse:
    """Up to 1,000 tickets, one a line, each with its `id`; a line that cannot be read gets a problem in its place."""
    raw = await request.body()
    lines = await run_in_threadpool(read_lines, raw, Ticket, limit=limits.batch_lines, check=_checked)
    work = partial(put_lines, lines, partial(_put, desk))
    return JSONResponse(await desk.work.run(work, texts=len(lines), patience=patience.unwatched()))


@router.put("/v1/tickets/{ticket_id:path}", responses=MAY_CREATE)
async def put_ticket(ticket_id: DocumentId, ticket: Ticket, desk: DeskParts, patience: Waiting) -> JSONResponse:
    """Store a ticket; answered when the next search sees it. One that is older than what is stored is not applied."""
    named = with_id(ticket, ticket_id)
    require_text(named, pointer="#/body")
    (result,) = await desk.work.run(partial(_put, desk, [named]), patience=patience.unwatched())
    body = {"id": ticket_id, "applied": result.applied, "created": result.created}
    return JSONResponse(body, status_code=201 if result.created else 200)


@router.delete("/v1/tickets/{ticket_id:path}", status_code=204)
def delete_ticket(ticket_id: DocumentId, desk: DeskParts) -> Response:
    """Take a ticket away; also answered with 204 when it is gone already."""
    desk.state.tickets.delete(ticket_id)
    return Response(status_code=204)


@router.get("/v1/tickets")
def list_tickets(desk: DeskParts, paging: Paging, viewer_groups: SeenGroups) -> Response:
    """Stored tickets in the order of their ids; `since` and `until` compare `updated_at`."""

    def shows(ticket: Ticket) -> bool:
        wanted = paging.ticket_id is None or ticket.id == paging.ticket_id
        return wanted and may_see(ticket, viewer_groups) and paging.spans(ticket.updated_at)

    return read_page(desk.state.tickets.list, paging, id_of=lambda ticket: ticket.id, shows=shows).response()


@router.get("/v1/tickets/{ticket_id:path}")
def get_ticket(ticket_id: DocumentId, desk: DeskParts, viewer_groups: SeenGroups) -> Response:
    """A ticket as it was put."""
    ticket = desk.state.tickets.get(ticket_id)
    if ticket is None or not may_see(ticket, viewer_groups):
        raise unknown("ticket")
    return document_response(ticket)


@router.post("/v1/duplicates")
async def find_duplicates(body: DuplicatesRequest, desk: DeskParts, caller: Calling, patience: Waiting) -> JSONResponse:
    """Earlier tickets that may be the same request, best first."""
    check_ticket(body.ticket)
    work = partial(
        desk.lookup.duplicates_of, body.ticket, top_k=body.top_k, viewer_groups=caller.groups(body.viewer_groups)
    )
    return JSONResponse({"items": await desk.work.run(work, patience=patience)})
