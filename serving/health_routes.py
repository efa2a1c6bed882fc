"""Routes for those who run the service."""

from fastapi import APIRouter, Request
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.responses import JSONResponse, PlainTextResponse, Response

from firstline.serving.dependencies import DeskParts
from firstline.serving.problems import NOT_READY, ProblemError

router = APIRouter(tags=["operations"])


@router.get("/healthz")
async def healthz() -> JSONResponse:
    """Alive. Never looks at queues or stores, so that a busy service is not restarted."""
    return JSONResponse({"status": "ok"})


@router.get("/readyz")
def readyz(desk: DeskParts, request: Request) -> JSONResponse:
    """Ready: the bundle is loaded and warm, the state can be written to, and the service does not end; else 503."""
    if request.app.state.drain.begun:
        raise ProblemError(NOT_READY, "the service ends; send nothing new here")
    desk.check_ready()
    return JSONResponse({"status": "ready", "model": {"name": desk.bundle.name, "version": desk.bundle.version}})


@router.get("/metrics", response_class=PlainTextResponse)
def metrics(desk: DeskParts) -> Response:
    """Prometheus metrics of the process that answers."""
    return Response(desk.metrics.render(), headers={"Content-Type": CONTENT_TYPE_LATEST})
