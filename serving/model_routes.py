"""Routes of the model."""

from fastapi import APIRouter
from starlette.responses import JSONResponse

from firstline.serving.dependencies import DeskParts

router = APIRouter(tags=["model"])


@router.get("/v1/model")
def get_model(desk: DeskParts) -> JSONResponse:
    """The bundle in use; `version` is its digest."""
    bundle = desk.bundle
    manifest = bundle.manifest.model_dump(mode="json")
    return JSONResponse(
        {
            "name": bundle.name,
            "version": bundle.version,
            "alias": None,
            "fields": list(bundle.fields),
            "request_kinds": list(bundle.request_kinds),
            "manifest": manifest,
        }
    )
