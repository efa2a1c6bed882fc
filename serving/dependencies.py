"""The dependencies: what handlers ask for, by type."""

from typing import Annotated

from fastapi import Depends, Header, Query, Request
from pydantic import BeforeValidator
from starlette.concurrency import run_in_threadpool

from firstline.datasets.ticket import Identifier
from firstline.datasets.timestamp import Timestamp
from firstline.serving.caller import Caller
from firstline.serving.desk import Desk
from firstline.serving.fault_list import invalid_request
from firstline.serving.page import PageQuery
from firstline.serving.patience import LONGEST_SECONDS, Patience
from firstline.serving.problems import Fault
from firstline.serving.settings import Settings
from firstline.serving.triage_request import Groups
from firstline.serving.viewer import Viewer

_LONGEST_NAME = 100


def _not_blank(value: object) -> object:
    """An address whose variable was never filled in would read everything."""
    if isinstance(value, str) and not value.strip():
        raise ValueError("empty; a time such as 2026-01-31T00:00:00Z is wanted, or no such parameter")
    return value


_Moment = Annotated[Timestamp, BeforeValidator(_not_blank)]
_PAGE_PARAMETERS = frozenset({"since", "until", "ticket_id", "limit", "cursor"})

# Asynchronous although they wait for nothing: FastAPI would run plain functions in another thread.


async def _desk(request: Request) -> Desk:
    desk: Desk = request.state.desk
    return desk


async def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


async def _known_query(request: Request) -> None:
    """A parameter that nobody knows would limit nothing: with `ticketid=7` in the address a list shows every ticket."""
    if request.query_params.keys() <= _PAGE_PARAMETERS:
        return
    document = await run_in_threadpool(request.app.openapi)  # takes a quarter of a second, the first time
    described = document["paths"][request.scope["route"].path_format][request.method.lower()]
    known = [parameter["name"] for parameter in described["parameters"] if parameter["in"] == "query"]
    strange = [name for name in request.query_params if name not in known]
    if strange:
        wanted = f"unknown; there are {', '.join(known)}"
        raise invalid_request([Fault("#", f"query parameter {name[:_LONGEST_NAME]!r}: {wanted}") for name in strange])


async def _page_query(
    _known: Annotated[None, Depends(_known_query)],
    since: Annotated[_Moment, Query(description="from this time on (RFC 3339)")] = None,
    until: Annotated[_Moment, Query(description="before this time (RFC 3339)")] = None,
    ticket_id: Annotated[Identifier | None, Query()] = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    cursor: Annotated[str | None, Query(max_length=2000)] = None,
) -> PageQuery:
    return PageQuery(since=since, until=until, ticket_id=ticket_id, limit=limit, cursor=cursor)


async def _caller(request: Request) -> Caller:
    return Caller(getattr(request.state, "key", None))


async def _patience(
    request: Request,
    x_request_timeout: Annotated[
        float | None,
        Header(
            gt=0,
            le=LONGEST_SECONDS,
            allow_inf_nan=False,
            description="seconds from the arrival of the request on; what has not begun by then is dropped (503)",
        ),
    ] = None,
) -> Patience:
    until = None if x_request_timeout is None else request.state.arrived + x_request_timeout
    return Patience(request.receive, until)


DeskParts = Annotated[Desk, Depends(_desk)]
Calling = Annotated[Caller, Depends(_caller)]


async def _seen_groups(
    caller: Calling,
    viewer_groups: Annotated[
        Groups, Query(description="groups of whoever reads; without any, nothing restricted is shown")
    ] = (),
) -> tuple[str, ...]:
    return caller.groups(viewer_groups)


SeenGroups = Annotated[tuple[str, ...], Depends(_seen_groups)]


async def _viewer(desk: DeskParts, groups: SeenGroups) -> Viewer:
    return Viewer(desk.state, desk.decisions, groups)


Limits = Annotated[Settings, Depends(_settings)]
Waiting = Annotated[Patience, Depends(_patience)]
Paging = Annotated[PageQuery, Depends(_page_query)]
ReadingViewer = Annotated[Viewer, Depends(_viewer)]
