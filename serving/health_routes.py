"""Routes for those who run the service."""

from fastapi import APIRouter
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.responses import JSONResponse, Response

from firstline.serving.dependencies import DeskParts

router = APIRouter(tags=["operations"])


@router.get("/healthz")
async def healthz() -> JSONResponse:
    """Alive. Never looks at queues or stores, so that a busy service is not restarted."""
    return JSONResponse({"status": "ok"})


@router.get("/readyz")
def readyz(desk: DeskParts) -> JSONResponse:
    """Ready: the bundle is loaded and warm, and the state can be written to; otherwise 503."""
    desk.check_ready()
    return JSONResponse({"status": "ready", "model": {"name": desk.bundle.name, "version": desk.bundle.version}})


@router.get("/metrics")
def metrics(desk: DeskParts) -> Response:
    """Prometheus metrics of the process that answers."""
    return Response(desk.metrics.render(), headers={"Content-Type": CONTENT_TYPE_LATEST})
