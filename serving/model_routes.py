"""Routes of the model."""

from fastapi import APIRouter
from starlette.responses import JSONResponse

from firstline.serving.dependencies import DeskParts

router = APIRouter(tags=["model"])


@router.get("/v1/model")
def get_model(desk: DeskParts) -> JSONResponse:
    """The bundle in use; `version` is its digest, `alias` the registry's name for it when it was started by that."""
    bundle = desk.bundle
    manifest = bundle.manifest.model_dump(mode="json")
    return JSONResponse(
        {
            "name": bundle.name,
            "version": bundle.version,
            "alias": desk.alias,
            "fields": list(bundle.fields),
            "request_kinds": list(bundle.request_kinds),
            "manifest": manifest,
        }
    )
