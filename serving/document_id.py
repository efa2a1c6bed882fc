"""The document id: what an address and a body call the same article or ticket."""

from typing import Annotated, TypeVar

from fastapi import Path
from pydantic import BaseModel

from firstline.serving.problems import NOT_FOUND, ProblemError, invalid

Document = TypeVar("Document", bound=BaseModel)

LONGEST = 200
DocumentId = Annotated[str, Path(min_length=1, max_length=LONGEST)]


def check_id(document_id: str, *, pointer: str) -> None:
    """Raises ProblemError, 422, for an id that no help desk gives out: empty, endless or with control characters.

    So for one with U+FFFD: bytes of the address that are no UTF-8 all become it, and different ids would be one.
    """
    if "\ufffd" in document_id:
        raise invalid(pointer, "the id is not UTF-8 (U+FFFD); write it in UTF-8, percent-encoded in an address")
    if not document_id.strip() or len(document_id) > LONGEST or not document_id.isprintable():
        raise invalid(pointer, f"an id of 1 to {LONGEST} printable characters is wanted")


def with_id(document: Document, document_id: str) -> Document:
    """`document` under the id of its address.

    Raises:
        ProblemError: 422, the body names another id.
    """
    check_id(document_id, pointer="#/id")
    named = getattr(document, "id", "")
    if named and named != document_id:
        raise invalid("#/id", "the body names another id than the address; leave it out or make them equal")
    return document.model_copy(update={"id": document_id})


def unknown(kind: str) -> ProblemError:
    """A 404, the same for what is not there and for what the viewer may not see."""
    return ProblemError(NOT_FOUND, f"no {kind} of that id is here for these viewer_groups")
