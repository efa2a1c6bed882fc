"""The document batch: many articles or tickets put at once, each with its own result."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel

from firstline.kb_index.document_store import PutResult
from firstline.serving.ndjson import Line
from firstline.serving.problems import error_document

Document = TypeVar("Document", bound=BaseModel)


def put_lines(
    lines: Sequence[Line[Document]], put: Callable[[Sequence[Document]], Sequence[PutResult]]
) -> dict[str, Any]:
    """Put every good line in one go; a bad one gets a problem in its place."""
    good = [line.item for line in lines if line.item is not None]
    put_results = iter(put(good) if good else ())
    results: list[dict[str, Any]] = []
    for line in lines:
        result: dict[str, Any] = {"line": line.number, "id": line.id}
        if line.problem is not None:
            problem = error_document(line.problem)
            result |= {"status": problem["status"], "problem": problem}
        else:
            done = next(put_results)
            result |= {"id": done.id, "status": 201 if done.created else 200, "applied": done.applied}
        results.append(result)
    return {"results": results}
