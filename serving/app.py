"""The application: routers, errors and lifespan, put together by a factory. Nothing is built at import time."""

import logging
import os
import sys
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from importlib.metadata import PackageNotFoundError, version

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import (
    DBAPIError,
    InterfaceError,
    InternalError,
    NotSupportedError,
    OperationalError,
    SQLAlchemyError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from firstline.datasets.errors import FirstlineError
from firstline.kb_index.database_backend import driver_words, has_no_room
from firstline.kb_index.state import State
from firstline.models.bundle import Bundle
from firstline.serving import (
    article_routes,
    banner_routes,
    decision_routes,
    feedback_routes,
    field_routes,
    health_routes,
    model_routes,
    page_routes,
    portal_routes,
    ticket_routes,
    triage_routes,
)
from firstline.serving.allowed_methods import AllowedMethods
from firstline.serving.bundle_source import newest
from firstline.serving.current_desk import CurrentDesk
from firstline.serving.desk import Desk
from firstline.serving.drain import Drain
from firstline.serving.envelope import Envelope
from firstline.serving.fault_list import faults_of, invalid_request
from firstline.serving.gate import Gate
from firstline.serving.huge_pages import use_huge_pages
from firstline.serving.loading import loading, return_free_memory, use_few_arenas
from firstline.serving.metrics import Metrics
from firstline.serving.problems import (
    KINDS,
    NO_ROOM,
    NOT_READY,
    PROBLEM_RESPONSES,
    ProblemError,
    error_document,
    kind_of_status,
    problem_document,
    problem_response,
)
from firstline.serving.reload import Reload
from firstline.serving.retention import DailyPurge
from firstline.serving.settings import Settings

SETTINGS_VARIABLE = "FIRSTLINE_SERVE_SETTINGS"
"""Where `server.serve` leaves the settings, as JSON, for worker processes."""

_SWITCH_SECONDS = 0.0005
"""How long a thread may keep Python to itself while others wait for it: with Python's 5 ms, an encode that comes back
from the runtime a few times takes 28 ms beside one busy thread; with this, 14 (12 alone)."""

_TROUBLE = (OperationalError, InterfaceError, InternalError, NotSupportedError, PoolTimeoutError)
"""What a database raises that is locked, full or gone, has turned into a standby, or has no connection to spare."""

ROUTERS = (
    health_routes.router,
    page_routes.router,
    triage_routes.router,
    *portal_routes.routers,
    banner_routes.router,
    *article_routes.routers,
    *ticket_routes.routers,
    feedback_routes.router,
    decision_routes.router,
    field_routes.router,
    model_routes.router,
)

logger = logging.getLogger("firstline.serving")


def create_app(
    settings: Settings, *, bundle: Bundle | None = None, state: State | None = None, desk: Desk | None = None
) -> FastAPI:
    """The HTTP service of one bundle.

    Args:
        bundle: loaded already; otherwise it is loaded from `settings` when the application starts.
        state: open already, and then closed by whoever opened it; otherwise opened and closed by the application.
        desk: all of it, put together already, and then closed by whoever did.
    """
    metrics = Metrics() if desk is None else desk.metrics
    app = FastAPI(
        title="Firstline",
        description=_description(),
        version=_version(),
        lifespan=_lifespan(
            partial(Desk.open, settings, metrics=metrics, bundle=bundle, state=state),
            desk,
            state,
            settings,
        ),
        responses=PROBLEM_RESPONSES,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.settings = settings
    allowed = AllowedMethods(ROUTERS)
    app.state.allowed_methods = allowed
    app.state.drain = drain = Drain(seconds=settings.drain_seconds)
    app.add_middleware(Gate, settings=settings)
    app.add_middleware(Envelope, desks=lambda: app.state.desks, metrics=metrics, allowed=allowed, drain=drain)
    app.add_exception_handler(FirstlineError, _on_error)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(HTTPException, _on_status)
    for trouble in _TROUBLE:
        app.add_exception_handler(trouble, _on_database)
    for router in ROUTERS:
        app.include_router(router)
    return app


def create_app_from_environment() -> FastAPI:
    """The application of a worker process, whose settings are in `SETTINGS_VARIABLE`.

    A worker that takes another's place serves what the source names by now; where nobody can tell, what it named first.
    """
    use_few_arenas()
    settings = Settings.model_validate_json(os.environ[SETTINGS_VARIABLE])
    try:
        settings = newest(settings)
    except FirstlineError as error:
        logger.error("no newer bundle can be looked for: %s", error)
    return create_app(settings)


def _lifespan(
    open_desk: Callable[[], Desk], given: Desk | None, state: State | None, settings: Settings
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        sys.setswitchinterval(_SWITCH_SECONDS)
        with loading():
            first = given or open_desk()
        current = app.state.desks = CurrentDesk(first)

        def close(desk: Desk) -> None:
            if desk is not given:
                desk.close(with_state=desk is not first or state is None)

        try:
            with loading():
                first.warm()
            if settings.own_process:
                return_free_memory()
                # Beside the first answers, which are a fifth slower for the second or two that it takes.
                threading.Thread(target=use_huge_pages, name="huge-pages", daemon=True).start()
            first.announce()
            async with Reload(settings, current, close=close).listening(), DailyPurge(settings, current).running():
                with app.state.drain.listening():
                    yield
        finally:
            close(current.desk)

    return lifespan


def _description() -> str:
    kinds = "\n".join(f"- `{kind.type}` ({kind.status}): {kind.title}" for kind in KINDS)
    return f"Triage for help desks. Errors are `application/problem+json` (RFC 9457) of these types:\n\n{kinds}"


def _version() -> str:
    try:
        return version("firstline")
    except PackageNotFoundError:
        return "0"


async def _on_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, FirstlineError)
    headers = error.headers if isinstance(error, ProblemError) else None
    document = error_document(error, request_id=request.state.request_id)
    # A problem was told whole: that a deadline passed, or that the service ends, is no failure of its own.
    if document["status"] >= 500 and not isinstance(error, ProblemError):
        logger.error("%s request_id=%s: %s", type(error).__name__, request.state.request_id, error)
    return problem_response(document, headers=headers)


async def _on_invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return await _on_error(request, invalid_request(faults_of(error.errors())))


async def _on_status(request: Request, error: Exception) -> Response:
    """Errors of the framework: an address that is not there, a method that it does not know."""
    assert isinstance(error, HTTPException)
    kind = kind_of_status(error.status_code)
    headers = dict(error.headers or {})
    if error.status_code == 405:
        methods = request.app.state.allowed_methods(request.scope["path"])
        headers["Allow"] = ", ".join(methods) or headers.get("Allow", "")
    detail = f"{kind.title.lower()}; /docs lists what is there"
    document = problem_document(kind, detail, request_id=request.state.request_id)
    return problem_response({**document, "status": error.status_code}, headers=headers)


async def _on_database(request: Request, error: Exception) -> Response:
    """The state is locked, full or gone: the caller may come back. Only the driver's own words are logged."""
    assert isinstance(error, SQLAlchemyError)
    said = driver_words(error) if isinstance(error, DBAPIError) else "no connection is free"
    logger.error("the state cannot be used, request_id=%s: %s", request.state.request_id, said)
    if isinstance(error, DBAPIError) and has_no_room(error):
        detail = "nothing was stored; the service goes on by itself once there is room"
        return problem_response(problem_document(NO_ROOM, detail, request_id=request.state.request_id))
    detail = "the state cannot be used now; try again"
    return problem_response(problem_document(NOT_READY, detail, request_id=request.state.request_id))
