"""NDJSON: one JSON document a line, each of them good or bad for itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from firstline.serving.fault_list import faults_of, invalid_request
from firstline.serving.json_document import read_json
from firstline.serving.problems import TOO_LARGE, ProblemError, invalid

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Line(Generic[Model]):
    """One line, counted from 1 as an editor does: its `id` as far as it can be told, and `item` or `problem`."""

    number: int
    id: str
    item: Model | None
    problem: ProblemError | None


def read_lines(raw: bytes, model: type[Model], *, limit: int, check: Callable[[Model], None]) -> list[Line[Model]]:
    """Read and validate every line; blank lines are skipped. `check` raises ProblemError for what `model` lets pass.

    Raises:
        ProblemError: 413, more than `limit` lines; 422, no line at all.
    """
    lines = [(number, line) for number, line in enumerate(raw.split(b"\n"), start=1) if line.strip()]
    if len(lines) > limit:
        raise ProblemError(TOO_LARGE, f"{len(lines)} lines came and {limit} are taken at once; send several requests")
    if not lines:
        raise invalid("#", "no line came; one JSON document a line is wanted")
    return [_read_line(number, line, model, check) for number, line in lines]


def _read_line(number: int, raw: bytes, model: type[Model], check: Callable[[Model], None]) -> Line[Model]:
    document: Any = None
    try:
        document = read_json(raw)
        item = model.model_validate(document)
        check(item)
        return Line(number, told_id(document), item, None)
    except ProblemError as problem:
        return Line(number, told_id(document), None, problem)
    except ValidationError as error:
        faults = faults_of(error.errors(include_url=False))
        return Line(number, told_id(document), None, invalid_request(faults))


def told_id(document: object) -> str:
    """The id that a document claims, as a string; empty when it claims none."""
    value = document.get("id") if isinstance(document, Mapping) else None
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
