"""Routes of the model."""

from fastapi import APIRouter
from starlette.responses import JSONResponse

from firstline.serving.auto_progress import auto_progress
from firstline.serving.dependencies import DeskParts

router = APIRouter(tags=["model"])


@router.get("/v1/model")
def get_model(desk: DeskParts) -> JSONResponse:
    """The bundle in use; `version` is its digest, `alias` the registry's name for it when it was started by that.

    `auto_progress` says of each field without any value that may be `auto` how near the nearest one came.
    """
    bundle = desk.bundle
    manifest = bundle.manifest.model_dump(mode="json")
    return JSONResponse(
        {
            "name": bundle.name,
            "version": bundle.version,
            "alias": desk.alias,
            "fields": list(bundle.fields),
            "request_kinds": list(bundle.request_kinds),
            "auto_progress": auto_progress(bundle),
            "manifest": manifest,
        }
    )
